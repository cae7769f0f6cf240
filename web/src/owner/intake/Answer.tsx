import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { api, ask, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { Page } from '../../ui/Page'
import { ButtonLink, Card, LevelBadge, Loaded, Notice } from '../../ui/parts'
import { regionName } from '../../ui/regions'
import { momentOf } from '../../ui/time'
import { at } from '../data'
import { w } from '../words'
import { Emergency } from './Emergency'

const t = w.answer

/** The answer to what was told: how urgent, why, and what to do next. */
export function Answer(): JSX.Element {
  const { animalId = '', intakeId = '' } = useRoute().params
  const intake = useAsk(() => ask(api().GET('/api/animals/{animalId}/intakes/{intakeId}', { params: { path: { animalId, intakeId } } })), [animalId, intakeId])
  const known = intake.value
  if (known && (known.level === 'immediate' || known.level === 'emergency')) {
    const steps = known.next.find(step => step.action === 'go-in-person')
    return <Emergency animalId={animalId} region={known.region} title={known.ownerText} doNow={steps?.onTheWay ?? known.reasons.map(r => r.advice)} why={known.reasons} go={steps?.text} />
  }
  return <Page title={t.title} back={at.animal(animalId)}><Loaded of={intake}>{answer => <Milder answer={answer} />}</Loaded></Page>
}

function Milder({ answer }: { answer: Schemas['IntakeView'] }): JSX.Element {
  return <>
    <section class={`card verdict ${answer.level}`} aria-label={t.title}>
      <div><LevelBadge level={answer.level ?? 'routine'} /></div>
      <p class="large strong">{answer.ownerText}</p>
      {answer.inPersonLikely && <p class="muted">{t.inPersonLikely}</p>}
    </section>
    <section class="stack" aria-labelledby="next">
      <h2 id="next">{t.next}</h2>
      {answer.next.map(step => (
        <Card key={step.action + step.text} snug>
          <h3>{(t.actions as Record<string, string>)[step.action] ?? step.action}</h3>
          <p>{step.text}</p>
          {step.onTheWay && step.onTheWay.length > 0 && <ul>{step.onTheWay.map(one => <li key={one}>{one}</li>)}</ul>}
          {step.action === 'book' && <div><ButtonLink href={at.book(answer.animalId, answer.intakeId)}>{t.seeTimes}</ButtonLink></div>}
        </Card>
      ))}
    </section>
    {answer.unanswered.length > 0 && (
      <Notice tone="warn">
        <p class="strong">{t.unanswered}</p>
        <ul>{answer.unanswered.map(one => <li key={one.sign + one.fact}>{one.if} <LevelBadge level={one.couldBe ?? 'routine'} /></li>)}</ul>
        <p><a href={at.ask(answer.animalId)}>{t.tellAgain}</a></p>
      </Notice>
    )}
    <Why reasons={answer.reasons} />
    <p class="small muted">{t.law} <a href={at.law(answer.region)}>{t.lawIn(regionName(answer.region))}</a></p>
    <p class="small muted">{t.taken(momentOf(answer.at))} {t.noAdvice}</p>
  </>
}

/** Why the answer is what it is, with its sources. */
export function Why({ reasons }: { reasons: readonly Schemas['TriageReason'][] }): JSX.Element | null {
  if (reasons.length === 0) return null
  return (
    <details>
      <summary>{t.why}</summary>
      <ul class="plain stack">
        {reasons.map(reason => (
          <li key={reason.sign} class="card snug flat">
            <span class="row spread"><strong>{reason.why.join(' ')}</strong><LevelBadge level={reason.level ?? 'routine'} /></span>
            <span>{reason.advice}</span>
            <Sources sources={reason.sources} />
          </li>
        ))}
      </ul>
    </details>
  )
}

export const Sources = ({ sources }: { sources: readonly string[] }): JSX.Element | null => sources.length === 0 ? null : (
  <span class="small muted">{w.sources}: {sources.map((source, i) => <span key={source}>{i > 0 && ', '}{/^https?:/.test(source) ? <a href={source} target="_blank" rel="noopener noreferrer">{hostOf(source)}</a> : source}</span>)}</span>
)

const hostOf = (address: string): string => new URL(address).hostname.replace(/^www\./, '')
