// A vet's hours on one date: the exception where there is one, else the weekly pattern; and what is wrong with hours before they are sent.
import type { Schemas } from '../../api/client'
import { clockChangeOn, type ClockChange, lengthOf, minuteOf, plusDays, weekday, worked } from './zone'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

export interface Span {
  readonly from: string
  readonly to: string
}

export interface Hours {
  readonly zone: string
  readonly weekly: Readonly<Record<Weekday, readonly Span[]>>
  readonly exceptions: readonly { readonly date: string; readonly hours: readonly Span[] }[]
}

const byFrom = (a: Span, b: Span): number => minuteOf(a.from) - minuteOf(b.from)
const spanOf = (one: { from: string | null; to: string | null }): Span => ({ from: one.from ?? '00:00', to: one.to ?? '00:00' })

export function hoursOf(view: Schemas['AvailabilityView']): Hours {
  const weekly = Object.fromEntries(weekdays.map(day => [day, view.weekly.filter(w => w.day === day).map(spanOf).sort(byFrom)])) as unknown as Hours['weekly']
  return { zone: view.zone, weekly, exceptions: view.exceptions.map(e => ({ date: e.date ?? '', hours: (e.hours ?? []).map(spanOf).sort(byFrom) })) }
}

export const weeklyTimes = (weekly: Hours['weekly']): Schemas['WeeklyTimes'][] => weekdays.flatMap(day => weekly[day].map(span => ({ day, ...span })))

export type SpanFault = 'order' | 'overlap'

/** The first thing that is wrong with the hours of one day; null when they can be sent. */
export function faultOf(spans: readonly Span[]): SpanFault | null {
  const sorted = [...spans].sort(byFrom)
  if (sorted.some(span => minuteOf(span.from) >= minuteOf(span.to, true))) return 'order'
  return sorted.some((span, i) => i > 0 && minuteOf(span.from) < minuteOf(sorted[i - 1]!.to, true)) ? 'overlap' : null
}

export interface DayShown {
  readonly date: string
  readonly spans: readonly Span[]
  readonly isException: boolean
  readonly change: ClockChange | null
  /** Minutes of real time that the day lasts, and that the hours hold. */
  readonly length: number
  readonly worked: number
}

export function dayShown(hours: Hours, date: string): DayShown {
  const exception = hours.exceptions.find(e => e.date === date)
  const spans = exception?.hours ?? hours.weekly[weekdays[weekday(date)]!]
  return {
    date, spans, isException: exception !== undefined,
    change: clockChangeOn(hours.zone, date),
    length: lengthOf(hours.zone, date),
    worked: spans.reduce((sum, span) => sum + worked(hours.zone, date, minuteOf(span.from), minuteOf(span.to, true)), 0),
  }
}

export const weekShown = (hours: Hours, monday: string): DayShown[] => weekdays.map((_, i) => dayShown(hours, plusDays(monday, i)))

/** The next date in this zone, within 400 days, on which the clock changes; null where it never does. */
export function nextChange(zone: string, from: string): string | null {
  for (let i = 0; i < 400; i++) {
    const date = plusDays(from, i)
    if (lengthOf(zone, date) !== 1440) return date
  }
  return null
}
