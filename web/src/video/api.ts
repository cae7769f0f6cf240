// The API as the video needs it: JSON with a bearer token, refusals as one kind of error.

/** The API answered and said no. `code` is its stable code. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, detail: string) {
    super(detail)
    this.name = 'Refusal'
    this.status = status
    this.code = code
  }

  /** The same request may do better in a moment. */
  get passing(): boolean {
    return this.status === 429 || this.status >= 500
  }
}

export interface Access {
  /** The API's address with its prefix, without a slash at the end. */
  readonly api: string
  /** The bearer token; asked again with `true` when the last one was refused. */
  readonly token: (fresh: boolean) => string | Promise<string>
}

export interface Asking {
  readonly body?: unknown
  readonly stop?: AbortSignal
  /** Milliseconds without an answer that are too many. */
  readonly patience?: number
  /** The page is going: the request outlives it. */
  readonly keepalive?: boolean
}

/** @throws Refusal when the API says no; a TypeError or DOMException when nobody answered. */
export async function ask<T>(access: Access, method: string, path: string, { body, stop, patience = 15_000, keepalive = false }: Asking = {}): Promise<T> {
  for (let fresh = false; ; fresh = true) {
    const signals = [AbortSignal.timeout(patience), ...(stop ? [stop] : [])]
    const answer = await fetch(`${access.api}/${path}`, {
      method,
      keepalive,
      signal: AbortSignal.any(signals),
      headers: {
        authorization: `Bearer ${await access.token(fresh)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (answer.ok) return (await answer.json()) as T
    const problem = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string }
    if (answer.status === 401 && !fresh) continue
    throw new Refusal(answer.status, problem.code ?? '', problem.detail ?? answer.statusText)
  }
}

/** Longer with each try, never the same for everybody. */
export const backOff = (tries: number): number => Math.min(5_000, 250 * 2 ** tries) * (0.75 + Math.random() / 2)

export const pause = (milliseconds: number, stop: AbortSignal): Promise<void> =>
  new Promise(done => {
    const timer = setTimeout(done, milliseconds)
    stop.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true })
  })
