// Problem details (RFC 9457) as one kind of error, with words for people that say what to do.
import { common } from '../i18n/common'

export interface ProblemDetails {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly [more: string]: unknown
}

export class Problem extends Error {
  constructor(readonly details: ProblemDetails) {
    super(details.detail)
    this.name = 'Problem'
  }

  get code(): string {
    return this.details.code
  }

  get status(): number {
    return this.details.status
  }
}

/** No answer came: the line is down or the server does not listen. Repeating is safe, for the key of the action is kept. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super('no answer', { cause })
    this.name = 'NoAnswer'
  }
}

export const isCode = (failed: unknown, ...codes: string[]): boolean => failed instanceof Problem && codes.includes(failed.code)

/** What to tell a person: our own words for what happens often, the API's detail (which says what to change) for the rest. */
export function wordsFor(failed: unknown): string {
  if (failed instanceof NoAnswer) return common.problems.offline
  if (failed instanceof Problem) {
    const own = common.problems.byCode as Record<string, string>
    return own[failed.code] ?? (failed.status >= 500 ? common.problems.server : failed.details.detail)
  }
  return common.problems.unexpected
}

/** What is wrong with each field, by JSON pointer: `{ "/name": "Say something here." }`. */
export function fieldProblems(failed: unknown): Readonly<Record<string, string>> {
  if (!(failed instanceof Problem) || !Array.isArray(failed.details['errors'])) return {}
  const listed = failed.details['errors'] as readonly { pointer: string; detail: string }[]
  return Object.fromEntries(listed.map(one => [one.pointer, one.detail]))
}
