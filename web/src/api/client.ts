// The API, typed by its committed contract. No request type is written by hand.
// Answers leave out what is null: ask with `== null`, never `=== null`.
import createClient, { type Middleware } from 'openapi-fetch'
import { config } from '../config'
import { session, signOut } from '../auth/session'
import { language } from '../i18n/language'
import { answered, keyOf } from './idempotency'
import { NoAnswer, Problem, type ProblemDetails } from './problem'
import type { components, paths } from './schema'

export type Schemas = components['schemas']

const bearer: Middleware = {
  onRequest({ request }) {
    const who = session()
    if (who) request.headers.set('Authorization', `Bearer ${who.token}`)
    return request
  },
  onResponse({ response }) {
    // The token is over or unknown: the pages ask to sign in again; drafts stay where they are.
    if (response.status === 401) signOut()
    return response
  },
}

/** The API says the sentences of triage in the language of the pages, whatever the browser's own is. */
const speaks: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', language)
    return request
  },
}

type Client = ReturnType<typeof createClient<paths>>
let made: Client | undefined
let open: Client | undefined

function make(): Client {
  // The contract's paths begin with /api; config.json says where that is.
  const base = config().api
  const client = createClient<paths>({ baseUrl: base.endsWith('/api') ? base.slice(0, -4) : base })
  client.use(speaks)
  return client
}

/** The typed client: `api().GET('/api/animals')`. */
export function api(): Client {
  if (!made) {
    made = make()
    made.use(bearer)
  }
  return made
}

/** The same without a token: for what anybody may open, whoever is signed in. */
export const openApi = (): Client => (open ??= make())

interface Answer<T> {
  readonly data?: T
  readonly error?: unknown
  readonly response: Response
}

/** The answer's body, or a thrown `Problem` or `NoAnswer`. */
export async function ask<T>(asked: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await asked
  } catch (failed) {
    // What `fetchFrom` refused is an answer already.
    const known = failed instanceof Problem || failed instanceof NoAnswer || (failed instanceof DOMException && failed.name === 'AbortError')
    throw known ? failed : new NoAnswer(failed)
  }
  if (answer.response.ok) return answer.data as T
  throw new Problem(detailsOf(answer.error, answer.response.status))
}

/**
 * An action of a person: sent with an idempotency key that is kept until the API answers, so pressing again after a lost connection is safe.
 * `name` says which action on which thing, such as `book:${intakeId}`; `send` puts the header in: `api().POST(path, { params: { path, header }, body })`.
 */
export async function act<T>(name: string, body: unknown, send: (header: { 'Idempotency-Key': string }) => Promise<Answer<T>>): Promise<T> {
  try {
    const done = await ask(send({ 'Idempotency-Key': keyOf(name, body) }))
    answered(name)
    return done
  } catch (failed) {
    // A refusal is an answer; a fault of the server or the line is none, and the same key asks again.
    if (failed instanceof Problem && failed.status < 500) answered(name)
    throw failed
  }
}

/** For what the typed client does not carry: pictures, bytes, text. The path begins with /api. */
export async function fetchFrom(path: string, init: RequestInit = {}): Promise<Response> {
  const base = config().api
  const headers = new Headers(init.headers)
  const who = session()
  if (who) headers.set('Authorization', `Bearer ${who.token}`)
  let response: Response
  try {
    response = await fetch(base + path.replace(/^\/api/, ''), { ...init, headers })
  } catch (failed) {
    throw failed instanceof DOMException && failed.name === 'AbortError' ? failed : new NoAnswer(failed)
  }
  if (response.ok) return response
  if (response.status === 401) signOut()
  throw new Problem(detailsOf(await response.json().catch(() => undefined), response.status))
}

function detailsOf(body: unknown, status: number): ProblemDetails {
  const said = body && typeof body === 'object' ? (body as Partial<ProblemDetails>) : {}
  return { ...said, status, code: said.code ?? `http-${status}`, detail: said.detail ?? '' }
}
