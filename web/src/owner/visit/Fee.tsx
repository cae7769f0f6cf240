import type { JSX } from 'preact'
import { api, ask } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { Card, Failure } from '../../ui/parts'
import { money } from '../../ui/time'
import type { Visit } from '../data'
import { w } from '../words'

const t = w.visit

/** What is charged and why; shown where something was decided. */
export function Fee({ visit }: { visit: Visit }): JSX.Element | null {
  const fee = useAsk(() => ask(api().GET('/api/animals/{animalId}/visits/{visitId}/fee', { params: { path: { animalId: visit.animalId, visitId: visit.id } } })), [visit.id, visit.status])
  if (fee.failed) return <Failure failed={fee.failed} again={fee.again} />
  const known = fee.value
  if (!known?.kind) return null
  return (
    <Card snug label={t.fee}>
      <h2>{t.fee}</h2>
      <p class="large strong numbers">{known.kind === 'charged' && known.owed != null && known.currency ? money(known.owed, known.currency) : t.nothing}</p>
      <p class="muted">{(t.feeKinds as Record<string, string>)[known.kind] ?? known.kind} {known.reason && ((t.feeReasons as Record<string, string>)[known.reason] ?? known.reason)}</p>
      {known.letGo && <p class="muted">{t.letGo} {known.letGoReason}</p>}
    </Card>
  )
}
