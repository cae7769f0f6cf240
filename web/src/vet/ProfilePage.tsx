import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api, ask, type Schemas } from '../api/client'
import { fieldProblems } from '../api/problem'
import { useAsk } from '../api/useAsk'
import { session } from '../auth/session'
import { common } from '../i18n/common'
import { terms, termOf } from '../i18n/terms'
import { Choices, TextArea, TextField } from '../ui/fields'
import { Badge, Button, Card, Failure, Loaded } from '../ui/parts'
import { Page } from '../ui/Page'
import { toast } from '../ui/toast'
import { LicenceCard } from './LicenceCard'
import { w } from './words'

const p = w.profile
/** Between vets and owners: what an owner books. Second opinions are asked for, not booked. */
const services = ['teleadvice', 'teletriage', 'telemedicine', 'telemonitoring', 'follow-up', 'refill', 'teleconsulting']

export default function ProfilePage(): JSX.Element {
  const me = useAsk(() => ask(api().GET('/api/vets/me')), [])
  return (
    <Page title={p.title} lead={p.lead}>
      <Loaded of={me}>{vet => <Form vet={vet} saved={me.set} />}</Loaded>
      <Licences />
      {me.value?.phone && <NumberCheck />}
    </Page>
  )
}

function Form({ vet, saved }: { vet: Schemas['VetView']; saved: (vet: Schemas['VetView']) => void }): JSX.Element {
  const [said, setSaid] = useState({
    name: vet.name ?? sessionStorage.getItem('called') ?? '', phone: vet.phone ?? '', email: vet.email ?? '', languages: vet.languages.join(', ') || 'en', about: vet.about ?? '',
    species: [...vet.species], services: [...vet.services],
  })
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const wrong = fieldProblems(failed)
  const put = <K extends keyof typeof said>(key: K) => (value: (typeof said)[K]) => setSaid(before => ({ ...before, [key]: value }))
  const save = async (): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    try {
      const body: Schemas['VetProfile'] = {
        name: said.name, phone: said.phone || null, email: said.email || null, about: said.about || null,
        languages: said.languages.split(',').map(one => one.trim()).filter(Boolean), species: said.species, services: said.services,
      }
      saved(await ask(api().PUT('/api/vets/me', { body })))
      toast(p.saved)
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  return (
    <Card>
      <form class="stack" onSubmit={event => (event.preventDefault(), void save())}>
        <TextField label={p.name} value={said.name} onInput={put('name')} error={wrong['/name']} autocomplete="name" maxLength={120} />
        <TextField label={p.phone} hint={p.phoneHint} value={said.phone} onInput={put('phone')} error={wrong['/phone']} type="tel" autocomplete="tel" optional />
        <TextField label={p.email} value={said.email} onInput={put('email')} error={wrong['/email']} type="email" autocomplete="email" optional />
        <TextField label={p.languages} hint={p.languagesHint} value={said.languages} onInput={put('languages')} error={wrong['/languages']} />
        <Choices label={p.species} values={said.species} onInput={put('species')} error={wrong['/species']} options={Object.entries(common.species).map(([value, text]) => ({ value, text }))} />
        <Choices label={p.services} values={said.services} onInput={put('services')} error={wrong['/services']} options={services.map(value => ({ value, text: termOf(terms.services, value) }))} />
        <TextArea label={p.about} value={said.about} onInput={put('about')} error={wrong['/about']} maxLength={2000} optional />
        <Failure failed={failed} />
        <div><Button type="submit" busy={busy}>{common.save}</Button></div>
      </form>
    </Card>
  )
}

function Licences(): JSX.Element {
  const licences = useAsk(() => ask(api().GET('/api/vets/me/licences')), [])
  return (
    <section class="stack" aria-labelledby="licences">
      <h2 id="licences">{p.licences}</h2>
      <p class="muted">{p.licencesLead} {p.yourId} <strong>{session()?.sub}</strong></p>
      <Loaded of={licences}>{list => list.licences.length === 0 ? <p>{p.noLicence}</p> : <ul class="plain stack tight">{list.licences.map(one => <li key={one.region}><LicenceCard licence={one} /></li>)}</ul>}</Loaded>
    </section>
  )
}

/** Proves the number of the profile by a call. */
function NumberCheck(): JSX.Element {
  const [rung, setRung] = useState(false)
  const [code, setCode] = useState('')
  const [proved, setProved] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const run = (done: () => void, asked: Promise<unknown>): void => void asked.then(() => (setFailed(undefined), done()), setFailed)
  return (
    <section class="stack" aria-labelledby="number">
      <h2 id="number">{p.check}</h2>
      <p class="muted">{p.checkLead}</p>
      {proved ? <p><Badge tone="good">{p.proved}</Badge></p> : (
        <form class="stack" onSubmit={event => (event.preventDefault(), run(() => setProved(true), act('phone-confirm', { code }, header => api().POST('/api/phone/confirm', { params: { header }, body: { code } }))))}>
          <div class="row"><Button kind="second" onClick={() => run(() => setRung(true), act('phone-check', null, header => api().POST('/api/phone/check', { params: { header } })))}>{p.ring}</Button>{rung && <span role="status">{p.ringing}</span>}</div>
          {rung && <TextField label={p.code} value={code} onInput={setCode} error={fieldProblems(failed)['/code']} inputMode="numeric" autocomplete="one-time-code" maxLength={6} />}
          <Failure failed={failed} />
          {rung && <div><Button type="submit">{p.confirm}</Button></div>}
        </form>
      )}
    </section>
  )
}
