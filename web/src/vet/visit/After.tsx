import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api, ask, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { terms, termOf } from '../../i18n/terms'
import { TextArea, TextField } from '../../ui/fields'
import { Badge, Button, Card, Failure } from '../../ui/parts'
import { momentOf, money, plainDate } from '../../ui/time'
import type { Visit } from '../data'
import { t } from '../patient'

const p = t.plan

/** A visit that has ended: what was written, what it costs, and what is added later. */
export function After({ visit, care, changed }: { visit: Visit; care: Schemas['CareView']; changed: () => void }): JSX.Element {
  const { summary } = care
  const part = (title: string, texts: readonly (string | null | undefined)[] | null | undefined): JSX.Element | null => {
    const all = (texts ?? []).filter((one): one is string => Boolean(one))
    return all.length === 0 ? null : <div><h3>{title}</h3>{all.length === 1 ? <p class="pre-line">{all[0]}</p> : <ul>{all.map(one => <li key={one}>{one}</li>)}</ul>}</div>
  }
  return (
    <div class="stack loose">
      <Card snug label={t.visit.plan}>
        <div class="row snug"><Badge tone="good">{termOf(terms.outcomes, visit.outcome)}</Badge>{summary?.urgency && <Badge tone="warn">{termOf(terms.urgency, summary.urgency)}</Badge>}</div>
        {part(p.assessment, [summary?.assessment])}
        {part(p.notes, [visit.notes])}
        {part(p.differential, summary?.differential)}
        {part(p.instructions, [summary?.instructions])}
        {part(p.steps, summary?.plan?.steps)}
        {part(p.watch, summary?.plan?.watch.map(one => `${one.what}: ${one.then}`))}
        {part(p.followUp, [summary?.plan?.followUpOn ? plainDate(summary.plan.followUpOn) : null])}
        {part(p.addenda, care.addenda.map(one => `${momentOf(one.at)}: ${one.text}`))}
      </Card>
      <Fee visit={visit} />
      <AddendumForm visit={visit} changed={changed} />
    </div>
  )
}

function Fee({ visit }: { visit: Visit }): JSX.Element | null {
  const path = { animalId: visit.animalId, visitId: visit.id }
  const fee = useAsk(() => ask(api().GET('/api/animals/{animalId}/visits/{visitId}/fee', { params: { path } })), [visit.id])
  const [reason, setReason] = useState('')
  const [failed, setFailed] = useState<unknown>()
  const shown = fee.value
  if (!shown?.kind) return null
  const waive = (): void => {
    const body = { reason }
    act(`waive:${visit.id}`, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/fee/waive', { params: { path, header }, body })).then(fee.set, setFailed)
  }
  return (
    <Card snug label={p.feeTitle}>
      <div class="row spread"><h3>{p.feeTitle}</h3><span class="strong numbers">{shown.currency && shown.owed !== null && shown.owed !== undefined ? money(shown.owed, shown.currency) : ''}</span></div>
      <p>{termOf(p.feeKinds, shown.kind)}{shown.reason ? ` · ${termOf(terms.outcomes, shown.reason)}` : ''}</p>
      {shown.letGo ? <p class="muted">{p.letGo(shown.letGoReason ?? '')}</p> : (shown.owed ?? 0) > 0 && (
        <details><summary>{p.waive}</summary><form class="stack" onSubmit={event => (event.preventDefault(), waive())}><TextField label={p.waiveReason} value={reason} onInput={setReason} /><Failure failed={failed} /><div><Button kind="second" type="submit">{p.waive}</Button></div></form></details>
      )}
    </Card>
  )
}

function AddendumForm({ visit, changed }: { visit: Visit; changed: () => void }): JSX.Element {
  const [text, setText] = useState('')
  const [failed, setFailed] = useState<unknown>()
  const add = async (): Promise<void> => {
    const body = { text }
    try {
      await act(`addendum:${visit.id}`, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/addenda', { params: { path: { animalId: visit.animalId, visitId: visit.id }, header }, body }))
      setText('')
      setFailed(undefined)
      changed()
    } catch (error) {
      setFailed(error)
    }
  }
  return <form class="stack tight" onSubmit={event => (event.preventDefault(), void add())}><TextArea label={p.addendum} value={text} onInput={setText} rows={3} maxLength={20_000} /><Failure failed={failed} /><div><Button kind="second" type="submit">{p.addendumSave}</Button></div></form>
}
