import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api, ask, type Schemas } from '../../api/client'
import { fieldProblems } from '../../api/problem'
import { useAsk } from '../../api/useAsk'
import { terms, termOf } from '../../i18n/terms'
import { Select, TextField } from '../../ui/fields'
import { Button, Card, Failure, Loaded } from '../../ui/parts'
import { localDate, plainDate } from '../../ui/time'
import { toast } from '../../ui/toast'
import { t } from '../patient'

const r = t.relationship

/** What the relationship with this animal stands on, and a form for an examination in person. */
export function Relationship({ animalId, me }: { animalId: string; me: string }): JSX.Element {
  const known = useAsk(() => ask(api().GET('/api/animals/{animalId}/examinations', { params: { path: { animalId } } })), [animalId])
  const who = (vetId: string): string => (vetId === me ? r.you : r.colleague)
  return (
    <div class="stack loose">
      <Loaded of={known}>{({ examinations, starts }) => examinations.length + starts.length === 0 ? <p class="muted">{r.none}</p> : (
        <ul class="stack tight">
          {examinations.map(one => <li key={one.examinationId}>{r.examined(plainDate(one.on), who(one.vetId))}</li>)}
          {starts.map(one => <li key={one.visitId}>{r.started(plainDate(one.on), termOf(terms.cameAbout, one.by))} ({who(one.vetId)}, {one.region}){one.seeInPersonBy ? `. ${r.seeBy(plainDate(one.seeInPersonBy))}` : ''}</li>)}
        </ul>
      )}</Loaded>
      <Examined animalId={animalId} done={known.again} />
    </div>
  )
}

function Examined({ animalId, done }: { animalId: string; done: () => void }): JSX.Element {
  const [on, setOn] = useState(localDate(new Date()))
  const [kind, setKind] = useState<NonNullable<Schemas['ExaminationKind']>>('physical-examination')
  const [failed, setFailed] = useState<unknown>()
  const save = async (): Promise<void> => {
    const body = { on, kind }
    try {
      await act(`examined:${animalId}`, body, header => api().POST('/api/animals/{animalId}/examinations', { params: { path: { animalId }, header }, body }))
      setFailed(undefined)
      toast(r.saved)
      done()
    } catch (error) {
      setFailed(error)
    }
  }
  return (
    <Card snug label={r.record}>
      <h3>{r.record}</h3>
      <p class="small muted">{r.recordLead}</p>
      <form class="stack" onSubmit={event => (event.preventDefault(), void save())}>
        <div class="row top">
          <TextField label={r.on} type="date" value={on} onInput={setOn} max={localDate(new Date())} error={fieldProblems(failed)['/on']} />
          <Select label={r.kind} value={kind} onInput={value => setKind(value as typeof kind)} options={Object.entries(r.kinds).map(([value, text]) => ({ value, text }))} />
        </div>
        <Failure failed={failed} />
        <div><Button type="submit" kind="second">{r.save}</Button></div>
      </form>
    </Card>
  )
}
