import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api, ask, fetchFrom, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { session } from '../../auth/session'
import { terms, termOf } from '../../i18n/terms'
import { TextField } from '../../ui/fields'
import { Badge, Button, Card, Failure, Loaded, Notice, type Tone } from '../../ui/parts'
import { number, plainDate } from '../../ui/time'
import { toast } from '../../ui/toast'
import { t } from '../patient'

type Prescription = Schemas['PrescriptionView']
const p = t.prescriptions
const tones: Readonly<Record<string, Tone>> = { active: 'good', expired: 'warn', cancelled: 'danger' }

export function Prescriptions({ animalId, turn = 0 }: { animalId: string; turn?: number }): JSX.Element {
  const list = useAsk(() => ask(api().GET('/api/animals/{animalId}/prescriptions', { params: { path: { animalId } } })), [animalId, turn])
  return <Loaded of={list}>{all => all.length === 0 ? <p class="muted">{p.none}</p> : <div class="stack">{all.map(one => <One key={one.prescriptionId} animalId={animalId} of={one} changed={list.again} />)}</div>}</Loaded>
}

function One({ animalId, of, changed }: { animalId: string; of: Prescription; changed: () => void }): JSX.Element {
  const [reason, setReason] = useState('')
  const [failed, setFailed] = useState<unknown>()
  const path = { animalId, prescriptionId: of.prescriptionId }
  const asked = of.refills.find(one => one.status === 'asked')
  const mine = of.vetId === session()?.sub
  const run = (what: Promise<unknown>): void => void what.then(() => (setFailed(undefined), setReason(''), toast(p.done), changed()), setFailed)
  const cancel = (): void => run(act(`cancel-rx:${of.prescriptionId}`, { reason }, header => api().POST('/api/animals/{animalId}/prescriptions/{prescriptionId}/cancel', { params: { path, header }, body: { reason } })))
  const decide = (grant: boolean): void => {
    const body = { grant, reason: grant ? null : reason }
    run(act(`refill:${asked!.refillId}`, body, header => api().POST('/api/animals/{animalId}/prescriptions/{prescriptionId}/refills/{refillId}', { params: { path: { ...path, refillId: asked!.refillId }, header }, body })))
  }
  return (
    <Card snug>
      <div class="row spread"><h3>{of.drug.name} <span class="muted">{of.drug.strength}</span></h3><Badge {...(tones[of.status] ? { tone: tones[of.status] } : {})}>{termOf(terms.prescriptions, of.status)}</Badge></div>
      <p class="pre-line">{of.dosing.directions} <span class="muted">({p.every(number(of.dosing.everyHours), number(of.dosing.days))})</span></p>
      <p class="small muted">{[`${number(of.supply.quantity)} ${of.supply.unit}`, p.refillsLeft(of.refillsLeft), p.until(plainDate(of.expiresOn)), termOf(terms.cameAbout, of.how)].join(' · ')}</p>
      {of.cancelled && <p>{p.cancelled(of.cancelled)}</p>}
      {asked && of.status === 'active' && (
        <Notice tone="warn">
          <p class="strong">{p.refill}</p>
          <TextField label={p.why} value={reason} onInput={setReason} optional />
          <div class="actions"><Button onClick={() => decide(true)}>{p.grant}</Button><Button kind="second" onClick={() => decide(false)}>{p.refuse}</Button></div>
        </Notice>
      )}
      <Failure failed={failed} />
      <div class="row">
        <Button kind="quiet" onClick={() => void openPage(animalId, of.prescriptionId).catch(setFailed)}>{p.print}</Button>
        {mine && of.status === 'active' && !asked && (
          <details>
            <summary>{p.cancel}</summary>
            <form class="stack" onSubmit={event => (event.preventDefault(), cancel())}><TextField label={p.reason} value={reason} onInput={setReason} /><div><Button kind="danger" type="submit">{p.cancel}</Button></div></form>
          </details>
        )}
      </div>
    </Card>
  )
}

/** The signed page needs the token, which a plain link would not carry. */
async function openPage(animalId: string, prescriptionId: string): Promise<void> {
  const shown = open('', '_blank')
  const page = await (await fetchFrom(`/api/animals/${encodeURIComponent(animalId)}/prescriptions/${encodeURIComponent(prescriptionId)}?format=html`)).blob()
  const address = URL.createObjectURL(page)
  if (shown) shown.location.href = address
  else location.href = address
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
