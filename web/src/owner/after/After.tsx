import type { JSX } from 'preact'
import { api, ask, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { Chart, Pill } from '../../ui/icons'
import { ButtonLink, Card, Loaded, Notice } from '../../ui/parts'
import { number, plainDate } from '../../ui/time'
import { type Animal, at, type Visit } from '../data'
import { Messages } from '../visit/Messages'
import { Fee } from '../visit/Fee'
import { w } from '../words'

const t = w.after
const sooner: Readonly<Record<string, 'danger' | 'warn'>> = { now: 'danger', today: 'danger', 'within-three-days': 'warn', 'within-two-weeks': 'warn' }

/** What remains of a visit: what was found, what to do, what to watch for, and what it cost. */
export function After({ visit, animal }: { visit: Visit; animal: Animal }): JSX.Element {
  const care = useAsk(() => ask(api().GET('/api/animals/{animalId}/visits/{visitId}/care', { params: { path: { animalId: visit.animalId, visitId: visit.id } } })), [visit.id])
  return <>
    <Loaded of={care}>{known => <Plan care={known} />}</Loaded>
    <div class="actions">
      <ButtonLink kind="second" href={at.prescriptions(animal.id)}><Pill />{t.prescriptions}</ButtonLink>
      <ButtonLink kind="second" href={at.readings(animal.id)}><Chart />{t.readings}</ButtonLink>
    </div>
    <Fee visit={visit} />
    <Messages visit={visit} />
  </>
}

function Plan({ care }: { care: Schemas['CareView'] }): JSX.Element {
  const { summary } = care
  const plan = summary?.plan
  return <>
    {care.outcome && <Notice tone={care.outcome === 'emergency-referred' ? 'danger' : 'good'}><p class="strong">{(t.outcomes as Record<string, string>)[care.outcome] ?? care.outcome}</p></Notice>}
    {summary?.urgency && <Notice tone={sooner[summary.urgency] ?? 'warn'}><p class="strong">{(t.urgencies as Record<string, string>)[summary.urgency]}</p></Notice>}
    {summary?.assessment && <Card snug><h2>{t.assessment}</h2><p class="pre-line">{summary.assessment}</p></Card>}
    {summary?.instructions && <Card snug><h2>{t.instructions}</h2><p class="pre-line">{summary.instructions}</p></Card>}
    {plan && (
      <Card>
        <h2>{t.plan}</h2>
        {plan.steps.length > 0 && <ol>{plan.steps.map(step => <li key={step}>{step}</li>)}</ol>}
        {plan.followUpOn && <p class="strong">{t.followUp(plainDate(plan.followUpOn))}</p>}
      </Card>
    )}
    {plan && plan.watch.length > 0 && (
      <Card>
        <h2>{t.watch}</h2>
        <ul class="plain stack">
          {plan.watch.map(one => (
            <li key={one.what}>
              <p class="strong">{one.what}{limits(one)}</p>
              <p class="muted">{t.then} {one.then}</p>
            </li>
          ))}
        </ul>
      </Card>
    )}
    {care.addenda.map(one => <Card key={one.addendumId} snug><h2>{t.addendum}</h2><p class="pre-line">{one.text}</p></Card>)}
  </>
}

function limits(one: Schemas['WatchFor']): string {
  const unit = one.unit ? ` ${one.unit}` : ''
  const below = typeof one.below === 'number' ? t.below(number(one.below) + unit) : ''
  const above = typeof one.above === 'number' ? t.above(number(one.above) + unit) : ''
  const both = [below, above].filter(Boolean).join(', ')
  return both ? ` (${both})` : ''
}
