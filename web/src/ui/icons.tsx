import type { ComponentChildren, JSX } from 'preact'

/** Icons are drawn, not fetched; they say nothing to a screen reader, the words beside them do. */
function Icon({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
      {children}
    </svg>
  )
}

export const Paw = (): JSX.Element => (
  <svg viewBox="0 0 64 64" aria-hidden="true" focusable="false"><rect width="64" height="64" rx="16" fill="currentColor" /><g fill="var(--on-brand)"><ellipse cx="20" cy="27" rx="5" ry="7" /><ellipse cx="30" cy="20" rx="5" ry="7" /><ellipse cx="42" cy="22" rx="5" ry="7" /><ellipse cx="49" cy="33" rx="4.5" ry="6.5" /><path d="M33 31c7 0 14 8 13 14-1 5-7 4-12 4s-12 2-14-3c-2-6 6-15 13-15z" /></g></svg>
)
export const Info = (): JSX.Element => <Icon><circle cx="12" cy="12" r="9" /><path d="M12 11v5M12 7.5v.5" /></Icon>
export const Warning = (): JSX.Element => <Icon><path d="M12 3.5 2.5 20h19zM12 10v4.5M12 17v.3" /></Icon>
export const Stop = (): JSX.Element => <Icon><path d="M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8zM12 7.5v5.5M12 16v.3" /></Icon>
export const Check = (): JSX.Element => <Icon><circle cx="12" cy="12" r="9" /><path d="m8 12.5 2.8 2.8L16.2 9.5" /></Icon>
export const Back = (): JSX.Element => <Icon><path d="M15 5l-7 7 7 7" /></Icon>
export const Phone = (): JSX.Element => <Icon><path d="M5 3h4l2 5-2.5 1.5a12 12 0 0 0 6 6L16 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z" /></Icon>
export const Camera = (): JSX.Element => <Icon><path d="M4 7h3l2-3h6l2 3h3a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1z" /><circle cx="12" cy="13" r="4" /></Icon>
export const Video = (): JSX.Element => <Icon><rect x="2.5" y="6" width="13" height="12" rx="2" /><path d="m15.5 11 6-3.5v9l-6-3.5" /></Icon>
export const Calendar = (): JSX.Element => <Icon><rect x="3.5" y="5" width="17" height="16" rx="2" /><path d="M3.5 10h17M8 2.5v4M16 2.5v4" /></Icon>
export const Message = (): JSX.Element => <Icon><path d="M4 4h16v12H9l-5 4z" /></Icon>
export const Plus = (): JSX.Element => <Icon><path d="M12 5v14M5 12h14" /></Icon>
export const Clock = (): JSX.Element => <Icon><circle cx="12" cy="12" r="9" /><path d="M12 7v5l3.5 2" /></Icon>
export const Document = (): JSX.Element => <Icon><path d="M6 2.5h8l5 5V21a.5.5 0 0 1-.5.5h-12A.5.5 0 0 1 6 21zM14 2.5V8h5M9 13h6M9 17h6" /></Icon>
export const Chart = (): JSX.Element => <Icon><path d="M4 4v16h16M8 15l3.5-4 3 2.5L20 8" /></Icon>
export const Pill = (): JSX.Element => <Icon><path d="M10.5 20.5a5 5 0 0 1-7-7l10-10a5 5 0 0 1 7 7zM8.5 8.5l7 7" /></Icon>
export const Link = (): JSX.Element => <Icon><path d="M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1-1" /></Icon>
export const Eye = (): JSX.Element => <Icon><path d="M2 12s3.5-7 10-7 10 7 10 7-3.5 7-10 7S2 12 2 12z" /><circle cx="12" cy="12" r="3" /></Icon>
