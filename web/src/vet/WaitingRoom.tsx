import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { act, api, type Schemas } from '../api/client'
import { poll } from '../api/longPoll'
import { NoAnswer, Problem } from '../api/problem'
import { common } from '../i18n/common'
import { terms, termOf } from '../i18n/terms'
import { Badge, Button, ButtonLink, Failure, LevelBadge, speciesName, Waiting as Loading } from '../ui/parts'
import { timeOf } from '../ui/time'
import { toast } from '../ui/toast'
import { useAnimal, visitHref } from './data'
import { clock, isTold, secondsLeft, shareLeft, skewOf } from './logic/countdown'
import { w } from './words'

type Entry = Schemas['WaitingEntry']

/** Milliseconds between two looks; offers are told at once by the inbox. */
const pause = 8000

interface Room {
  readonly entries: readonly Entry[]
  readonly skew: number
}

/** What waits for this vet, most urgent first; the offer that is theirs alone, on top. */
export function WaitingRoom({ turn }: { turn: number }): JSX.Element {
  const [room, setRoom] = useState<Room>()
  const [again, setAgain] = useState(0)
  useEffect(() => poll<Room>({
    ask: async signal => {
      const { data, error, response } = await api().GET('/api/waiting-room', { signal }).catch((failed: unknown) => { throw new NoAnswer(failed) })
      if (!data) throw new Problem({ ...(error as Schemas['Problem']), status: response.status })
      return { entries: data.entries, skew: skewOf(response.headers.get('date'), Date.now()) }
    },
    heard: setRoom,
    pause,
  }), [turn, again])
  const changed = (): void => setAgain(n => n + 1)
  const offered = room?.entries.find(entry => entry.offeredUntil)
  const others = room?.entries.filter(entry => entry !== offered)
  return (
    <>
      {room && offered && <Offer key={`${offered.visitId}${offered.offeredUntil}`} entry={offered} skew={room.skew} changed={changed} />}
      <section class="stack" aria-labelledby="waiting">
        <h2 id="waiting">{w.waiting.title}</h2>
        {!others ? <Loading /> : others.length === 0
          ? <p class="muted">{offered ? w.waiting.nobodyElse : w.waiting.nothing}</p>
          : <ul class="plain stack tight">{others.map(entry => <li key={entry.visitId}><Line entry={entry} changed={changed} /></li>)}</ul>}
      </section>
    </>
  )
}

function useClaim(entry: Entry): { take: () => Promise<void>; decline: () => Promise<boolean>; failed: unknown; busy: boolean } {
  const { route } = useLocation()
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const path = { visitId: entry.visitId }
  const run = async (what: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    setFailed(undefined)
    try {
      await what()
      return true
    } catch (error) {
      setFailed(error)
      return false
    } finally {
      setBusy(false)
    }
  }
  return {
    failed, busy,
    take: async () => {
      if (!(await run(() => act(`claim:${entry.visitId}`, null, header => api().POST('/api/waiting-room/{visitId}/claim', { params: { path, header } }))))) return
      toast(w.waiting.taken)
      route(visitHref(entry.animalId, entry.visitId))
    },
    decline: () => run(() => act(`decline:${entry.visitId}:${entry.offeredUntil}`, null, header => api().POST('/api/waiting-room/{visitId}/decline', { params: { path, header } }))),
  }
}

/** One vet's own offer, with the time that is left of it. */
function Offer({ entry, skew, changed }: { entry: Entry; skew: number; changed: () => void }): JSX.Element {
  const until = entry.offeredUntil!
  const { take, decline, failed, busy } = useClaim(entry)
  const [left, setLeft] = useState(() => secondsLeft(until, Date.now(), skew))
  const [whole] = useState(() => Math.max(45, left))
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsLeft(until, Date.now(), skew)), 250)
    return () => clearInterval(timer)
  }, [until, skew])
  useEffect(() => {
    if (left === 0) changed()
  }, [left === 0])
  return (
    <section class="card offer" aria-labelledby="offer" role="alert">
      <div class="row spread">
        <h2 id="offer">{w.waiting.offer}</h2>
        <span class="numbers clock" aria-hidden="true">{clock(left)}</span>
      </div>
      <progress class="bar-of" aria-label={w.waiting.left(left)} max={1} value={shareLeft(until, whole, Date.now(), skew)} />
      <span class="visually-hidden" role="status">{isTold(left) ? w.waiting.left(left) : ''}</span>
      <Facts entry={entry} />
      <p class="small muted">{left === 0 ? w.waiting.over : w.waiting.offerLead}</p>
      <Failure failed={failed} />
      <div class="actions">
        <Button big busy={busy || left === 0} onClick={() => void take()}>{w.waiting.accept}</Button>
        <Button kind="second" busy={busy || left === 0} onClick={() => void decline().then(done => done && (toast(w.waiting.declined), changed()))}>{w.waiting.decline}</Button>
      </div>
    </section>
  )
}

function Facts({ entry }: { entry: Entry }): JSX.Element {
  return (
    <div class="row">
      <LevelBadge level={entry.level ?? 'routine'} />
      <span class="strong">{speciesName(entry.species)}</span>
      <span class="muted small">{termOf(terms.services, entry.service)} · {entry.region} · {w.waiting.waited(common.minutes(entry.waitedMinutes))}</span>
    </div>
  )
}

function Line({ entry, changed }: { entry: Entry; changed: () => void }): JSX.Element {
  const scheduled = entry.kind === 'scheduled'
  // Who may take a visit sees the species; the name belongs to a vet who has it.
  const found = useAnimal(scheduled ? entry.animalId : null)
  const { take, failed, busy } = useClaim(entry)
  return (
    <div class={entry.ownerThere && scheduled ? 'card snug pressing' : 'card snug'}>
      <div class="row spread">
        <span class="strong">{found?.name ?? speciesName(entry.species)}</span>
        <Badge tone={scheduled ? 'info' : 'warn'}>{scheduled ? `${w.waiting.booked} ${timeOf(entry.since)}` : w.waiting.onDemand}</Badge>
      </div>
      <div class="row snug">
        {entry.level && <LevelBadge level={entry.level} />}
        <span class="small muted">
          {[termOf(terms.services, entry.service), entry.region, scheduled ? (entry.ownerThere ? w.waiting.there : w.waiting.notThere) : w.waiting.waited(common.minutes(entry.waitedMinutes))].join(' · ')}
        </span>
      </div>
      <Failure failed={failed} {...(failed ? { again: changed } : {})} />
      {scheduled
        ? <div><ButtonLink href={visitHref(entry.animalId, entry.visitId)} kind={entry.ownerThere ? 'main' : 'second'}>{w.home.open}</ButtonLink></div>
        : entry.offeredToAnother ? <p class="small">{w.waiting.elsewhere}</p>
        : <div><Button kind="second" busy={busy} onClick={() => void take()}>{w.waiting.take}</Button></div>}
    </div>
  )
}
