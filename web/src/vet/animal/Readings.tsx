import type { JSX } from 'preact'
import { api, ask, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { terms, termOf } from '../../i18n/terms'
import { Badge, Card, LevelBadge, Loaded } from '../../ui/parts'
import { ReadingsChart } from '../../ui/Picture'
import { momentOf, number } from '../../ui/time'
import { t } from '../patient'

const r = t.readings

/** What was measured at home: a chart and the figures of each kind, alarms first. */
export function Readings({ animalId, turn }: { animalId: string; turn: number }): JSX.Element {
  const readings = useAsk(() => ask(api().GET('/api/animals/{animalId}/readings', { params: { path: { animalId } } })), [animalId, turn])
  return (
    <Loaded of={readings}>{page => {
      const kinds = [...new Set(page.readings.map(one => one.kind))]
      if (kinds.length === 0) return <p class="muted">{r.none}</p>
      return <div class="grid wide-grid">{kinds.map(kind => <Kind key={kind} animalId={animalId} kind={kind} turn={turn} list={page.readings.filter(one => one.kind === kind)} />)}</div>
    }}</Loaded>
  )
}

function Kind({ animalId, kind, turn, list }: { animalId: string; kind: string; turn: number; list: readonly Schemas['ReadingView'][] }): JSX.Element {
  const name = termOf(terms.measures, kind)
  const alarms = list.filter(one => one.alarm)
  return (
    <Card snug label={name}>
      <div class="row spread"><h3>{name}</h3>{alarms.length > 0 && <Badge tone="danger">{r.alarms(alarms.length)}</Badge>}</div>
      {kind === 'free'
        ? <ul>{list.slice(0, 20).map(one => <li key={one.readingId}>{one.note} <span class="small muted">{momentOf(one.at)}</span></li>)}</ul>
        : <><Figures animalId={animalId} kind={kind} turn={turn} /><ReadingsChart key={turn} animalId={animalId} kind={kind} alt={r.chart(name)} /></>}
      {alarms.slice(0, 5).map(one => (
        <div key={one.readingId} class="small"><LevelBadge level={one.alarm!.level ?? ''} /> <span class="numbers">{one.value !== null && one.value !== undefined ? `${number(one.value)} ${one.unit}` : one.note}</span> · {momentOf(one.at)}<p>{one.alarm!.why.join(' ')}</p></div>
      ))}
    </Card>
  )
}

function Figures({ animalId, kind, turn }: { animalId: string; kind: string; turn: number }): JSX.Element | null {
  const trend = useAsk(() => ask(api().GET('/api/animals/{animalId}/readings/trend', { params: { path: { animalId }, query: { kind } } })), [animalId, kind, turn])
  const shown = trend.value
  if (!shown) return null
  const said = (value: number | null | undefined): string => (value === null || value === undefined ? '—' : `${number(value)} ${shown.unit}`)
  const facts: readonly [string, string][] = [
    [r.last, shown.last ? said(shown.last.value) : '—'], [r.mean, said(shown.mean)],
    [r.range, shown.min === null || shown.min === undefined ? '—' : `${number(shown.min)} – ${number(shown.max ?? shown.min)}`],
    ...(shown.baseline ? [[r.baseline, said(shown.baseline)] as [string, string]] : []),
    ...(shown.normal ? [[r.normal, `${number(shown.normal.low)} – ${number(shown.normal.high)}`] as [string, string]] : []),
  ]
  return <dl class="figures">{facts.map(([term, value]) => <div key={term}><dt>{term}</dt><dd class="numbers">{value}</dd></div>)}</dl>
}
