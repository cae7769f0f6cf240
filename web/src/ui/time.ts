// Times are shown in a named zone, always with the zone's short name where it could be mistaken.
import { language } from '../i18n/language'

/** The zone of this device. */
export const here = Intl.DateTimeFormat().resolvedOptions().timeZone

const formats = new Map<string, Intl.DateTimeFormat>()
function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options)
  let made = formats.get(key)
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(language === 'es' ? 'es' : 'en', { ...options, timeZone: zone })))
  return made
}

/** "Tuesday, November 24" */
export const dayOf = (at: string | Date, zone = here): string => format(zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at))
/** "Nov 24, 2026" */
export const dateOf = (at: string | Date, zone = here): string => format(zone, { dateStyle: 'medium' }).format(new Date(at))
/** "2:30 PM" */
export const timeOf = (at: string | Date, zone = here): string => format(zone, { timeStyle: 'short' }).format(new Date(at))
/** "Tue, Nov 24, 2:30 PM EST" */
export const momentOf = (at: string | Date, zone = here): string =>
  format(zone, { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }).format(new Date(at))
/** The zone's name at that time: "EST". */
export const zoneName = (at: string | Date, zone = here): string =>
  format(zone, { hour: 'numeric', timeZoneName: 'short' }).formatToParts(new Date(at)).find(p => p.type === 'timeZoneName')?.value ?? zone
/** The zone in words, with the name that its times carry: "Los Angeles (PST)", and plainly "UTC". */
export function zoneWords(at: string | Date, zone = here): string {
  const short = zoneName(at, zone)
  const place = zone.split('/').pop()!.replace(/_/g, ' ')
  return !zone.includes('/') || zone.startsWith('Etc/') ? short : `${place} (${short})`
}
/** The local date in a zone: "2026-11-24". */
export function localDate(at: string | Date, zone = here): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date(at))
  const part = (type: string): string => parts.find(p => p.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}
/** The hour of the day in a zone, 0 to 23. */
export const hourOf = (at: string | Date, zone = here): number => Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(new Date(at)))
/** A plain date ("2026-11-24") as words; it has no zone and is not moved by one. */
export const plainDate = (date: string): string => format('UTC', { dateStyle: 'medium' }).format(new Date(`${date}T00:00:00Z`))
/** "in 3 days", "5 minutes ago" */
export function fromNow(at: string | Date, now = Date.now()): string {
  const seconds = (new Date(at).getTime() - now) / 1000
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const size = Math.abs(seconds)
  if (size < 60) return relative.format(Math.round(seconds), 'second')
  if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute')
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), 'hour')
  return relative.format(Math.round(seconds / 86_400), 'day')
}
/** Minor units as money: 4500 USD is "$45.00". */
export const money = (minor: number, currency: string): string => {
  const made = new Intl.NumberFormat(language, { style: 'currency', currency })
  return made.format(minor / 10 ** (made.resolvedOptions().maximumFractionDigits ?? 2))
}
export const number = (value: number, digits = 1): string => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)
