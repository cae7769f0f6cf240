// The visit's mailbox: what goes out keeps its order and is repeated on a bad line; what comes in is waited for by long poll.
import { type Access, ask, backOff, pause, Refusal } from './api'

export type Kind = 'hello' | 'offer' | 'answer' | 'candidate' | 'restart' | 'bye'

/** What travels inside a signal. The server does not look into it. */
export interface Content {
  /** The session that this is meant for: another tab of that person has nothing to do with it. */
  readonly to: string
  /** The connection that this is about; a new one has a new id. */
  readonly link: string
  readonly sdp?: string
  readonly candidates?: readonly RTCIceCandidateInit[]
}

export interface Signal {
  readonly number: number
  readonly session: string
  readonly kind: Kind
  readonly content?: Content | null
}

export interface MailboxNews {
  readonly signal: (signal: Signal) => Promise<void>
  /** Told once, when the server will take no more: taken over, over, not found. */
  readonly refused: (why: Refusal) => void
  /** The server has not answered for so many seconds. */
  readonly silent: (seconds: number) => void
}

const WAIT_SECONDS = 25

export class Mailbox {
  readonly #access: Access
  readonly #path: string
  readonly #session: string
  readonly #news: MailboxNews
  readonly #stop = new AbortController()
  #queue: { kind: Kind; content: Content }[] = []
  #sending = false

  constructor(access: Access, path: string, session: string, news: MailboxNews) {
    this.#access = access
    this.#path = path
    this.#session = session
    this.#news = news
  }

  /** Says hello: from now on this session speaks for its end. What was sent before is none of its business. */
  async open(): Promise<void> {
    const { number } = await this.#post<{ number: number }>('hello')
    void this.#read(number)
  }

  /** Puts a signal behind those that wait. Candidates of one connection travel together. */
  send(kind: Kind, content: Content): void {
    const last = this.#queue.at(-1)
    // The first of the queue may be on its way already.
    const joins = kind === 'candidate' && last?.kind === kind && last.content.link === content.link && !(this.#sending && this.#queue.length === 1)
    if (joins) this.#queue[this.#queue.length - 1] = { kind, content: { ...content, candidates: [...(last.content.candidates ?? []), ...(content.candidates ?? [])] } }
    else this.#queue.push({ kind, content })
    void this.#pump()
  }

  /** Forgets what waits for a connection that is no more. */
  drop(link: string): void {
    this.#queue = this.#queue.filter((one, place) => one.content.link !== link || (this.#sending && place === 0))
  }

  /** Stops; `bye` tells the other end, even while the page goes away. */
  async close(bye: boolean): Promise<void> {
    if (this.#stop.signal.aborted) return
    this.#stop.abort()
    if (bye) await ask(this.#access, 'POST', this.#path, { body: { session: this.#session, kind: 'bye' }, keepalive: true }).catch(() => undefined)
  }

  async #pump(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    for (let tries = 0; this.#queue.length > 0 && !this.#stop.signal.aborted; ) {
      const { kind, content } = this.#queue[0]!
      try {
        await this.#post(kind, content)
        this.#queue.shift()
        tries = 0
      } catch (failed) {
        if (this.#final(failed)) break
        // Nothing mends a signal that the server finds wrong; the connection is begun anew when it is missed.
        if (failed instanceof Refusal && !failed.passing) this.#queue.shift()
        else await pause(backOff(tries++), this.#stop.signal)
      }
    }
    this.#sending = false
  }

  async #read(after: number): Promise<void> {
    let tries = 0
    let since = Date.now()
    while (!this.#stop.signal.aborted) {
      try {
        const query = new URLSearchParams({ session: this.#session, after: `${after}`, wait: `${WAIT_SECONDS}` })
        const { signals, next } = await ask<{ signals: Signal[]; next: number }>(this.#access, 'GET', `${this.#path}?${query}`, { stop: this.#stop.signal, patience: (WAIT_SECONDS + 10) * 1_000 })
        after = next
        tries = 0
        since = Date.now()
        for (const signal of signals) if (!this.#stop.signal.aborted) await this.#news.signal(signal).catch((failed: unknown) => console.warn('A signal could not be used.', failed))
      } catch (failed) {
        if (this.#final(failed)) return
        this.#news.silent((Date.now() - since) / 1_000)
        await pause(backOff(tries++), this.#stop.signal)
      }
    }
  }

  #final(failed: unknown): boolean {
    if (this.#stop.signal.aborted) return true
    if (!(failed instanceof Refusal) || (failed.status !== 404 && failed.status !== 409)) return false
    void this.close(false)
    this.#news.refused(failed)
    return true
  }

  #post<T>(kind: Kind, content?: Content): Promise<T> {
    return ask<T>(this.#access, 'POST', this.#path, { body: { session: this.#session, kind, content }, stop: this.#stop.signal })
  }
}
