import type { JSX } from 'preact'
import { useId, useState } from 'preact/hooks'
import { common } from '../../i18n/common'
import { Choice, TextField } from '../../ui/fields'
import type { Sign } from './draft'
import { categories, type Question, suggested } from './questions'
import { w } from '../words'

const t = w.intake
type Chosen = Readonly<Record<string, Sign>>

/** Questions to tick, as rows with large targets. */
export function Ticks({ legend, questions, chosen, onToggle }: { legend: string; questions: readonly Question[]; chosen: Chosen; onToggle: (id: string) => void }): JSX.Element {
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <div class="choices">
        {questions.map(question => (
          <label key={question.id} class="choice row-like">
            <input type="checkbox" checked={question.id in chosen} onChange={() => onToggle(question.id)} />
            <span class="face">{question.question}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** What fits the owner's own words first; then by the part of the body; then by searching. */
export function FindSigns({ complaint, questions, chosen, onToggle }: { complaint: string; questions: readonly Question[]; chosen: Chosen; onToggle: (id: string) => void }): JSX.Element {
  const [search, setSearch] = useState('')
  const fitting = suggested(complaint, questions)
  const found = search.trim() ? suggested(search, questions, 12) : []
  const ticked = questions.filter(q => q.id in chosen && !fitting.includes(q))
  return (
    <div class="stack loose">
      {fitting.length > 0 && <Ticks legend={t.fitting} questions={fitting} chosen={chosen} onToggle={onToggle} />}
      {ticked.length > 0 && <Ticks legend={t.ticked} questions={ticked} chosen={chosen} onToggle={onToggle} />}
      <TextField label={t.search} hint={t.searchHint} type="search" value={search} onInput={setSearch} optional autocomplete="off" />
      {search.trim() !== '' && (found.length > 0 ? <Ticks legend={t.found} questions={found} chosen={chosen} onToggle={onToggle} /> : <p role="status" class="muted">{t.notFound}</p>)}
      <div class="stack tight">
        <h3>{t.byPart}</h3>
        {categories(questions).map(category => {
          const here = questions.filter(q => q.category === category)
          const yes = here.filter(q => q.id in chosen).length
          const name = (t.categories as Record<string, string>)[category] ?? category
          return (
            <details key={category} class="part">
              <summary>{name}{yes > 0 && <span class="badge info">{t.chosen(yes)}</span>}</summary>
              <Ticks legend={name} questions={here} chosen={chosen} onToggle={onToggle} />
            </details>
          )
        })}
      </div>
    </div>
  )
}

/** For how long, and what else bears on how urgent it is. What is not known is left open: it never makes a case milder. */
export function Details({ question, sign, onInput }: { question: Question; sign: Sign; onInput: (sign: Sign) => void }): JSX.Element {
  const fact = (name: string, value: number | boolean | string | undefined): void => {
    const { [name]: _, ...others } = sign.facts
    onInput({ ...sign, facts: value === undefined ? others : { ...others, [name]: value } })
  }
  return (
    <section class="card snug" aria-label={question.question}>
      <h3>{question.question}</h3>
      {question.asksDuration && <HowLong hours={sign.hours} onInput={hours => onInput(hours === undefined ? { facts: sign.facts } : { hours, facts: sign.facts })} />}
      {question.facts.map(asked => {
        const known = sign.facts[asked.name]
        const label = (t.facts as Record<string, string>)[asked.name] ?? asked.name.replace(/_/g, ' ')
        if (asked.type === 'number') return <NumberFact key={asked.name} label={label} unit={asked.unit ?? ''} value={known as number | undefined} onInput={value => fact(asked.name, value)} />
        if (asked.type === 'yes-no') return (
          <Choice key={asked.name} label={label} value={known === true ? 'yes' : known === false ? 'no' : 'unknown'} onInput={v => fact(asked.name, v === 'unknown' ? undefined : v === 'yes')}
            options={[{ value: 'yes', text: common.yes }, { value: 'no', text: common.no }, { value: 'unknown', text: common.notSure }]} />
        )
        return (
          <Choice key={asked.name} label={label} value={typeof known === 'string' ? known : ''} onInput={v => fact(asked.name, v || undefined)}
            options={[...(asked.values ?? []).map(v => ({ value: v, text: (t.factValues as Record<string, string>)[v] ?? v.replace(/-/g, ' ') })), { value: '', text: t.otherOrUnknown }]} />
        )
      })}
    </section>
  )
}

function NumberFact({ label, unit, value, onInput }: { label: string; unit: string; value: number | undefined; onInput: (value: number | undefined) => void }): JSX.Element {
  const [said, setSaid] = useState(value?.toString() ?? '')
  return <TextField label={label} unit={unit} inputMode="decimal" optional value={said} onInput={text => {
    setSaid(text)
    const asNumber = Number(text.replace(',', '.'))
    onInput(text.trim() === '' || Number.isNaN(asNumber) ? undefined : asNumber)
  }} />
}

function HowLong({ hours, onInput }: { hours: number | undefined; onInput: (hours: number | undefined) => void }): JSX.Element {
  const id = useId()
  const [unit, setUnit] = useState(hours !== undefined && hours >= 48 && hours % 24 === 0 ? 24 : 1)
  const [said, setSaid] = useState(hours === undefined ? '' : String(hours / unit))
  const tell = (text: string, of: number): void => {
    const count = Number(text.replace(',', '.'))
    onInput(text.trim() === '' || Number.isNaN(count) || count < 0 ? undefined : count * of)
  }
  return (
    <div class="field">
      <label for={id}>{t.howLong}</label>
      <div class="row">
        <input id={id} class="input short" inputMode="decimal" value={said} onInput={event => (setSaid(event.currentTarget.value), tell(event.currentTarget.value, unit))} />
        <select class="input short" aria-label={t.howLongUnit} value={unit} onChange={event => (setUnit(Number(event.currentTarget.value)), tell(said, Number(event.currentTarget.value)))}>
          <option value={1}>{t.hours}</option><option value={24}>{t.days}</option>
        </select>
      </div>
    </div>
  )
}
