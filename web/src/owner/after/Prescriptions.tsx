import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { act, api, ask, fetchFrom, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { Page } from '../../ui/Page'
import { Badge, Button, Card, Failure, Loaded, Notice, type Tone } from '../../ui/parts'
import { save } from '../../ui/save'
import { number, plainDate } from '../../ui/time'
import { toast } from '../../ui/toast'
import { at } from '../data'
import { w } from '../words'

const t = w.prescriptions
type Prescription = Schemas['PrescriptionView']
const tones: Readonly<Record<string, Tone>> = { active: 'good', expired: 'info', cancelled: 'warn' }

export function Prescriptions(): JSX.Element {
  const animalId = useRoute().params['animalId'] ?? ''
  const all = useAsk(() => ask(api().GET('/api/animals/{animalId}/prescriptions', { params: { path: { animalId } } })), [animalId])
  const replace = (next: Prescription): void => all.value && all.set(all.value.map(one => (one.prescriptionId === next.prescriptionId ? next : one)))
  return (
    <Page title={t.title} back={at.animal(animalId)}>
      <Loaded of={all}>{list => list.length === 0 ? <p class="muted">{t.none}</p> : list.map(one => <One key={one.prescriptionId} animalId={animalId} one={one} onChange={replace} />)}</Loaded>
    </Page>
  )
}

function One({ animalId, one, onChange }: { animalId: string; one: Prescription; onChange: (next: Prescription) => void }): JSX.Element {
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const path = { animalId, prescriptionId: one.prescriptionId }
  const waiting = one.refills.some(refill => refill.status === 'asked')
  const tone = tones[one.status]
  const refill = async (): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    try {
      const next = await act(`refill:${one.prescriptionId}`, one.refills.length, header => api().POST('/api/animals/{animalId}/prescriptions/{prescriptionId}/refills', { params: { path, header } }))
      onChange(next)
      // The rule may refuse at once; the reason then stands in the prescription.
      if (next.refills[next.refills.length - 1]?.status === 'asked') toast(t.asked)
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  // The signed page for the pharmacy, as a file: it carries its own looks.
  const paper = (): void =>
    void fetchFrom(`/api/animals/${animalId}/prescriptions/${one.prescriptionId}?format=html`).then(r => r.blob()).then(file => save(file, `prescription-${one.drug.name}.html`), setFailed)
  return (
    <Card label={one.drug.name}>
      <div class="row spread"><h2>{one.drug.name} <span class="muted">{one.drug.strength}</span></h2><Badge {...(tone ? { tone } : {})}>{t.states[one.status]}</Badge></div>
      <p class="large">{one.dosing.directions}</p>
      <dl class="facts">
        <div><dt>{t.every}</dt><dd>{t.everyHours(number(one.dosing.everyHours), one.dosing.days)}</dd></div>
        <div><dt>{t.supply}</dt><dd>{number(one.supply.quantity)} {one.supply.unit}</dd></div>
        <div><dt>{t.written}</dt><dd>{plainDate(one.on)}</dd></div>
        <div><dt>{t.until}</dt><dd>{plainDate(one.expiresOn)}</dd></div>
        <div><dt>{t.left}</dt><dd>{one.refillsLeft}</dd></div>
      </dl>
      {one.cancelled && <Notice tone="warn">{one.cancelled}</Notice>}
      {one.refills.length > 0 && <ul class="small">{one.refills.map(r => <li key={r.refillId}>{t.refills[r.status]} {r.on && plainDate(r.on)} {r.refusal && <span lang="en">{r.refusal.text}</span>}</li>)}</ul>}
      <Failure failed={failed} />
      <div class="actions">
        {one.status === 'active' && <Button kind="second" busy={busy || waiting} onClick={() => void refill()}>{waiting ? t.waiting : t.refill}</Button>}
        <Button kind="quiet" onClick={paper}>{t.paper}</Button>
      </div>
    </Card>
  )
}
