import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api, type Schemas } from '../api/client'
import { fieldProblems } from '../api/problem'
import { common } from '../i18n/common'
import { Dialog } from '../ui/Dialog'
import { TextField } from '../ui/fields'
import { Button, Card, Failure } from '../ui/parts'
import { Page } from '../ui/Page'
import { save } from '../ui/save'
import { momentOf, plainDate } from '../ui/time'
import { toast } from '../ui/toast'
import { w } from './words'

const r = w.records

/** What an operator does with records by law. */
export default function RecordsPage(): JSX.Element {
  return <Page title={r.title} lead={r.lead}><Export /><Hold /><Erase /></Page>
}

function useMatter(): { id: string; matter: string; fields: (label: string) => JSX.Element; setFailed: (failed: unknown) => void; failure: JSX.Element } {
  const [said, setSaid] = useState({ id: '', matter: '' })
  const [failed, setFailed] = useState<unknown>()
  return {
    ...said, setFailed,
    fields: label => (
      <div class="fields">
        <TextField label={label} value={said.id} onInput={id => setSaid({ ...said, id: id.trim() })} autocomplete="off" />
        <TextField label={r.matter} hint={r.matterHint} value={said.matter} onInput={matter => setSaid({ ...said, matter })} error={fieldProblems(failed)['/matter']} autocomplete="off" />
      </div>
    ),
    failure: <Failure failed={failed} />,
  }
}

function Export(): JSX.Element {
  const { id: animalId, matter, fields, setFailed, failure } = useMatter()
  const take = (): void => {
    const body = { matter }
    act(`export:${animalId}`, body, header => api().POST('/api/animals/{animalId}/export', { params: { path: { animalId }, header }, body })).then(record => {
      save(new Blob([JSON.stringify(record, null, 2)], { type: 'application/json' }), `record-${animalId}.json`)
      setFailed(undefined)
      toast(r.exported)
    }, setFailed)
  }
  return <Card><h2>{r.export}</h2><p class="muted">{r.exportLead}</p><form class="stack" onSubmit={event => (event.preventDefault(), take())}>{fields(r.animal)}{failure}<div><Button type="submit">{r.exportGo}</Button></div></form></Card>
}

function Hold(): JSX.Element {
  const { id: animalId, matter, fields, setFailed, failure } = useMatter()
  const [holds, setHolds] = useState<readonly string[]>()
  const put = (lift: boolean): void => {
    const body = { matter, lift }
    act(`hold:${animalId}`, body, header => api().POST('/api/animals/{animalId}/legal-hold', { params: { path: { animalId }, header }, body })).then(view => (setFailed(undefined), setHolds(view.holds)), setFailed)
  }
  return (
    <Card>
      <h2>{r.hold}</h2>
      <p class="muted">{r.holdLead}</p>
      <form class="stack" onSubmit={event => (event.preventDefault(), put(false))}>
        {fields(r.animal)}
        {failure}
        {holds && <p role="status">{holds.length > 0 ? r.holds(holds.join(', ')) : r.noHolds}</p>}
        <div class="actions"><Button type="submit">{r.holdGo}</Button><Button kind="second" onClick={() => put(true)}>{r.liftGo}</Button></div>
      </form>
    </Card>
  )
}

function Erase(): JSX.Element {
  const { id: ownerId, matter, fields, setFailed, failure } = useMatter()
  const [asking, setAsking] = useState(false)
  const [done, setDone] = useState<Schemas['ErasureView']>()
  const erase = (): void => {
    const body = { matter }
    act(`erase:${ownerId}`, body, header => api().POST('/api/owners/{ownerId}/erase', { params: { path: { ownerId }, header }, body })).then(view => (setFailed(undefined), setDone(view)), setFailed).finally(() => setAsking(false))
  }
  return (
    <Card>
      <h2>{r.erase}</h2>
      <p class="muted">{r.eraseLead}</p>
      <form class="stack" onSubmit={event => (event.preventDefault(), setAsking(true))}>
        {fields(r.owner)}
        {failure}
        <div><Button kind="danger" type="submit">{r.eraseGo}</Button></div>
      </form>
      {done && <div role="status"><p>{r.erased(momentOf(done.erasedAt))}</p><ul>{done.records.map(one => <li key={one.animalId}>{r.planned(one.animalId, plainDate(one.endsAt.slice(0, 10)))}{one.held ? ` (${r.held})` : ''}</li>)}</ul></div>}
      <Dialog open={asking} title={r.eraseAsk} onClose={() => setAsking(false)}>
        <p>{ownerId}</p><p>{r.eraseLead}</p>
        <div class="actions end"><Button kind="second" onClick={() => setAsking(false)}>{common.cancel}</Button><Button kind="danger" onClick={erase}>{r.eraseGo}</Button></div>
      </Dialog>
    </Card>
  )
}
