import type { JSX } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { api, ask, type Schemas } from '../../api/client'
import { Button, Failure, Notice, Waiting } from '../../ui/parts'
import { dayOf, hourOf, localDate, timeOf, zoneWords } from '../../ui/time'
import { w } from '../words'

const t = w.times
/** So many of a day are shown at first; a day of ten-minute slots has a hundred. */
const most = 12
export type Opening = Schemas['OpeningView']

interface Wanted {
  readonly region: string
  readonly species: string
  readonly service: string
  readonly vetId?: string
  readonly zone: string
  /** Asked again when this changes, as after a time was taken by somebody else. */
  readonly turn: number
}

/** Free times by day, in the owner's zone, soonest first. */
export function Times({ wanted, chosen, onChoose }: { wanted: Wanted; chosen: Opening | undefined; onChoose: (opening: Opening) => void }): JSX.Element {
  const [found, setFound] = useState<readonly Opening[]>()
  const [cursor, setCursor] = useState<string | null>(null)
  const [failed, setFailed] = useState<unknown>()
  const [day, setDay] = useState<string>()
  const [all, setAll] = useState(false)
  const fetchPage = async (from: string | null, before: readonly Opening[]): Promise<void> => {
    setFailed(undefined)
    try {
      const { region, species, service, vetId } = wanted
      const page = await ask(api().GET('/api/openings', { params: { query: { region, species, service, limit: '100', ...(vetId ? { vetId } : {}), ...(from ? { cursor: from } : {}) } } }))
      setFound([...before, ...page.openings])
      setCursor(page.cursor)
    } catch (error) {
      setFailed(error)
    }
  }
  useEffect(() => {
    setFound(undefined)
    void fetchPage(null, [])
  }, [wanted.region, wanted.species, wanted.service, wanted.vetId, wanted.turn])
  const vets = useVets(found)
  const days = useMemo(() => byDay(found ?? [], wanted.zone), [found, wanted.zone])
  if (failed) return <Failure failed={failed} again={() => void fetchPage(null, [])} />
  if (!found) return <Waiting />
  if (days.length === 0) return <Notice tone="warn"><p class="strong">{t.none}</p><p>{t.noneLead}</p></Notice>
  const shown = days.find(d => d.date === day) ?? days[0]!
  return (
    <div class="stack">
      <p class="small muted">{t.zone(zoneWords(shown.openings[0]!.start, wanted.zone))}</p>
      <div class="days" role="group" aria-label={t.days}>
        {days.map(d => <button key={d.date} type="button" class="day" aria-pressed={d === shown} onClick={() => (setDay(d.date), setAll(false))}>{dayOf(d.openings[0]!.start, wanted.zone)}<span class="small muted">{t.free(d.openings.length)}</span></button>)}
        {cursor && <Button kind="quiet" onClick={() => void fetchPage(cursor, found)}>{t.more}</Button>}
      </div>
      <fieldset class="field">
        <legend>{dayOf(shown.openings[0]!.start, wanted.zone)}</legend>
        {byPart(all ? shown.openings : shown.openings.slice(0, most), wanted.zone).map(([part, of]) => (
          <div key={part} class="stack tight">
            <p class="small muted">{t.parts[part]}</p>
            <div class="slots">
              {of.map(one => (
                <label key={one.vetId + one.start} class="choice">
                  <input type="radio" name="opening" checked={chosen?.start === one.start && chosen.vetId === one.vetId} onChange={() => onChoose(one)} />
                  <span class="face numbers">{timeOf(one.start, wanted.zone)}{!wanted.vetId && vets.size > 1 && <span class="small muted">{vets.get(one.vetId)}</span>}</span>
                </label>
              ))}
            </div>
          </div>
        ))}
      </fieldset>
      {!all && shown.openings.length > most && <div><Button kind="quiet" onClick={() => setAll(true)}>{t.all(shown.openings.length)}</Button></div>}
    </div>
  )
}

interface DayOf {
  readonly date: string
  readonly openings: readonly Opening[]
}

/** Openings by the day that they begin on in a zone; a day with a clock change has its own times like any other. */
export function byDay(openings: readonly Opening[], zone: string): readonly DayOf[] {
  const days = new Map<string, Opening[]>()
  for (const one of openings) {
    const date = localDate(one.start, zone)
    const known = days.get(date)
    if (known) known.push(one)
    else days.set(date, [one])
  }
  return [...days].map(([date, of]) => ({ date, openings: of }))
}

type Part = 'night' | 'morning' | 'afternoon' | 'evening'

/** Times of a day in its parts, by the hour in the zone. */
function byPart(openings: readonly Opening[], zone: string): readonly (readonly [Part, readonly Opening[]])[] {
  const parts = new Map<Part, Opening[]>()
  for (const one of openings) {
    const hour = hourOf(one.start, zone)
    const part = hour < 6 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
    parts.set(part, [...(parts.get(part) ?? []), one])
  }
  return [...parts]
}

/** The names of the vets that offer these times. */
function useVets(openings: readonly Opening[] | undefined): ReadonlyMap<string, string> {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const ids = [...new Set(openings?.map(o => o.vetId))].slice(0, 12)
  useEffect(() => {
    for (const vetId of ids) {
      if (names.has(vetId)) continue
      void ask(api().GET('/api/vets/{vetId}', { params: { path: { vetId } } })).then(card => setNames(known => new Map(known).set(vetId, card.name)), () => undefined)
    }
  }, [ids.join()])
  return names
}
