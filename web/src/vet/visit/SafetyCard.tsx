import type { JSX } from 'preact'
import { api, ask } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { common } from '../../i18n/common'
import { Card } from '../../ui/parts'
import { regionName } from '../../ui/regions'
import type { Visit } from '../data'
import { t } from '../patient'

const s = t.safety

/** What the owner answered at check-in: where help would be sent, and whether the number may be called. */
export function SafetyCard({ visit }: { visit: Visit }): JSX.Element | null {
  const path = { animalId: visit.animalId, visitId: visit.id }
  const sheet = useAsk(() => ask(api().GET('/api/animals/{animalId}/visits/{visitId}/check-in', { params: { path } })), [visit.id, visit.checkedInAt])
  const answered = visit.safety ?? sheet.value?.answered
  if (!answered) return visit.checkedInAt ? <p class="small muted">{s.none}</p> : null
  const yes = (is: boolean): string => (is ? common.yes : common.no)
  return (
    <Card snug label={s.title}>
      <h3>{s.title}</h3>
      <dl class="facts">
        <div><dt>{s.region}</dt><dd>{regionName(answered.region)}</dd></div>
        {sheet.value?.where && <div><dt>{s.where}</dt><dd class="strong">{sheet.value.where}</dd></div>}
        <div><dt>{s.driving}</dt><dd>{yes(answered.driving)}</dd></div>
        <div><dt>{s.animalHere}</dt><dd>{yes(answered.animalHere)}</dd></div>
        <div><dt>{s.number}</dt><dd>{answered.callBackNumberRight ? common.yes : s.numberWrong}</dd></div>
      </dl>
    </Card>
  )
}
