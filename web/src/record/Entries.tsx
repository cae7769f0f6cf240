import type { JSX } from 'preact'
import type { Schemas } from '../api/client'
import { terms, termOf } from '../i18n/terms'
import { dateOf, timeOf } from '../ui/time'
import { factsOf } from './facts'
import './record.css'
import { w } from './words'

type Entry = Schemas['RecordEntry']

/** What only says that the machinery ran; the photo, the visit or the call itself is an entry of its own. */
const machinery = new Set(['photo.attempted', 'photo.interrupted', 'call.step-claimed', 'call.step-reported', 'call.placed', 'share.token-added', 'visit.hold-lapsed', 'connection.tested', 'video.faltered'])

export const worthReading = (entry: Entry): boolean => !machinery.has(entry.type)

/** A record as people read it, day by day, the newest first. */
export function Entries({ entries, headings: Heading = 'h3' }: { entries: readonly Entry[]; headings?: 'h2' | 'h3' }): JSX.Element {
  const days = new Map<string, Entry[]>()
  for (const entry of [...entries].reverse().filter(worthReading)) {
    const day = dateOf(entry.at)
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  if (days.size === 0) return <p class="muted">{w.nothing}</p>
  return <>{[...days].map(([day, of]) => <section key={day} class="record-day"><Heading>{day}</Heading><ol class="plain">{of.map(entry => <li key={entry.id}><Card entry={entry} /></li>)}</ol></section>)}</>
}

function Card({ entry }: { entry: Entry }): JSX.Element {
  const facts = factsOf(entry.type, entry.what)
  return (
    <article class={`record-entry ${entry.kind}`}>
      <p class="record-head"><span class="strong">{termOf(terms.record, entry.type)}</span> <span class="small muted numbers"><time dateTime={entry.at}>{timeOf(entry.at)}</time> {w.by(termOf(w.roles, entry.by.split(':')[0]))}</span></p>
      {facts.length > 0 && <dl>{facts.map(([term, texts]) => [<dt key={term}>{term}</dt>, <dd key={`${term}.`}>{texts.length > 1 ? <ul>{texts.map((text, i) => <li key={i}>{text}</li>)}</ul> : <span class="pre-line">{texts[0]}</span>}</dd>])}</dl>}
    </article>
  )
}
