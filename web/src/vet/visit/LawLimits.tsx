import type { JSX } from 'preact'
import type { Schemas } from '../../api/client'
import { terms, termOf } from '../../i18n/terms'
import { Badge, Notice } from '../../ui/parts'
import { t } from '../patient'

const r = t.rx

/** What the law allows here before anything is typed, with the place where it is written. */
export function LawLimits({ law }: { law: Schemas['Answer'] }): JSX.Element {
  const may = law.prescribing
  const limits = [
    say(may.initialMaxDays, r.first), say(may.renewals, r.renewals), may.renewals !== 0 ? say(may.renewalMaxDays, r.renewal) : null, say(may.totalMaxDays, r.total),
    say(may.antimicrobialMaxDays, r.antimicrobial), say(may.maxDurationMonths, r.months),
  ].filter((one): one is string => one !== null)
  const kinds = (['controlled', 'extralabel', 'humanDrugs', 'compounded', 'feedDirective'] as const)
  return (
    <section class="stack tight law" aria-labelledby="law-limits">
      <h3 id="law-limits">{r.lead}</h3>
      <Notice tone={may.allowed ? 'good' : 'danger'}>
        <p class="strong">{may.allowed ? r.allowed : r.barred}</p>
        {may.relationshipHow && <p>{r.onBasis(termOf(terms.cameAbout, may.relationshipHow).toLowerCase())}</p>}
        {law.law !== 'known' && <p>{r.strict}</p>}
      </Notice>
      {may.allowed && (
        <>
          <ul>{limits.length === 0 ? <li>{r.noLimit}</li> : limits.map(one => <li key={one}>{one}</li>)}</ul>
          <ul class="plain stack tight">
            {group(kinds.filter(kind => may[kind]), 'good', r.may)}
            {group(kinds.filter(kind => !may[kind]), 'danger', r.mayNot)}
          </ul>
        </>
      )}
      <details>
        <summary>{r.sources}</summary>
        <ul class="stack tight small">
          {[...may.limits, ...law.reasons].filter((one, i, all) => all.findIndex(other => other.code === one.code) === i).map(one => (
            <li key={one.code}>{one.text} {one.citation.instrument && <span class="muted">{one.citation.instrument}. </span>}{one.citation.source && <a href={one.citation.source} target="_blank" rel="noopener noreferrer">{terms.source}</a>}</li>
          ))}
          <li class="muted">{terms.rulesVersion(law.rulesVersion)}</li>
        </ul>
      </details>
    </section>
  )
}

const group = (kinds: readonly (keyof typeof r.what)[], tone: 'good' | 'danger', words: string): JSX.Element | null =>
  kinds.length === 0 ? null : <li><Badge tone={tone}>{words}</Badge> <span class="small">{kinds.map(kind => r.what[kind]).join(', ')}</span></li>

const say = (value: number | null | undefined, words: (n: number) => string): string | null => (value === null || value === undefined ? null : words(value))
