// Local days of a zone as the server expands them: hours are wall-clock hours, a skipped hour begins when the clock goes on, one that comes twice is meant the first time.

const parts = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let made = parts.get(zone)
  if (!made) {
    made = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
    parts.set(zone, made)
  }
  return made
}

/** Minutes that the zone's clock is ahead of UTC at this moment. */
export function offsetAt(zone: string, at: number): number {
  const found: Record<string, number> = {}
  for (const { type, value } of formatOf(zone).formatToParts(at)) found[type] = Number(value)
  const local = Date.UTC(found['year']!, found['month']! - 1, found['day'], found['hour'], found['minute'], found['second'])
  return Math.round((local - Math.floor(at / 1000) * 1000) / 60_000)
}

const midnightUtc = (date: string): number => Date.parse(`${date}T00:00:00Z`)

/** A date some days on: "2026-03-08", 1 is "2026-03-09". */
export const plusDays = (date: string, days: number): string => new Date(midnightUtc(date) + days * 86_400_000).toISOString().slice(0, 10)

/** 0 is Monday. */
export const weekday = (date: string): number => (new Date(midnightUtc(date)).getUTCDay() + 6) % 7

/** The Monday of the date's week. */
export const mondayOf = (date: string): string => plusDays(date, -weekday(date))

/** The moment at which the zone's clock shows this minute of this date (1,440 is the midnight that ends it), as the server means it. */
export function momentOf(zone: string, date: string, minute: number): number {
  const local = midnightUtc(date) + minute * 60_000
  const [before, after] = [offsetAt(zone, local - 86_400_000), offsetAt(zone, local + 86_400_000)]
  const found = [...new Set([before, after])].map(offset => local - offset * 60_000).filter(at => offsetAt(zone, at) === (local - at) / 60_000)
  if (found.length > 0) return Math.min(...found)
  // The clock skips this minute: the moment at which it goes on.
  return transition(zone, local - before * 60_000 - 86_400_000, local - after * 60_000 + 86_400_000)
}

/** The moment between two at which the offset changes. */
function transition(zone: string, from: number, to: number): number {
  const first = offsetAt(zone, from)
  let [low, high] = [from, to]
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 120_000) * 60_000
    if (offsetAt(zone, middle) === first) low = middle
    else high = middle
  }
  return Math.ceil(high / 60_000) * 60_000
}

export interface ClockChange {
  readonly kind: 'gap' | 'overlap'
  /** Minutes of the local day between which the clock skips, or which come twice. */
  readonly from: number
  readonly to: number
}

/** How the clock changes on this local date; null on an ordinary day. */
export function clockChangeOn(zone: string, date: string): ClockChange | null {
  const [begin, end] = [momentOf(zone, date, 0), momentOf(zone, plusDays(date, 1), 0)]
  const first = Math.round((begin + offsetAt(zone, begin) * 60_000 - midnightUtc(date)) / 60_000)
  if (first > 0) return { kind: 'gap', from: 0, to: first }
  const [before, after] = [offsetAt(zone, begin), offsetAt(zone, end)]
  if (before === after) return null
  const at = transition(zone, begin, end)
  const minute = Math.round((at + before * 60_000 - midnightUtc(date)) / 60_000)
  return after > before ? { kind: 'gap', from: minute, to: minute + after - before } : { kind: 'overlap', from: minute - (before - after), to: minute }
}

/** How long the local day really lasts, in minutes: 1,380, 1,440 or 1,500 mostly. */
export const lengthOf = (zone: string, date: string): number => (momentOf(zone, plusDays(date, 1), 0) - momentOf(zone, date, 0)) / 60_000

/** How many minutes of real time wall-clock hours of this date hold. */
export const worked = (zone: string, date: string, from: number, to: number): number => Math.max(0, (momentOf(zone, date, to) - momentOf(zone, date, from)) / 60_000)

/** "07:30" is 450; as the end of hours, "00:00" is the midnight that ends the day. */
export function minuteOf(time: string, isEnd = false): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const minute = hours * 60 + minutes
  return isEnd && minute === 0 ? 1440 : minute
}

/** 450 is "07:30"; 1,440 is "00:00". */
export const timeText = (minute: number): string => `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
