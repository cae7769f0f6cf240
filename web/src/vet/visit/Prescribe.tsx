import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api, ask, type Schemas } from '../../api/client'
import { fieldProblems, isCode } from '../../api/problem'
import { useAsk } from '../../api/useAsk'
import { session } from '../../auth/session'
import { terms } from '../../i18n/terms'
import { CheckBox, Select, TextArea, TextField } from '../../ui/fields'
import { Button, Loaded, Notice } from '../../ui/parts'
import { localDate, number } from '../../ui/time'
import { toast } from '../../ui/toast'
import { Prescriptions } from '../animal/Prescriptions'
import type { Animal, Visit } from '../data'
import { beyond, questionOf } from '../logic/law'
import { t } from '../patient'
import { LawLimits } from './LawLimits'
import { Refused } from './Refused'

const r = t.rx

/** The law first, then the form, then what is prescribed already. */
export function Prescribe({ visit, animal, known, isConfirmed }: { visit: Visit; animal: Animal; known: Schemas['RelationshipsView']; isConfirmed: boolean }): JSX.Element {
  const [turn, setTurn] = useState(0)
  const vetId = session()?.sub ?? ''
  const law = useAsk(async () => {
    const { licences } = await ask(api().GET('/api/vets/me/licences'))
    return ask(api().POST('/api/decisions/vcpr', { body: questionOf({ visit, vetId, licences, known }, localDate(new Date(), visit.zone)) }))
  }, [visit.id, known, turn])
  const open = visit.status === 'started' || (visit.status === 'ended' && Date.now() - Date.parse(visit.endedAt ?? '') < 72 * 3_600_000)
  return (
    <div class="stack loose">
      {visit.law?.start && !isConfirmed && <Notice tone="warn"><p>{r.confirmFirst}</p></Notice>}
      <Loaded of={law}>{answer => (
        <>
          <LawLimits law={answer} />
          {!open ? <p class="muted">{r.closed}</p> : answer.prescribing.allowed && (!visit.law?.start || isConfirmed) && <Form visit={visit} animal={animal} may={answer.prescribing} done={() => setTurn(n => n + 1)} />}
        </>
      )}</Loaded>
      <section class="stack tight" aria-labelledby="prescribed"><h3 id="prescribed">{t.animal.prescriptions}</h3><Prescriptions animalId={visit.animalId} turn={turn} /></section>
    </div>
  )
}

const blank = {
  name: '', ingredients: '', form: '', strength: '', route: 'oral', product: 'animal-drug', class: 'prescription-only', antimicrobial: false, asLabelled: true, excipients: '',
  directions: '', mgPerDose: '', everyHours: '12', days: '7', quantity: '', unit: '', refills: '0', refillDays: '', doseReason: '',
}
const list = (text: string): string[] => text.split(',').map(one => one.trim()).filter(Boolean)
const numberOf = (text: string): number | null => (text.trim() === '' || Number.isNaN(Number(text)) ? null : Number(text))

function Form({ visit, animal, may, done }: { visit: Visit; animal: Animal; may: Schemas['Prescribing']; done: () => void }): JSX.Element {
  const [said, setSaid] = useState(blank)
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const put = <K extends keyof typeof blank>(key: K) => (value: (typeof blank)[K]): void => setSaid(before => ({ ...before, [key]: value }))
  const over = beyond(may, { days: Number(said.days), refills: Number(said.refills), antimicrobial: said.antimicrobial, asLabelled: said.asLabelled, product: said.product, class: said.class })
  const wrong = fieldProblems(failed)
  const mg = numberOf(said.mgPerDose)
  const send = async (): Promise<void> => {
    if (Object.keys(over).length > 0) return
    setBusy(true)
    setFailed(undefined)
    const body: Schemas['WritePrescription'] = {
      drug: {
        name: said.name, ingredients: list(said.ingredients), form: said.form, strength: said.strength, route: said.route, product: said.product as Schemas['Product'], class: said.class as Schemas['LegalClass'],
        antimicrobial: said.antimicrobial, asLabelled: said.asLabelled, excipients: said.excipients ? list(said.excipients) : null,
      },
      dosing: { directions: said.directions, mgPerDose: mg, everyHours: numberOf(said.everyHours), days: numberOf(said.days) },
      supply: { quantity: numberOf(said.quantity), unit: said.unit, refills: numberOf(said.refills), refillDays: numberOf(said.refillDays) },
      doseReason: said.doseReason || null,
    }
    try {
      await act(`prescribe:${visit.id}`, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/prescriptions', { params: { path: { animalId: visit.animalId, visitId: visit.id }, header }, body }))
      setSaid(blank)
      toast(r.written)
      done()
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  const text = (key: 'name' | 'form' | 'strength' | 'route' | 'unit', label: string, hint?: string, at = `/drug/${key}`): JSX.Element =>
    <TextField label={label} {...(hint ? { hint } : {})} value={said[key]} onInput={put(key)} error={wrong[at]} autocomplete="off" />
  const figure = (key: 'mgPerDose' | 'everyHours' | 'days' | 'quantity' | 'refills' | 'refillDays', label: string, at: string, more: { error?: string | undefined; optional?: boolean; hint?: string } = {}): JSX.Element =>
    <TextField label={label} value={said[key]} onInput={put(key)} inputMode="decimal" autocomplete="off" {...more} error={more.error ?? wrong[at]} />
  return (
    <form class="stack" onSubmit={event => (event.preventDefault(), void send())}>
      <div class="fields">
        {text('name', r.name)}
        <TextField label={r.ingredients} hint={r.ingredientsHint} value={said.ingredients} onInput={put('ingredients')} error={wrong['/drug/ingredients']} autocomplete="off" />
        {text('form', r.form, r.formHint)}
        {text('strength', r.strength)}
        {text('route', r.route, r.routeHint)}
        <Select label={r.product} value={said.product} onInput={put('product')} error={over.product ? r.notHere : wrong['/drug/product']} options={Object.entries(terms.products).map(([value, words]) => ({ value, text: words }))} />
        <Select label={r.class} value={said.class} onInput={put('class')} error={over.class ? r.notHere : wrong['/drug/class']} options={Object.entries(terms.classes).map(([value, words]) => ({ value, text: words }))} />
      </div>
      <div>
        <CheckBox label={r.antimicrobial2} checked={said.antimicrobial} onInput={put('antimicrobial')} {...(over.antimicrobial ? { hint: r.notHere } : {})} />
        <CheckBox label={r.asLabelled} checked={said.asLabelled} onInput={put('asLabelled')} {...(over.asLabelled ? { hint: r.notHere } : {})} />
      </div>
      {(said.product === 'human-drug' || isCode(failed, 'excipients-unread')) && <TextField label={r.excipients} hint={r.excipientsHint} value={said.excipients} onInput={put('excipients')} optional />}
      <TextArea label={r.directions} value={said.directions} onInput={put('directions')} error={wrong['/dosing/directions']} rows={2} maxLength={1000} />
      <div class="fields">
        {figure('mgPerDose', r.mgPerDose, '/dosing/mgPerDose', { optional: true, hint: animal.weightKg ? (mg ? r.perKg(number(mg / animal.weightKg, 2), number(animal.weightKg, 2)) : terms.kg(number(animal.weightKg, 2))) : r.noWeight })}
        {figure('everyHours', r.every, '/dosing/everyHours')}
        {figure('days', r.days, '/dosing/days', { error: typeof over.days === 'number' ? r.tooMany(over.days) : undefined, ...(may.initialMaxDays ? { hint: r.first(may.initialMaxDays) } : {}) })}
        {figure('quantity', r.quantity, '/supply/quantity')}
        {text('unit', r.unit, r.unitHint, '/supply/unit')}
        {figure('refills', r.refills, '/supply/refills', { error: typeof over.refills === 'number' ? r.tooManyRefills(over.refills) : undefined })}
        {Number(said.refills) > 0 && figure('refillDays', r.refillDays, '/supply/refillDays')}
      </div>
      {isCode(failed, 'dose-unusual') && <TextField label={r.doseReason} value={said.doseReason} onInput={put('doseReason')} maxLength={500} />}
      <Refused failed={failed} />
      <div><Button type="submit" busy={busy || Object.keys(over).length > 0}>{r.write}</Button></div>
    </form>
  )
}
