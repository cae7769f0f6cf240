import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Schemas } from '../api/client'
import { CheckBox } from '../ui/fields'
import { Badge } from '../ui/parts'
import { dateOf, timeOf } from '../ui/time'
import { factsOf, quiet, sentence } from './entry'
import { w } from './words'

type Entry = Schemas['RecordEntry']

/** The record as a course in time, latest day first. */
export function RecordList({ entries }: { entries: readonly Entry[] }): JSX.Element {
  const [all, setAll] = useState(false)
  const shown = all ? entries : entries.filter(one => !quiet.has(one.type))
  const days = new Map<string, Entry[]>()
  for (const one of [...shown].reverse()) days.set(dateOf(one.at), [...(days.get(dateOf(one.at)) ?? []), one])
  return <>
    <div class="no-print"><CheckBox label={w.everyStep} checked={all} onInput={setAll} /></div>
    {shown.length === 0 && <p class="muted">{w.empty}</p>}
    <ol class="plain stack loose">
      {[...days].map(([day, of]) => (
        <li key={day} class="flat stack">
          <h3>{day}</h3>
          <ul class="plain stack tight">{of.map(one => <li key={one.id} class="flat"><Line entry={one} /></li>)}</ul>
        </li>
      ))}
    </ol>
  </>
}

function Line({ entry }: { entry: Entry }): JSX.Element {
  const facts = factsOf(entry.type, entry.what)
  return (
    <article class="card snug">
      <header class="row spread">
        <h4>{(w.types as Record<string, string>)[entry.type] ?? sentence(entry.type)}</h4>
        <span class="row"><Badge>{(w.kinds as Record<string, string>)[entry.kind] ?? sentence(entry.kind)}</Badge><span class="small muted numbers">{timeOf(entry.at)}</span></span>
      </header>
      {facts.length > 0 && <dl class="facts">{facts.map(([label, said]) => <div key={label} class={said.length > 60 ? 'wide' : undefined}><dt>{label}</dt><dd class="pre-line">{said}</dd></div>)}</dl>}
    </article>
  )
}
