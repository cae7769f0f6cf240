import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api, type Schemas } from '../../api/client'
import { fieldProblems } from '../../api/problem'
import { TextArea, TextField } from '../../ui/fields'
import { Badge, Button, Card, Failure } from '../../ui/parts'
import { momentOf } from '../../ui/time'
import type { Visit } from '../data'
import { t } from '../patient'

const c = t.consult

/** Second opinions of this visit, and a form to ask for one. */
export function Consults({ visit, consults, changed }: { visit: Visit; consults: readonly Schemas['Consult'][]; changed: () => void }): JSX.Element {
  const [said, setSaid] = useState({ vetId: '', question: '' })
  const [failed, setFailed] = useState<unknown>()
  const path = { animalId: visit.animalId, visitId: visit.id }
  const wrong = fieldProblems(failed)
  const run = (what: Promise<unknown>): void => void what.then(() => (setFailed(undefined), setSaid({ vetId: '', question: '' }), changed()), setFailed)
  return (
    <div class="stack">
      {consults.map(one => (
        <Card key={one.consultId} snug>
          <p class="small muted">{c.asked}: {one.askedVetId} · {momentOf(one.askedAt)}</p>
          <p class="pre-line strong">{one.question}</p>
          {one.opinion ? <p class="pre-line">{one.opinion}</p> : one.withdrawn ? <Badge>{c.withdrawn}</Badge> : (
            <div class="row spread"><Badge tone="info">{c.waits}</Badge><Button kind="quiet" onClick={() => run(act(`withdraw:${one.consultId}`, null, header => api().POST('/api/animals/{animalId}/visits/{visitId}/consults/{consultId}/withdraw', { params: { path: { ...path, consultId: one.consultId }, header } })))}>{c.withdraw}</Button></div>
          )}
        </Card>
      ))}
      <form class="stack" onSubmit={event => (event.preventDefault(), run(act(`consult:${visit.id}`, said, header => api().POST('/api/animals/{animalId}/visits/{visitId}/consults', { params: { path, header }, body: said }))))}>
        <h3>{c.ask}</h3>
        <TextField label={c.who} value={said.vetId} onInput={vetId => setSaid({ ...said, vetId })} error={wrong['/vetId']} autocomplete="off" />
        <TextArea label={c.question} value={said.question} onInput={question => setSaid({ ...said, question })} error={wrong['/question']} rows={3} maxLength={5000} />
        <Failure failed={failed} />
        <div><Button kind="second" type="submit">{c.send}</Button></div>
      </form>
    </div>
  )
}
