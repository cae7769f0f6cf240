import type { JSX } from 'preact'
import { api, ask, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { common } from '../../i18n/common'
import { terms, termOf } from '../../i18n/terms'
import { sentence } from '../../shared/entry'
import { Badge, Card, LevelBadge, Loaded } from '../../ui/parts'
import { hostOf } from '../../ui/address'
import { momentOf, number } from '../../ui/time'
import { t } from '../patient'

const i = t.intake

/** What the owner said, what they were told and why, with the sources. */
export function IntakeCard({ animalId, intakeId, species }: { animalId: string; intakeId: string | null | undefined; species: string }): JSX.Element {
  const intake = useAsk(async () => (intakeId ? ask(api().GET('/api/animals/{animalId}/intakes/{intakeId}', { params: { path: { animalId, intakeId } } })) : null), [animalId, intakeId])
  const signs = useAsk(() => ask(api().GET('/api/intake/signs', { params: { query: { species } } })), [species])
  const words = (id: string): string => signs.value?.signs.find(one => one.id === id)?.question ?? sentence(id)
  return <Loaded of={intake}>{one => one === null ? <p class="muted">{i.none}</p> : <Shown intake={one} words={words} />}</Loaded>
}

function Shown({ intake, words }: { intake: Schemas['IntakeView']; words: (sign: string) => string }): JSX.Element {
  const vitals = Object.entries(intake.vitals ?? {})
  const questions = intake.questions ?? []
  return (
    <Card snug label={i.title}>
      <div class="row snug"><LevelBadge level={intake.level ?? ''} /><Badge tone={intake.telemedicineSuitable ? 'good' : 'warn'}>{intake.telemedicineSuitable ? i.suitable : i.inPerson}</Badge></div>
      {intake.complaint && <div><h3>{i.complaint}</h3><blockquote class="pre-line">{intake.complaint}</blockquote></div>}
      {questions.length > 0 && <div><h3>{i.questions}</h3><ul>{questions.map(one => <li key={one}>{one}</li>)}</ul></div>}
      {intake.signs.length > 0 && <div><h3>{i.signs}</h3><ul>{intake.signs.map(one => <li key={one.id}>{words(one.id)}{one.durationHours ? ` · ${i.hours(one.durationHours)}` : ''}</li>)}</ul></div>}
      {vitals.length > 0 && <div><h3>{i.vitals}</h3><ul>{vitals.map(([name, value]) => <li key={name}>{termOf(terms.measures, name)}: <span class="numbers">{number(value)}</span></li>)}</ul></div>}
      <div>
        <h3>{i.answered}</h3>
        <p>{intake.ownerText}</p>
      </div>
      <div>
        <h3>{i.reasons}</h3>
        <ul class="stack tight">
          {intake.reasons.map(reason => (
            <li key={reason.sign}>
              <span class="strong">{words(reason.sign)}</span> <span class="small muted">({termOf(common.levels, reason.level)}{reason.why.length > 0 ? `; ${reason.why.join(', ')}` : ''})</span>
              <p>{reason.advice}</p>
              {reason.sources.length > 0 && <p class="small muted">{i.sources}: {reason.sources.map((source, n) => <a key={source} href={source} rel="noopener noreferrer" target="_blank">{n > 0 ? ', ' : ''}{hostOf(source)}</a>)}</p>}
            </li>
          ))}
        </ul>
      </div>
      {intake.unanswered.length > 0 && <div><h3>{i.unanswered}</h3><ul>{intake.unanswered.map(one => <li key={`${one.sign}${one.fact}`}>{i.couldBe(`${words(one.sign)} (${sentence(one.fact)})`, termOf(common.levels, one.couldBe))}</li>)}</ul></div>}
      <p class="small muted">{i.at(momentOf(intake.at))}</p>
    </Card>
  )
}
