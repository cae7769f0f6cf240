import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api, ask, type Schemas } from '../api/client'
import { isCode } from '../api/problem'
import { useAsk } from '../api/useAsk'
import { terms, termOf } from '../i18n/terms'
import { Badge, Button, Failure, LevelBadge, Notice, speciesName, type Tone, Waiting } from '../ui/parts'
import { dayOf, localDate, timeOf, zoneWords } from '../ui/time'
import { toast } from '../ui/toast'
import { useAnimal, visitHref } from './data'
import { gathered } from './logic/day'
import { clockChangeOn, momentOf, plusDays, timeText } from './logic/zone'
import { w } from './words'

type Entry = Schemas['VetDayEntry']

export const statusTone: Readonly<Record<string, Tone>> = { 'checked-in': 'warn', started: 'good', cancelled: 'danger', stopped: 'danger', missed: 'danger', booked: 'info', waiting: 'warn' }

export const StatusBadge = ({ status }: { status: string | null | undefined }): JSX.Element =>
  <Badge {...(status && statusTone[status] ? { tone: statusTone[status] } : {})}>{termOf(terms.status, status)}</Badge>

/** One local day of a vet. `vetId` is somebody else's, for the practice's staff: `plain` leaves out what only the vet may know and do. */
export function Day({ turn, vetId, plain = false, hrefOf = visitHref }: { turn: number; vetId?: string; plain?: boolean; hrefOf?: typeof visitHref }): JSX.Element {
  const [date, setDate] = useState<string>()
  const query = date ? { date } : {}
  const day = useAsk(() => vetId
    ? ask(api().GET('/api/vets/{vetId}/day', { params: { path: { vetId }, query } }))
    : ask(api().GET('/api/vets/me/day', { params: { query } })), [turn, date, vetId])
  const shown = day.value
  return (
    <section class="stack" aria-labelledby="the-day">
      <div class="row spread">
        <h2 id="the-day">{shown ? dayOf(new Date(momentOf(shown.zone, shown.date, 720)), shown.zone) : w.day.title}</h2>
        {shown && (
          <div class="row snug">
            <Button kind="quiet" aria-label={w.day.before} onClick={() => setDate(plusDays(shown.date, -1))}>‹</Button>
            <Button kind="quiet" onClick={() => setDate(undefined)}>{w.day.today}</Button>
            <Button kind="quiet" aria-label={w.day.after} onClick={() => setDate(plusDays(shown.date, 1))}>›</Button>
          </div>
        )}
      </div>
      {!isCode(day.failed, 'no-hours') && <Failure failed={day.failed} again={day.again} />}
      {shown && <ClockNotice zone={shown.zone} date={shown.date} />}
      {shown && (shown.entries.length === 0
        ? <p class="muted">{w.day.nothing}</p>
        : <ol class="day plain">{gathered(shown.entries).map(entry => <Line key={`${entry.start}${entry.kind}`} entry={entry} zone={shown.zone} date={shown.date} plain={plain} hrefOf={hrefOf} changed={day.again} />)}</ol>)}
      {shown && <p class="small muted">{w.day.zone(zoneWords(new Date(momentOf(shown.zone, shown.date, 720)), shown.zone))}</p>}
      {day.loading && !shown && <Waiting />}
    </section>
  )
}

export function ClockNotice({ zone, date }: { zone: string; date: string }): JSX.Element | null {
  const change = clockChangeOn(zone, date)
  return change && <Notice tone="warn"><p>{(change.kind === 'gap' ? w.day.gap : w.day.overlap)(timeText(change.from), timeText(change.to))}</p></Notice>
}

function Line({ entry, zone, date, plain, hrefOf, changed }: { entry: Entry & { slots: number }; zone: string; date: string; plain: boolean; hrefOf: typeof visitHref; changed: () => void }): JSX.Element {
  const now = Date.now()
  const past = Date.parse(entry.end) < now && localDate(new Date(), zone) >= date
  return (
    <li class={`entry ${entry.kind} ${past ? 'past' : ''}`}>
      <span class="numbers time">{timeOf(entry.start, zone)}<span class="visually-hidden"> – </span><br /><span class="muted small">{timeOf(entry.end, zone)}</span></span>
      {entry.kind === 'visit' ? <VisitLine entry={entry} plain={plain} hrefOf={hrefOf} />
        : entry.kind === 'block' ? <BlockLine entry={entry} date={date} plain={plain} changed={changed} />
        : entry.kind === 'hold' ? <span>{w.day.hold}</span>
        : <span class="muted">{w.day.free} · {w.day.slots(entry.slots)}</span>}
    </li>
  )
}

function VisitLine({ entry, plain, hrefOf }: { entry: Entry; plain: boolean; hrefOf: typeof visitHref }): JSX.Element {
  const found = useAnimal(plain ? null : entry.animalId)
  const inside = (
    <>
      <span class="row spread"><span class="strong">{found?.name ?? (plain ? termOf(terms.services, entry.service) : w.home.unnamed)}</span><StatusBadge status={entry.status} /></span>
      <span class="small muted">{[found ? speciesName(found.species) : '', plain ? '' : termOf(terms.services, entry.service)].filter(Boolean).join(' · ')}</span>
      <span class="row snug">
        {entry.level && <LevelBadge level={entry.level} />}
        {entry.late && <Badge tone="warn">{w.day.late(terms.sides[entry.late])}</Badge>}
        {entry.flags?.map(flag => <Badge key={flag} tone="danger">{termOf(w.day.flags, flag)}</Badge>)}
      </span>
    </>
  )
  return !entry.animalId || !entry.visitId ? <div class="entry-in">{inside}</div> : <a class="entry-in" href={hrefOf(entry.animalId, entry.visitId)}>{inside}</a>
}

function BlockLine({ entry, date, plain, changed }: { entry: Entry; date: string; plain: boolean; changed: () => void }): JSX.Element {
  const [failed, setFailed] = useState<unknown>()
  const free = async (): Promise<void> => {
    try {
      await act(`unblock:${entry.id}`, null, header => api().DELETE('/api/vets/me/blocks/{date}/{blockId}', { params: { path: { date, blockId: entry.id! } }, headers: header }))
      toast(w.day.unblocked)
      changed()
    } catch (error) {
      setFailed(error)
    }
  }
  return <div class="row spread"><span>{w.day.block}</span>{!plain && entry.id && <Button kind="quiet" onClick={() => void free()}>{w.day.unblock}</Button>}<Failure failed={failed} /></div>
}
