import type { ComponentChildren, JSX } from 'preact'

const heads: Readonly<Record<string, ComponentChildren>> = {
  dog: <><path d="M14 20c-6 2-7 14-3 18 3 2 6-2 6-6M50 20c6 2 7 14 3 18-3 2-6-2-6-6" /><path d="M17 26c0-9 7-13 15-13s15 4 15 13v8c0 11-7 17-15 17s-15-6-15-17z" /></>,
  cat: <path d="M15 13l8 6c3-1 6-2 9-2s6 1 9 2l8-6 1 20c0 11-8 18-18 18S14 44 14 33z" />,
  rabbit: <><path d="M24 26C18 14 19 4 23 4s6 9 6 20M40 26c6-12 5-22 1-22s-6 9-6 20" /><path d="M16 38c0-9 7-15 16-15s16 6 16 15-7 15-16 15-16-6-16-15z" /></>,
  'guinea-pig': <><path d="M17 22c-4-3-7 0-6 4M47 22c4-3 7 0 6 4" /><path d="M12 36c0-11 9-18 20-18s20 7 20 18-9 16-20 16-20-5-20-16z" /></>,
  ferret: <><path d="M18 20a5 5 0 1 1 6-6M46 20a5 5 0 1 0-6-6" /><path d="M17 28c0-9 7-14 15-14s15 5 15 14c0 12-8 23-15 23S17 40 17 28z" /></>,
  bird: <><path d="M15 34c0-12 8-20 17-20s17 8 17 20-8 17-17 17-17-5-17-17z" /><path d="M28 34h8l-4 8z" /></>,
  reptile: <path d="M32 10c12 0 16 12 16 22 0 12-8 20-16 20s-16-8-16-20c0-10 4-22 16-22z" />,
  horse: <><path d="M24 16l-2-9 8 6M40 16l2-9-8 6" /><path d="M22 18c3-4 17-4 20 0 3 8 2 14 0 20 0 10-4 15-10 15s-10-5-10-15c-2-6-3-12 0-20z" /></>,
}

/** A drawn head of the species; the name beside it says the same. */
export const Face = ({ species }: { species: string }): JSX.Element => (
  <svg class="face-of" viewBox="0 0 64 64" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
    {heads[species] ?? heads['dog']}
    <circle cx="26" cy="31" r="1.6" fill="currentColor" /><circle cx="38" cy="31" r="1.6" fill="currentColor" />
    {species !== 'bird' && <path d="M29 39h6l-3 3zM32 42v3" />}
  </svg>
)
