// An offer is one vet's alone for seconds: what is left of it, by the server's clock, for a device's clock may be wrong.

/** Milliseconds that the server's clock is ahead of this device's, by the answer's Date header; 0 where it is missing or no date. */
export function skewOf(date: string | null, received: number): number {
  const said = date ? Date.parse(date) : NaN
  // The header has whole seconds: less than one is no difference that could be known.
  return Number.isNaN(said) || Math.abs(said - received) < 1000 ? 0 : said - received
}

/** Whole seconds until the end, never below 0; the last one begins as 1. */
export const secondsLeft = (until: string, now: number, skew = 0): number => Math.max(0, Math.ceil((Date.parse(until) - now - skew) / 1000))

/** 0 to 1 of the whole time that is left. */
export const shareLeft = (until: string, whole: number, now: number, skew = 0): number =>
  Math.min(1, Math.max(0, (Date.parse(until) - now - skew) / 1000 / whole))

/** "0:45", "1:05": what a clock shows. */
export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** The moments at which a screen reader is told, so that it does not speak every second. */
export const isTold = (seconds: number): boolean => seconds === 30 || seconds === 15 || seconds === 5
