import type { JSX } from 'preact'
import { api, ask } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { Badge, type Tone } from '../../ui/parts'
import { ApiChart } from '../../ui/Picture'
import { dateOf, number } from '../../ui/time'
import { t } from '../patient'

const o = t.wound
const tones: Readonly<Record<string, Tone>> = { smaller: 'good', steady: 'info', larger: 'danger' }

/** A wound over time. */
export function Wound({ animalId, woundId }: { animalId: string; woundId: string }): JSX.Element | null {
  const wound = useAsk(() => ask(api().GET('/api/animals/{animalId}/wounds/{woundId}', { params: { path: { animalId, woundId } } })), [animalId, woundId])
  const shown = wound.value
  if (!shown || shown.measurements.length === 0) return null
  const path = `/api/animals/${encodeURIComponent(animalId)}/wounds/${encodeURIComponent(woundId)}`
  return (
    <details>
      <summary>{o.title(woundId)} <Badge {...(tones[shown.trend] ? { tone: tones[shown.trend] } : {})}>{o.trends[shown.trend]}</Badge></summary>
      <div class="stack">
        <p class="small muted">{shown.note}</p>
        <div class="scroll-x" tabIndex={0} role="region" aria-label={o.title(woundId)}>
          <table>
            <thead><tr><th scope="col">{o.date}</th><th scope="col">{o.areaOf}</th><th scope="col">{o.error}</th><th scope="col">{o.change}</th></tr></thead>
            <tbody>{shown.measurements.map(one => (
              <tr key={one.photoId}><td>{dateOf(one.photoAt)}</td><td class="numbers">{number(one.areaMm2, 0)} mm²</td><td class="numbers">± {number(one.errorPercent)} %</td><td class="numbers">{one.changePercent === null || one.changePercent === undefined ? '—' : `${number(one.changePercent)} %`}</td></tr>
            ))}</tbody>
          </table>
        </div>
        <ApiChart key={shown.measurements.length} path={`${path}/chart.svg`} alt={o.chart(woundId)} />
        {shown.measurements.length > 1 && <ApiChart path={`${path}/comparison.jpg`} alt={o.comparison(woundId)} />}
      </div>
    </details>
  )
}
