import type { JSX } from 'preact'
import type { Schemas } from '../api/client'
import { Badge } from '../ui/parts'
import { dateOf, momentOf } from '../ui/time'
import { w } from './words'

type Entry = Schemas['RecordEntry']

/** What an owner or a strange vet reads first; the rest is one press away. */
const telling = ['complaint', 'reason', 'service', 'level', 'outcome', 'notes', 'summary', 'assessment', 'instructions', 'plan', 'text', 'note', 'drug', 'dosing', 'supply', 'advice', 'verdict', 'kind', 'value', 'unit', 'signs', 'answer', 'on']

/** The record as a course in time, latest day first. */
export function RecordList({ entries }: { entries: readonly Entry[] }): JSX.Element {
  if (entries.length === 0) return <p class="muted">{w.empty}</p>
  const days = new Map<string, Entry[]>()
  for (const one of [...entries].reverse()) days.set(dateOf(one.at), [...(days.get(dateOf(one.at)) ?? []), one])
  return (
    <ol class="plain stack loose">
      {[...days].map(([day, of]) => (
        <li key={day} class="flat stack">
          <h3>{day}</h3>
          <ul class="plain stack tight">{of.map(one => <li key={one.id} class="flat"><Line entry={one} /></li>)}</ul>
        </li>
      ))}
    </ol>
  )
}

function Line({ entry }: { entry: Entry }): JSX.Element {
  const what = (entry.what ?? {}) as Record<string, unknown>
  const first = telling.flatMap(name => (name in what && shownAs(what[name]) !== '' ? [[name, shownAs(what[name])] as const] : []))
  return (
    <article class="card snug">
      <header class="row spread"><h4>{titleOf(entry.type)}</h4><span class="row"><Badge>{(w.kinds as Record<string, string>)[entry.kind] ?? entry.kind}</Badge><span class="small muted">{momentOf(entry.at)}</span></span></header>
      {first.length > 0 && <dl class="facts">{first.map(([name, value]) => <div key={name}><dt>{labelOf(name)}</dt><dd class="pre-line">{value}</dd></div>)}</dl>}
    </article>
  )
}

const titleOf = (type: string): string => (w.types as Record<string, string>)[type] ?? sentence(type)
const labelOf = (name: string): string => (w.members as Record<string, string>)[name] ?? sentence(name)

/** `visit.ran-late` and `ranLate` become "Visit ran late" and "Ran late". */
export const sentence = (name: string): string => {
  const words = name.replace(/[._-]/g, ' ').replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A value of the record in words: ids, links and empty things are left out. */
export function shownAs(value: unknown, name = ''): string {
  if (value === null || value === undefined || value === '') return ''
  if (/(^id|Id|Hash|Ids|sources)$/.test(name)) return ''
  if (typeof value === 'boolean') return value ? w.yes : w.no
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(one => shownAs(one)).filter(Boolean).join('\n')
  return Object.entries(value as Record<string, unknown>).map(([key, part]) => [key, shownAs(part, key)] as const).filter(([, said]) => said !== '').map(([key, said]) => (key === 'id' ? said : `${labelOf(key)}: ${said}`)).join('\n')
}
