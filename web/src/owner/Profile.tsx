import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { act, api, ask, type Schemas } from '../api/client'
import { back } from '../auth/back'
import { fieldProblems } from '../api/problem'
import { useAsk } from '../api/useAsk'
import { language } from '../i18n/language'
import { Choice, TextField } from '../ui/fields'
import { Page } from '../ui/Page'
import { Button, Card, Failure, Loaded, Notice } from '../ui/parts'
import { RegionField } from '../ui/RegionField'
import { here } from '../ui/time'
import { toast } from '../ui/toast'
import { at, getOwner, type Owner, phoneNumber } from './data'
import { w } from './words'

const t = w.profile

export function Profile(): JSX.Element {
  const owner = useAsk(getOwner, [])
  const { query } = useLocation()
  return (
    <Page title={query['first'] ? t.first : t.title} lead={query['first'] ? t.firstLead : undefined} back={query['first'] ? undefined : at.home}>
      <Loaded of={owner}>{known => <Form known={known} />}</Loaded>
    </Page>
  )
}

function Form({ known }: { known: Owner | null }): JSX.Element {
  const { route, query } = useLocation()
  const [name, setName] = useState(known?.name ?? sessionStorage.getItem('called') ?? '')
  const [region, setRegion] = useState(known?.region ?? '')
  const [phone, setPhone] = useState(known?.phone ?? '')
  const [email, setEmail] = useState(known?.email ?? '')
  const [reminders, setReminders] = useState<Schemas['ReminderChannel']>(known?.reminders ?? 'none')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const wrong = fieldProblems(failed)
  const save = async (): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    try {
      const body: Schemas['OwnerProfile'] = { name, region, phone: phoneNumber(phone), email: email.trim() || null, language, reminders, zone: known?.zone ?? here }
      await ask(api().PUT('/api/owners/me', { body }))
      toast(w.saved)
      route(back(query['back']) ?? at.home, true)
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }
  return <>
    <Card>
      <form class="stack" noValidate onSubmit={event => (event.preventDefault(), void save())}>
        <TextField label={t.name} value={name} onInput={setName} error={wrong['/name']} autocomplete="name" maxLength={120} />
        <RegionField label={t.region} hint={t.regionHint} value={region} onInput={setRegion} error={wrong['/region']} />
        <TextField label={t.phone} hint={t.phoneHint} type="tel" inputMode="tel" value={phone} onInput={setPhone} error={wrong['/phone']} autocomplete="tel" optional />
        <TextField label={t.email} type="email" inputMode="email" value={email} onInput={setEmail} error={wrong['/email']} autocomplete="email" optional />
        <Choice label={t.reminders} value={reminders} onInput={v => setReminders(v as Schemas['ReminderChannel'])} options={(['none', 'email', 'sms', 'call'] as const).map(v => ({ value: v, text: t.channels[v] }))} />
        <Failure failed={failed} fields={['/name', '/region', '/phone', '/email']} />
        <Button type="submit" busy={busy} wide>{known ? t.save : t.go}</Button>
      </form>
    </Card>
    {known?.phone && <VerifyPhone phone={known.phone} />}
  </>
}

/** A number is rung and says a code; only a verified number is called in a visit. */
function VerifyPhone({ phone }: { phone: string }): JSX.Element {
  const [step, setStep] = useState<'start' | 'ringing' | 'done'>('start')
  const [code, setCode] = useState('')
  const [failed, setFailed] = useState<unknown>()
  const run = (what: () => Promise<{ verified: boolean }>): void => {
    setFailed(undefined)
    what().then(answer => setStep(answer.verified ? 'done' : 'ringing'), setFailed)
  }
  return (
    <Card label={t.verify}>
      <h2>{t.verify}</h2>
      {step === 'done' ? <Notice tone="good">{t.verified(phone)}</Notice> : <p class="muted">{t.verifyLead(phone)}</p>}
      {step === 'start' && <div><Button kind="second" onClick={() => run(() => act(`phone:${phone}`, null, header => api().POST('/api/phone/check', { params: { header } })))}>{t.ring}</Button></div>}
      {step === 'ringing' && (
        <form class="stack" onSubmit={event => (event.preventDefault(), run(() => act(`code:${phone}`, code, header => api().POST('/api/phone/confirm', { params: { header }, body: { code } }))))}>
          <TextField label={t.code} hint={t.codeHint} value={code} onInput={setCode} inputMode="numeric" autocomplete="one-time-code" maxLength={6} />
          <div><Button type="submit">{t.confirm}</Button></div>
        </form>
      )}
      <Failure failed={failed} />
    </Card>
  )
}
