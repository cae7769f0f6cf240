import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { act, api, ask, type Schemas } from '../../api/client'
import { fieldProblems, isCode, Problem, wordsFor } from '../../api/problem'
import { useAsk } from '../../api/useAsk'
import { CheckBox, Choice, TextArea, TextField } from '../../ui/fields'
import { Video } from '../../ui/icons'
import { Page } from '../../ui/Page'
import { Button, Card, Failure, Loaded, Notice, Waiting } from '../../ui/parts'
import { regionName } from '../../ui/regions'
import { dayOf, here, money, timeOf, zoneName } from '../../ui/time'
import { toast } from '../../ui/toast'
import { type Animal, at, getAnimal, getOwner, type Owner, phoneNumber } from '../data'
import { Sources } from '../intake/Answer'
import { serviceName } from '../VisitCard'
import { w } from '../words'
import { type Opening, Times } from './Times'

const t = w.book

/** From the answer to a time: the service, the free times, the quote, the booking. */
export function Book(): JSX.Element {
  const { animalId = '', intakeId = '' } = useRoute().params
  const all = useAsk(async () => {
    const [animal, owner, intake] = await Promise.all([
      getAnimal(animalId), getOwner(), ask(api().GET('/api/animals/{animalId}/intakes/{intakeId}', { params: { path: { animalId, intakeId } } })),
    ])
    return { animal, owner, intake }
  }, [animalId, intakeId])
  return (
    <Page title={t.title} back={at.answer(animalId, intakeId)}>
      <Loaded of={all}>{known => <Form {...known} />}</Loaded>
    </Page>
  )
}

function Form({ animal, owner, intake }: { animal: Animal; owner: Owner | null; intake: Schemas['IntakeView'] }): JSX.Element {
  const { route } = useLocation()
  const services = intake.next.flatMap(step => step.services ?? [])
  const [service, setService] = useState(services[0] ?? 'teletriage')
  const [chosen, setChosen] = useState<Opening>()
  const [turn, setTurn] = useState(0)
  const [reason, setReason] = useState(intake.complaint ?? '')
  const [listed, setListed] = useState(owner?.phone ?? null)
  const [phone, setPhone] = useState('')
  const [byPhone, setByPhone] = useState(true)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const zone = owner?.zone ?? here
  const confirm = useRef<HTMLHeadingElement>(null)
  useEffect(() => confirm.current?.scrollIntoView({ block: 'center', behavior: 'smooth' }), [chosen])
  const quote = useAsk(() => ask(api().GET('/api/fees/quote', { params: { query: { region: intake.region, service } } })), [intake.region, service])

  /** Whether to call when the picture fails; a number that is given here goes into the profile first. */
  const backup = async (): Promise<boolean> => {
    const number = phoneNumber(phone)
    if (listed || !number || !owner) return byPhone && listed !== null
    const { name, region, email, language, reminders } = owner
    await ask(api().PUT('/api/owners/me', { body: { name, region, email, language, reminders, zone: owner.zone, phone: number } }))
    setListed(number)
    setByPhone(true)
    return true
  }

  const book = async (): Promise<void> => {
    if (!chosen || !quote.value) return
    setBusy(true)
    setFailed(undefined)
    try {
      const body: Schemas['BookVisit'] = {
        intakeId: intake.intakeId, vetId: chosen.vetId, start: chosen.start, service, reason: reason.trim() || null, backupPhoneAgreed: await backup(),
        ...agreed(quote.value),
      }
      const visit = await act(`book:${intake.intakeId}`, body, header => api().POST('/api/animals/{animalId}/visits', { params: { path: { animalId: animal.id }, header }, body }))
      toast(t.booked)
      route(at.visit(animal.id, visit.id), true)
    } catch (error) {
      setBusy(false)
      setFailed(error)
      if (isCode(error, 'slot-taken', 'outside-hours', 'slot-not-open', 'too-short-notice')) {
        setChosen(undefined)
        setTurn(n => n + 1)
      }
      no(error)
    }
  }

  const waitNow = async (): Promise<void> => {
    if (!quote.value) return
    setBusy(true)
    setFailed(undefined)
    try {
      const body: Schemas['RequestVisit'] = { intakeId: intake.intakeId, service, reason: reason.trim() || null, backupPhoneAgreed: await backup(), ...agreed(quote.value) }
      const asked = await act(`now:${intake.intakeId}`, body, header => api().POST('/api/animals/{animalId}/on-demand-visits', { params: { path: { animalId: animal.id }, header }, body }))
      route(at.room(animal.id, asked.visit.id), true)
    } catch (error) {
      setFailed(error)
      setBusy(false)
      no(error)
    }
  }

  /** What the form shows anew after a refusal. */
  const no = (error: unknown): void => {
    if (isCode(error, 'fee-changed', 'fee-not-agreed')) quote.again()
    if (isCode(error, 'phone-missing')) setListed(null)
  }

  const backupField = listed
    ? <CheckBox label={t.byPhone(listed)} checked={byPhone} onInput={setByPhone} />
    : <TextField label={w.profile.phone} hint={w.profile.phoneHint} type="tel" inputMode="tel" value={phone} onInput={setPhone} error={fieldProblems(failed)['/phone']} autocomplete="tel" optional />

  return <>
    {services.length > 1 && (
      <Choice label={t.service} value={service} onInput={chosenOne => (setService(chosenOne), setChosen(undefined))} rows
        options={services.map(one => ({ value: one, text: <span><span class="strong">{serviceName(one)}</span><br /><span class="small muted">{(w.serviceWords as Record<string, string>)[one]}</span></span> }))} />
    )}
    <p class="small"><a href={at.law(intake.region)}>{w.answer.lawIn(regionName(intake.region))}</a></p>
    {!chosen && (
      <Card snug label={t.now}>
        <h2>{t.now}</h2>
        <p class="muted">{t.nowLead}</p>
        {backupField}
        <Loaded of={quote}>{terms => <Terms terms={terms} />}</Loaded>
        <div><Button kind="second" busy={busy || !quote.value} onClick={() => void waitNow()}><Video />{t.nowGo}</Button></div>
      </Card>
    )}
    <section class="stack" aria-labelledby="times">
      <h2 id="times">{t.orTime}</h2>
      <Times wanted={{ region: intake.region, species: animal.species, service, zone, turn }} chosen={chosen} onChoose={one => (setChosen(one), setFailed(undefined))} />
    </section>
    {chosen && (
      <Card label={t.confirm}>
        <h2 ref={confirm}>{t.confirm}</h2>
        <Vet vetId={chosen.vetId} />
        <p class="large strong numbers">{dayOf(chosen.start, zone)}, {timeOf(chosen.start, zone)} <span class="muted small">{zoneName(chosen.start, zone)}</span></p>
        <TextArea label={t.reason} value={reason} onInput={setReason} optional maxLength={1000} rows={3} />
        {backupField}
        <Loaded of={quote}>{terms => <Terms terms={terms} />}</Loaded>
        <Refused failed={failed} onService={other => (setService(other), setChosen(undefined), setFailed(undefined))} services={services} />
        <Button busy={busy} big wide onClick={() => void book()}>{quote.value && quote.value.amountMinor > 0 ? t.bookFor(money(quote.value.amountMinor, quote.value.currency)) : t.bookFree}</Button>
      </Card>
    )}
    {!chosen && <Refused failed={failed} onService={setService} services={services} />}
  </>
}

/** The owner agrees to the fee as it was shown. */
const agreed = ({ amountMinor, currency }: Schemas['FeeTerms']): { fee: Schemas['AgreedFee'] } => ({ fee: { amountMinor, currency } })

function Vet({ vetId }: { vetId: string }): JSX.Element {
  const card = useAsk(() => ask(api().GET('/api/vets/{vetId}', { params: { path: { vetId } } })), [vetId])
  if (!card.value) return card.failed ? <Failure failed={card.failed} again={card.again} /> : <Waiting />
  const speaks = card.value.languages.map(tag => new Intl.DisplayNames(document.documentElement.lang, { type: 'language' }).of(tag)).join(', ')
  return <div><p class="strong">{card.value.name}</p>{speaks && <p class="small muted">{t.speaks(speaks)}</p>}{card.value.about && <p class="small">{card.value.about}</p>}</div>
}

/** What will be charged in which case, before anything is agreed to. */
export function Terms({ terms }: { terms: Schemas['FeeTerms'] }): JSX.Element {
  const in_ = (minor: number): string => money(minor, terms.currency)
  if (terms.amountMinor === 0 && terms.lateCancelMinor === 0 && terms.noShowMinor === 0) return <p class="small muted">{t.free}</p>
  return (
    <ul class="small muted">
      <li>{t.fee(in_(terms.amountMinor))}</li>
      {terms.waiveWithinMinutes > 0 && <li>{t.waived(terms.waiveWithinMinutes)}</li>}
      {terms.lateCancelMinor > 0 && <li>{t.lateCancel(in_(terms.lateCancelMinor))}</li>}
      {terms.noShowMinor > 0 && <li>{t.noShow(in_(terms.noShowMinor))}</li>}
    </ul>
  )
}

interface LawReason {
  readonly text?: string
  readonly citation?: { readonly instrument?: string | null; readonly source?: string | null } | null
}

/** A no, with its reason and source and with what is possible instead. */
function Refused({ failed, services, onService }: { failed: unknown; services: readonly string[]; onService: (service: string) => void }): JSX.Element | null {
  if (!failed) return null
  if (!(failed instanceof Problem) || !Array.isArray(failed.details['instead'])) return <Failure failed={failed} fields={['/phone']} />
  const reasons = (failed.details['reasons'] ?? []) as readonly LawReason[]
  const instead = (failed.details['instead'] as readonly string[]).filter(one => services.includes(one))
  return (
    <Notice tone="warn" alert>
      <p class="strong" lang={failed.code === 'in-person-needed' ? undefined : 'en'}>{wordsFor(failed)}</p>
      {reasons.flatMap(r => (r.citation?.source ? [<Sources key={r.text} sources={[r.citation.source]} />] : []))}
      {instead.length > 0 ? <><p>{t.instead}</p><div class="row">{instead.map(one => <Button key={one} kind="second" onClick={() => onService(one)}>{serviceName(one)}</Button>)}</div></> : <p>{t.inPerson}</p>}
    </Notice>
  )
}
