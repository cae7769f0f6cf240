import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { Badge, Button } from '../../ui/parts'
import { localDate, plainDate } from '../../ui/time'
import { type DayShown, type Hours, nextChange, weekdays, weekShown } from '../logic/hours'
import { minuteOf, mondayOf, plusDays, timeText } from '../logic/zone'
import { w } from '../words'

const h = w.hours
const hoursText = (minutes: number): string => h.time(Math.floor(minutes / 60), minutes % 60)
/** A minute of the local day as a place on the track, in percent. */
const place = (minute: number): string => `${(minute / 1440) * 100}%`

/** One week as it will be: exceptions in, clock changes shown where they are. */
export function Week({ hours }: { hours: Hours }): JSX.Element {
  const today = localDate(new Date(), hours.zone)
  const [monday, setMonday] = useState(mondayOf(today))
  const change = useMemo(() => nextChange(hours.zone, today), [hours.zone, today])
  return (
    <section class="stack" aria-labelledby="week">
      <div class="row spread">
        <h2 id="week">{h.week}</h2>
        <div class="row snug">
          <Button kind="quiet" aria-label={h.weekBefore} onClick={() => setMonday(plusDays(monday, -7))}>‹</Button>
          <Button kind="quiet" onClick={() => setMonday(mondayOf(today))}>{h.thisWeek}</Button>
          <Button kind="quiet" aria-label={h.weekAfter} onClick={() => setMonday(plusDays(monday, 7))}>›</Button>
        </div>
      </div>
      <p class="small muted" role="status">{h.weekOf(plainDate(monday))}</p>
      <ol class="week plain">{weekShown(hours, monday).map((day, i) => <Row key={day.date} day={day} name={h.days[weekdays[i]!]} isToday={day.date === today} />)}</ol>
      {change && <div><Button kind="second" onClick={() => setMonday(mondayOf(change))}>{h.toChange(plainDate(change))}</Button></div>}
    </section>
  )
}

function Row({ day, name, isToday }: { day: DayShown; name: string; isToday: boolean }): JSX.Element {
  const said = day.spans.length === 0 ? h.off : day.spans.map(span => (span.from === '00:00' && span.to === '00:00' ? h.allDay : `${span.from}–${span.to}`)).join(', ')
  return (
    <li class={isToday ? 'week-day today' : 'week-day'}>
      <div class="row spread">
        <span><span class="strong">{name}</span> <span class="small muted">{plainDate(day.date)}</span></span>
        <span class="row snug">{day.isException && <Badge tone="info">{h.exception}</Badge>}<span class="small numbers">{day.spans.length > 0 ? `${said} · ${h.works(hoursText(day.worked))}` : said}</span></span>
      </div>
      <div class="track" aria-hidden="true">
        {day.spans.map(span => <span key={span.from} class="span" style={{ left: place(minuteOf(span.from)), width: place(minuteOf(span.to, true) - minuteOf(span.from)) }} />)}
        {day.change && <span class={`change ${day.change.kind}`} style={{ left: place(day.change.from), width: place(day.change.to - day.change.from) }}>{day.change.kind === 'overlap' ? '×2' : ''}</span>}
      </div>
      {day.change && <p class="small change-words">{(day.change.kind === 'gap' ? w.day.gap : w.day.overlap)(timeText(day.change.from), timeText(day.change.to))} {h.dayLasts(hoursText(day.length))}</p>}
    </li>
  )
}
