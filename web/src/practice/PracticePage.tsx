import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { act, api, ask, type Schemas } from '../api/client'
import { fieldProblems, isCode } from '../api/problem'
import { useAsk } from '../api/useAsk'
import { session } from '../auth/session'
import { common } from '../i18n/common'
import { Dialog } from '../ui/Dialog'
import { CheckBox, Select, TextField } from '../ui/fields'
import { Badge, Button, ButtonLink, Card, Failure, Waiting } from '../ui/parts'
import { Page } from '../ui/Page'
import { toast } from '../ui/toast'
import { useVetName } from './useVetName'
import { w } from './words'

type Member = Schemas['Member']
const o = w.one

export default function PracticePage(): JSX.Element {
  const practiceId = useRoute().params['practiceId'] ?? ''
  const practice = useAsk(() => ask(api().GET('/api/practices/{practiceId}', { params: { path: { practiceId } } })), [practiceId])
  const members = useAsk(() => ask(api().GET('/api/practices/{practiceId}/members', { params: { path: { practiceId } } })), [practiceId])
  const me = session()
  const governs = me?.role === 'admin' || members.value?.members.some(one => one.personId === me?.sub && one.admin) === true
  return (
    <Page title={practice.value?.name ?? w.list.title} back="/practice" {...(practice.value ? { lead: [practice.value.region, practice.value.phone, practice.value.email].filter(Boolean).join(' · ') } : {})}>
      <Failure failed={practice.failed} again={practice.again} />
      <section class="stack" aria-labelledby="members">
        <h2 id="members">{o.members}</h2>
        {isCode(members.failed, 'not-found') ? <p class="muted">{o.notYours}</p> : <Failure failed={members.failed} again={members.again} />}
        {members.loading && !members.value && <Waiting />}
        {members.value && <ul class="plain stack tight">{members.value.members.map(one => <li key={one.personId}><MemberCard practiceId={practiceId} member={one} governs={governs} changed={members.again} /></li>)}</ul>}
      </section>
      {governs && <AddForm practiceId={practiceId} mayAddVets={me?.role === 'admin'} added={members.again} />}
    </Page>
  )
}

function MemberCard({ practiceId, member, governs, changed }: { practiceId: string; member: Member; governs: boolean; changed: () => void }): JSX.Element {
  const name = useVetName(member.kind === 'vet' ? member.personId : undefined) ?? member.personId
  const [asking, setAsking] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const role = session()?.role
  const remove = (): void => {
    act(`remove:${practiceId}:${member.personId}`, null, header => api().DELETE('/api/practices/{practiceId}/members/{personId}', { params: { path: { practiceId, personId: member.personId } }, headers: header }))
      .then(() => (setAsking(false), toast(o.removed), changed()), setFailed)
  }
  return (
    <div class="card snug">
      <div class="row spread">
        <span><span class="strong">{name}</span> {name !== member.personId && <span class="small muted">{member.personId}</span>}</span>
        <span class="row snug"><Badge tone="info">{o.kinds[member.kind]}</Badge>{member.admin && <Badge>{o.admin}</Badge>}</span>
      </div>
      <div class="row">
        {member.kind === 'vet' && role === 'staff' && <ButtonLink kind="second" href={`/practice/vets/${encodeURIComponent(member.personId)}`}>{o.day}<span class="visually-hidden">: {name}</span></ButtonLink>}
        {member.kind === 'vet' && role === 'admin' && <ButtonLink kind="second" href={`/practice/licences?vet=${encodeURIComponent(member.personId)}`}>{o.licences}<span class="visually-hidden">: {name}</span></ButtonLink>}
        {governs && <Button kind="quiet" onClick={() => setAsking(true)}>{o.remove(name)}</Button>}
      </div>
      <Dialog open={asking} title={o.remove(name)} onClose={() => setAsking(false)}>
        <p>{o.removeAsk(name)}</p>
        <Failure failed={failed} />
        <div class="actions end"><Button kind="second" onClick={() => setAsking(false)}>{common.cancel}</Button><Button kind="danger" onClick={remove}>{o.remove(name)}</Button></div>
      </Dialog>
    </div>
  )
}

function AddForm({ practiceId, mayAddVets, added }: { practiceId: string; mayAddVets: boolean; added: () => void }): JSX.Element {
  const [personId, setPersonId] = useState('')
  const [kind, setKind] = useState<Schemas['MemberKind']>('staff')
  const [admin, setAdmin] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const add = async (): Promise<void> => {
    const body = { personId, kind, admin }
    try {
      await act(`member:${practiceId}`, body, header => api().POST('/api/practices/{practiceId}/members', { params: { path: { practiceId }, header }, body }))
      setPersonId('')
      setFailed(undefined)
      toast(o.added)
      added()
    } catch (error) {
      setFailed(error)
    }
  }
  return (
    <Card>
      <h2>{o.add}</h2>
      <form class="stack" onSubmit={event => (event.preventDefault(), void add())}>
        <TextField label={o.id} hint={o.idHint} value={personId} onInput={setPersonId} error={fieldProblems(failed)['/personId']} autocomplete="off" />
        {mayAddVets && <Select label={o.kind} value={kind} onInput={value => setKind(value as Schemas['MemberKind'])} options={(['staff', 'vet'] as const).map(value => ({ value, text: o.kinds[value] }))} />}
        <CheckBox label={o.mayAdd} checked={admin} onInput={setAdmin} />
        <Failure failed={failed} />
        <div><Button type="submit">{o.add}</Button></div>
      </form>
    </Card>
  )
}
