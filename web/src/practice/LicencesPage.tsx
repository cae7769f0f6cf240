import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { act, api, ask, type Schemas } from '../api/client'
import { fieldProblems } from '../api/problem'
import { useAsk } from '../api/useAsk'
import { terms } from '../i18n/terms'
import { Select, TextField } from '../ui/fields'
import { Button, Card, Failure, Loaded } from '../ui/parts'
import { Page } from '../ui/Page'
import { RegionField } from '../ui/RegionField'
import { localDate, momentOf } from '../ui/time'
import { toast } from '../ui/toast'
import { LicenceCard } from '../vet/LicenceCard'
import { useVetName } from './useVetName'
import { w } from './words'

const l = w.licences

/** Licences that an administrator saw in the register. */
export default function LicencesPage(): JSX.Element {
  const { query, path, route } = useLocation()
  const [wanted, setWanted] = useState(query['vet'] ?? '')
  const vetId = query['vet'] ?? ''
  return (
    <Page title={l.title} lead={l.lead}>
      <form class="row bottom" onSubmit={event => (event.preventDefault(), route(`${path}?vet=${encodeURIComponent(wanted.trim())}`, true))}>
        <div class="grow"><TextField label={l.vet} hint={<>{l.vetHint} <a href="/practice">{l.toPractices}</a></>} value={wanted} onInput={setWanted} autocomplete="off" /></div>
        <Button type="submit" kind="second">{l.show}</Button>
      </form>
      {vetId && <OfVet key={vetId} vetId={vetId} />}
    </Page>
  )
}

function OfVet({ vetId }: { vetId: string }): JSX.Element {
  const name = useVetName(vetId) ?? vetId
  const licences = useAsk(() => ask(api().GET('/api/vets/{vetId}/licences', { params: { path: { vetId } } })), [vetId])
  return (
    <>
      <section class="stack" aria-labelledby="of-vet">
        <h2 id="of-vet">{name}</h2>
        <Loaded of={licences}>{list => list.licences.length === 0 ? <p class="muted">{l.none}</p> : <ul class="plain stack tight">{list.licences.map(one => (
          <li key={one.region} class="stack tight">
            <LicenceCard licence={one} />
            <span class="small muted">{l.entered(momentOf(one.verifiedAt))}</span>
            {!one.revoked && <RevokeForm vetId={vetId} region={one.region} done={licences.again} />}
          </li>
        ))}</ul>}</Loaded>
      </section>
      <VerifyForm vetId={vetId} done={licences.again} />
    </>
  )
}

function VerifyForm({ vetId, done }: { vetId: string; done: () => void }): JSX.Element {
  const [said, setSaid] = useState({ region: '', number: '', validUntil: '' })
  const [failed, setFailed] = useState<unknown>()
  const wrong = fieldProblems(failed)
  const save = async (): Promise<void> => {
    const body: Schemas['VerifyLicence'] = { ...said, validUntil: said.validUntil || null }
    try {
      await act(`licence:${vetId}`, body, header => api().POST('/api/vets/{vetId}/licences', { params: { path: { vetId }, header }, body }))
      setSaid({ region: '', number: '', validUntil: '' })
      setFailed(undefined)
      toast(l.saved)
      done()
    } catch (error) {
      setFailed(error)
    }
  }
  return (
    <Card>
      <h2>{l.verify}</h2>
      <form class="stack" onSubmit={event => (event.preventDefault(), void save())}>
        <RegionField label={w.rules.region} value={said.region} onInput={region => setSaid({ ...said, region })} error={wrong['/region']} />
        <TextField label={l.number} value={said.number} onInput={number => setSaid({ ...said, number })} error={wrong['/number']} maxLength={40} autocomplete="off" />
        <TextField label={l.until} type="date" value={said.validUntil} onInput={validUntil => setSaid({ ...said, validUntil })} min={localDate(new Date())} error={wrong['/validUntil']} />
        <Failure failed={failed} />
        <div><Button type="submit">{l.verify}</Button></div>
      </form>
    </Card>
  )
}

const reasons = ['suspended', 'surrendered', 'revoked-by-register', 'entered-in-error'] as const

function RevokeForm({ vetId, region, done }: { vetId: string; region: string; done: () => void }): JSX.Element {
  const [reason, setReason] = useState<(typeof reasons)[number]>('suspended')
  const [failed, setFailed] = useState<unknown>()
  const revoke = (): void => {
    const body = { reason }
    act(`revoke:${vetId}:${region}`, body, header => api().POST('/api/vets/{vetId}/licences/{region}/revoke', { params: { path: { vetId, region }, header }, body })).then(() => (toast(l.revoked), done()), setFailed)
  }
  return (
    <details>
      <summary>{l.revokeOf(region)}</summary>
      <form class="row bottom" onSubmit={event => (event.preventDefault(), revoke())}>
        <Select label={l.reason} value={reason} onInput={value => setReason(value as typeof reason)} options={reasons.map(value => ({ value, text: terms.licence.revoked[value] }))} />
        <Button kind="danger" type="submit">{l.revoke}</Button>
      </form>
      <Failure failed={failed} />
    </details>
  )
}
