// One end of a visit's video: who is here, one connection to them, and how it is mended. The ways in and out are in index.ts.
import { type Access, ask, backOff } from './api'
import { Link } from './link'
import { between, count, type Counters, type Quality } from './quality'
import { type Content, Mailbox, type Signal } from './signals'

export type End = 'owner' | 'vet'
export type RoomState = 'new' | 'waiting' | 'connecting' | 'connected' | 'reconnecting' | 'moved' | 'over' | 'left'
export type PeerNews = 'here' | 'moved' | 'reconnecting' | 'left'
export type PhoneReason = 'quality' | 'unreachable'

export interface RoomEvents {
  state: { readonly state: RoomState; readonly code?: string }
  remote: MediaStream
  peer: PeerNews
  quality: Quality
  phone: PhoneReason
}

export interface RoomOptions extends Access {
  readonly animalId: string
  readonly visitId: string
  readonly end: End
  /** Camera and microphone; null to see and hear only. */
  readonly media: MediaStream | null
  /** Through the relay alone, where an address must not be seen by the other side. */
  readonly relayOnly?: boolean
  /** Milliseconds between two quality reports. */
  readonly reportEvery?: number
}

interface RelayAccess {
  readonly iceServers: readonly { urls: string[]; username?: string | null; credential?: string | null }[]
  readonly relayed: boolean
}

const RESTARTS_BEFORE_NEW = 3
const LONGEST_MEND = 15_000
const SILENT_SECONDS = 15

export class VideoRoom {
  readonly #options: RoomOptions
  readonly #session = crypto.randomUUID()
  readonly #listeners = new Map<keyof RoomEvents, Set<(news: never) => void>>()
  #media: MediaStream | null
  #mailbox: Mailbox | null = null
  #peer: string | null = null
  #link: Link | null = null
  #state: RoomState = 'new'
  #servers: RTCIceServer[] = []
  #relayed: boolean | undefined
  #mending: ReturnType<typeof setTimeout> | undefined
  #tries = 0
  #reporting: ReturnType<typeof setInterval> | undefined
  #counted: Counters | null = null
  #proposed = new Set<PhoneReason>()

  constructor(options: RoomOptions) {
    this.#options = options
    this.#media = options.media
  }

  get state(): RoomState {
    return this.#state
  }

  get remote(): MediaStream | null {
    return this.#link?.remote ?? null
  }

  get relayed(): boolean | undefined {
    return this.#relayed
  }

  /** @returns a function that ends the listening. */
  on<K extends keyof RoomEvents>(name: K, listener: (news: RoomEvents[K]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners.add(listener as (news: never) => void))
    return () => void listeners.delete(listener as (news: never) => void)
  }

  /** Enters the room, from here and nowhere else: another tab of the same person is told. */
  async join(): Promise<void> {
    if (this.#mailbox) return
    await this.#fetchServers()
    const mailbox = new Mailbox(this.#options, `${this.#path}/signals`, this.#session, {
      signal: signal => this.#take(signal),
      refused: why => this.#end(why.code === 'taken-over' ? 'moved' : 'over', why.code),
      silent: seconds => this.#silent(seconds),
    })
    this.#mailbox = mailbox
    try {
      await mailbox.open()
    } catch (failed) {
      this.#mailbox = null
      throw failed
    }
    addEventListener('online', this.restart)
    addEventListener('pagehide', this.#goes)
    this.#reporting = setInterval(() => void this.#report(), this.#options.reportEvery ?? 5_000)
    this.#is('waiting')
  }

  /** Leaves, and tells the other side. */
  async leave(): Promise<void> {
    const mailbox = this.#mailbox
    this.#end('left')
    await mailbox?.close(true)
  }

  /** Another camera or microphone, or none. */
  async use(media: MediaStream | null): Promise<void> {
    this.#media = media
    await this.#link?.use(media)
  }

  /** Looks for another way through the network, as after a change from Wi-Fi to mobile data. */
  readonly restart = (): void => {
    this.#tries = 0
    void this.#mend(true)
  }

  async stats(): Promise<RTCStatsReport | null> {
    return (await this.#link?.pc.getStats()) ?? null
  }

  get #path(): string {
    return `animals/${encodeURIComponent(this.#options.animalId)}/visits/${encodeURIComponent(this.#options.visitId)}`
  }

  async #take({ kind, session, content }: Signal): Promise<void> {
    if (kind === 'hello') {
      this.#meet(session)
      this.#open(crypto.randomUUID()).begin()
      return
    }
    if (kind === 'bye') {
      if (session !== this.#peer) return
      this.#peer = null
      this.#close()
      this.#tell('peer', 'left')
      this.#is('waiting')
      return
    }
    if (content?.to !== this.#session) return
    if (kind === 'offer') {
      const yields = this.#options.end === 'owner'
      if (this.#link?.busy && !yields) return
      if (session !== this.#peer) this.#meet(session)
      const link = this.#link?.id === content.link ? this.#link : this.#open(content.link)
      this.#send('answer', { sdp: await link.answer(content.sdp ?? '') })
    } else if (content.link !== this.#link?.id) {
      return
    } else if (kind === 'answer') {
      await this.#link.accept(content.sdp ?? '')
    } else if (kind === 'candidate') {
      for (const candidate of content.candidates ?? []) await this.#link.add(candidate)
    } else {
      this.#tell('peer', 'reconnecting')
    }
  }

  #meet(session: string): void {
    const moved = this.#peer !== null && this.#peer !== session
    this.#peer = session
    this.#tell('peer', moved ? 'moved' : 'here')
  }

  #open(id: string): Link {
    this.#close()
    const link = new Link(id, { iceServers: this.#servers, bundlePolicy: 'max-bundle', iceTransportPolicy: this.#options.relayOnly ? 'relay' : 'all' }, this.#media, {
      offer: sdp => this.#send('offer', { sdp }, id),
      candidate: one => this.#send('candidate', { candidates: [one] }, id),
      remote: stream => this.#tell('remote', stream),
      state: state => this.#hears(link, state),
    })
    this.#link = link
    if (this.#state !== 'reconnecting') this.#is('connecting')
    this.#mendIn(LONGEST_MEND)
    return link
  }

  #hears(link: Link, state: RTCPeerConnectionState): void {
    if (link !== this.#link) return
    if (state === 'connected') {
      clearTimeout(this.#mending)
      this.#tries = 0
      this.#proposed.delete('unreachable')
      this.#is('connected')
    } else if (state === 'disconnected' || state === 'failed') {
      this.#is('reconnecting')
      // A path that stutters often comes back by itself.
      this.#mendIn(state === 'failed' ? 0 : 1_000)
    }
  }

  #mendIn(milliseconds: number): void {
    clearTimeout(this.#mending)
    this.#mending = setTimeout(() => void this.#mend(), milliseconds)
  }

  // First another path for the same connection; when that fails often enough, a whole new one.
  async #mend(asked = false): Promise<void> {
    const link = this.#link
    if (!link || (link.pc.connectionState === 'connected' && !asked)) return
    const tries = this.#tries++
    await this.#fetchServers().catch(() => undefined)
    if (link !== this.#link) return
    this.#send('restart', {})
    if (tries < RESTARTS_BEFORE_NEW && !link.stuck) link.restart(this.#servers)
    else this.#open(crypto.randomUUID()).begin()
    if (tries >= RESTARTS_BEFORE_NEW) this.#propose('unreachable')
    // The end that yields waits longer, so that the two do not start over in step.
    this.#mendIn(Math.min(LONGEST_MEND, 3_000 + backOff(tries) + (this.#options.end === 'owner' ? 1_500 : 0)))
  }

  #send(kind: 'offer' | 'answer' | 'candidate' | 'restart', more: Partial<Content>, link = this.#link?.id): void {
    if (this.#peer && link && link === this.#link?.id) this.#mailbox?.send(kind, { to: this.#peer, link, ...more })
  }

  async #fetchServers(): Promise<void> {
    const access = await ask<RelayAccess>(this.#options, 'GET', `${this.#path}/relay`)
    this.#relayed = access.relayed
    this.#servers = access.iceServers.map(({ urls, username, credential }) => ({ urls, ...(username ? { username } : {}), ...(credential ? { credential } : {}) }))
  }

  async #report(): Promise<void> {
    const link = this.#link
    const report = link && (this.#state === 'connected' || this.#state === 'reconnecting') ? await link.pc.getStats() : null
    const before = this.#counted
    this.#counted = report && count(report)
    if (!link || link !== this.#link || !before || !this.#counted || this.#counted.bytes < before.bytes) return
    const quality = between(before, this.#counted, link.expectsPicture)
    this.#tell('quality', quality)
    const said = await ask<{ proposePhone: boolean }>(this.#options, 'POST', `${this.#path}/quality`, { body: quality }).catch(() => null)
    if (said?.proposePhone) this.#propose('quality')
    else if (said) this.#proposed.delete('quality')
  }

  // Without the server nothing can be mended; a picture that goes on all the same needs no phone.
  #silent(seconds: number): void {
    if (seconds > SILENT_SECONDS && this.#state !== 'connected') this.#propose('unreachable')
  }

  #propose(why: PhoneReason): void {
    if (this.#proposed.has(why)) return
    this.#proposed.add(why)
    this.#tell('phone', why)
  }

  #close(): void {
    clearTimeout(this.#mending)
    this.#counted = null
    if (!this.#link) return
    this.#mailbox?.drop(this.#link.id)
    this.#link.close()
    this.#link = null
  }

  readonly #goes = (): void => void this.leave()

  #end(state: 'moved' | 'over' | 'left', code?: string): void {
    if (!this.#mailbox) return
    clearInterval(this.#reporting)
    removeEventListener('online', this.restart)
    removeEventListener('pagehide', this.#goes)
    this.#close()
    this.#peer = null
    this.#mailbox = null
    this.#is(state, code)
  }

  #is(state: RoomState, code?: string): void {
    if (state === this.#state) return
    this.#state = state
    this.#tell('state', code === undefined ? { state } : { state, code })
  }

  #tell<K extends keyof RoomEvents>(name: K, news: RoomEvents[K]): void {
    for (const listener of this.#listeners.get(name) ?? []) (listener as (news: RoomEvents[K]) => void)(news)
  }
}
