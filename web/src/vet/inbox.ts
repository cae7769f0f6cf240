// What the vet should know, by long poll: one poll for all pages of the vet's area. The cursor and the newest items are kept on this device, ids and no names.
import { useEffect, useState } from 'preact/hooks'
import { api, ask, type Schemas } from '../api/client'
import { poll } from '../api/longPoll'
import { session } from '../auth/session'

export type Item = Schemas['CloudEvent']

interface Kept {
  readonly after: string
  readonly items: readonly Item[]
  /** The id of the newest item that was looked at. */
  readonly seen: string
}

export interface InboxState extends Kept {
  readonly down: boolean
}

const most = 60
const nothing: InboxState = { after: '', items: [], seen: '', down: false }
const listeners = new Set<(news: readonly Item[]) => void>()
let state = nothing
let of = ''
let stop: (() => void) | undefined

const place = (): string => `inbox:${of}`

function keep(next: InboxState, news: readonly Item[]): void {
  state = next
  const { after, items, seen } = next
  localStorage.setItem(place(), JSON.stringify({ after, items, seen } satisfies Kept))
  listeners.forEach(tell => tell(news))
}

function begin(): void {
  of = session()?.sub ?? ''
  const kept = localStorage.getItem(place())
  state = kept ? { ...(JSON.parse(kept) as Kept), down: false } : nothing
  stop = poll<Schemas['Notifications']>({
    ask: signal => ask(api().GET('/api/vets/me/notifications', { params: { query: { ...(state.after ? { after: state.after } : {}), wait: '25' } }, signal })),
    heard: ({ items, after }) => {
      const known = new Set(state.items.map(one => one.id))
      const news = items.filter(one => !known.has(one.id))
      keep({ ...state, down: false, after, items: [...news.reverse(), ...state.items].slice(0, most) }, news)
    },
    down: down => keep({ ...state, down }, []),
  })
}

/** Told of everything new while the page is open. */
export function useNews(heard: (news: readonly Item[]) => void, on: readonly unknown[] = []): void {
  useEffect(() => {
    if (listeners.size === 0) begin()
    listeners.add(heard)
    return () => {
      listeners.delete(heard)
      if (listeners.size > 0) return
      stop?.()
      stop = undefined
    }
  }, on)
}

export function useInbox(): InboxState {
  const [, draw] = useState(0)
  useNews(() => draw(n => n + 1))
  return state
}

export const unread = ({ items, seen }: Kept): number => {
  const at = items.findIndex(one => one.id === seen)
  return at < 0 ? items.length : at
}

export const markSeen = (): void => keep({ ...state, seen: state.items[0]?.id ?? '' }, [])

/** A fact of an item, such as `visitId`. */
export const factOf = (item: Item, name: string): string | undefined => item.data[name]
