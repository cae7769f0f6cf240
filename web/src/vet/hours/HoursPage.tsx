import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api, ask, type Schemas } from '../../api/client'
import { fieldProblems, isCode } from '../../api/problem'
import { useAsk } from '../../api/useAsk'
import { TextField } from '../../ui/fields'
import { Badge, Button, Card, Failure, Waiting } from '../../ui/parts'
import { Page } from '../../ui/Page'
import { here, localDate, plainDate } from '../../ui/time'
import { toast } from '../../ui/toast'
import { faultOf, type Hours, hoursOf, weekdays, weeklyTimes } from '../logic/hours'
import { w } from '../words'
import { BlockForm } from './BlockForm'
import { SpansEditor } from './SpansEditor'
import { Week } from './Week'

const h = w.hours

interface Draft extends Hours {
  readonly slotMinutes: number
  readonly bufferMinutes: number
  readonly minimumNoticeMinutes: number
}

const nineToFive = [{ from: '09:00', to: '17:00' }]
const fresh: Draft = {
  zone: here, exceptions: [], slotMinutes: 20, bufferMinutes: 5, minimumNoticeMinutes: 60,
  weekly: { monday: nineToFive, tuesday: nineToFive, wednesday: nineToFive, thursday: nineToFive, friday: nineToFive, saturday: [], sunday: [] },
}
const draftOf = (view: Schemas['AvailabilityView']): Draft => ({ ...hoursOf(view), slotMinutes: view.slotMinutes, bufferMinutes: view.bufferMinutes, minimumNoticeMinutes: view.minimumNoticeMinutes })

export default function HoursPage(): JSX.Element {
  const kept = useAsk(() => ask(api().GET('/api/vets/me/availability')), [])
  const first = isCode(kept.failed, 'not-found')
  return (
    <Page title={h.title} lead={h.lead} wide>
      {kept.value || first
        ? <Editor key={kept.value ? 'kept' : 'fresh'} from={kept.value ? draftOf(kept.value) : fresh} isFirst={first} saved={kept.set} />
        : <><Failure failed={kept.failed} again={kept.again} />{kept.loading && <Waiting />}</>}
    </Page>
  )
}

function Editor({ from, isFirst, saved }: { from: Draft; isFirst: boolean; saved: (view: Schemas['AvailabilityView']) => void }): JSX.Element {
  const [draft, setDraft] = useState(from)
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<Draft>): void => setDraft(before => ({ ...before, ...part }))
  const wrong = fieldProblems(failed)
  const faulty = weekdays.some(day => faultOf(draft.weekly[day])) || draft.exceptions.some(e => faultOf(e.hours))
  const changed = JSON.stringify(draft) !== JSON.stringify(from)
  const save = async (): Promise<void> => {
    if (faulty) return
    setBusy(true)
    setFailed(undefined)
    try {
      const { zone, weekly, exceptions, ...rest } = draft
      const body: Schemas['AvailabilityProfile'] = { zone, weekly: weeklyTimes(weekly), exceptions: exceptions.map(e => ({ date: e.date, hours: e.hours.map(span => ({ ...span })) })), ...rest }
      const view = await ask(api().PUT('/api/vets/me/availability', { body }))
      setDraft(draftOf(view))
      saved(view)
      toast(h.saved)
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  const minutes = (key: 'slotMinutes' | 'bufferMinutes' | 'minimumNoticeMinutes', label: string, least: number, most: number): JSX.Element =>
    <TextField label={label} unit={h.minutes} type="number" inputMode="numeric" min={least} max={most} value={String(draft[key])} onInput={value => change({ [key]: Number(value) })} error={wrong[`/${key}`]} />
  return (
    <div class="columns even">
      <form class="stack loose" onSubmit={event => (event.preventDefault(), void save())}>
        {isFirst
          ? <TextField label={h.zone} hint={h.zoneHint} value={draft.zone} onInput={zone => isZone(zone) && change({ zone })} error={wrong['/zone']} list={Intl.supportedValuesOf('timeZone')} />
          : <p class="muted">{h.zoneFixed(draft.zone)}</p>}
        <section class="stack" aria-labelledby="weekly">
          <h2 id="weekly">{h.weekly}</h2>
          <p class="small muted">{h.midnight}</p>
          <Card snug>
            {weekdays.map(day => <SpansEditor key={day} name={h.days[day]} spans={draft.weekly[day]} change={spans => change({ weekly: { ...draft.weekly, [day]: spans } })} />)}
          </Card>
        </section>
        <Exceptions draft={draft} change={exceptions => change({ exceptions })} />
        <section class="stack" aria-labelledby="slots">
          <h2 id="slots">{h.slots}</h2>
          <Card snug>
            {minutes('slotMinutes', h.slot, 5, 240)}
            {minutes('bufferMinutes', h.buffer, 0, 120)}
            {minutes('minimumNoticeMinutes', h.notice, 0, 10_080)}
          </Card>
        </section>
        <Failure failed={failed} />
        <div class="row save-bar"><Button type="submit" busy={busy}>{h.save}</Button>{changed && <Badge tone="warn">{h.unsaved}</Badge>}</div>
      </form>
      <div class="stack loose">
        <Week hours={draft} />
        {!isFirst && <BlockForm zone={draft.zone} />}
      </div>
    </div>
  )
}

function isZone(zone: string): boolean {
  try {
    return Boolean(Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

function Exceptions({ draft, change }: { draft: Draft; change: (exceptions: Draft['exceptions']) => void }): JSX.Element {
  const [date, setDate] = useState('')
  const today = localDate(new Date(), draft.zone)
  const shown = draft.exceptions.filter(e => e.date >= today)
  const add = (): void => {
    if (!date || draft.exceptions.some(e => e.date === date)) return
    change([...draft.exceptions, { date, hours: [] }].sort((a, b) => (a.date < b.date ? -1 : 1)))
    setDate('')
  }
  return (
    <section class="stack" aria-labelledby="exceptions">
      <h2 id="exceptions">{h.exceptions}</h2>
      <p class="small muted">{h.exceptionsLead}</p>
      <Card snug>
        {shown.map(e => (
          <div key={e.date} class="row top">
            <div class="grow"><SpansEditor name={plainDate(e.date)} none={h.dayOff} spans={e.hours} change={hours => change(draft.exceptions.map(one => (one === e ? { ...e, hours } : one)))} /></div>
            <Button kind="quiet" aria-label={h.removeDay(plainDate(e.date))} onClick={() => change(draft.exceptions.filter(one => one !== e))}>×</Button>
          </div>
        ))}
        <div class="row bottom">
          <TextField label={h.date} type="date" value={date} onInput={setDate} min={today} optional />
          <Button kind="second" onClick={add}>{h.addDay}</Button>
        </div>
      </Card>
    </section>
  )
}
