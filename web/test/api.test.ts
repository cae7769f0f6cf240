import { describe, expect, it } from 'vitest'
import { answered, type Keys, keyOf } from '../src/api/idempotency'
import { backOff } from '../src/api/longPoll'
import { fieldProblems, NoAnswer, Problem, wordsFor } from '../src/api/problem'
import { common } from '../src/i18n/common'

const store = (): Keys & { all: Map<string, string> } => {
  const all = new Map<string, string>()
  return { all, getItem: name => all.get(name) ?? null, setItem: (name, value) => void all.set(name, value), removeItem: name => void all.delete(name) }
}

describe('the key of an action', () => {
  it('stays while the action has no answer, also after a reload', () => {
    const kept = store()
    const first = keyOf('book:1', { start: 'a' }, kept)
    expect(keyOf('book:1', { start: 'a' }, kept)).toBe(first)
  })
  it('is another for another body', () => {
    const kept = store()
    expect(keyOf('book:1', { start: 'a' }, kept)).not.toBe(keyOf('book:1', { start: 'b' }, kept))
  })
  it('is another once it was answered', () => {
    const kept = store()
    const first = keyOf('book:1', {}, kept)
    answered('book:1', kept)
    expect(keyOf('book:1', {}, kept)).not.toBe(first)
  })
})

describe('problems', () => {
  const problem = (status: number, code: string, more: object = {}): Problem => new Problem({ status, code, detail: 'Take another time.', ...more })
  it('say what the API says to change', () => expect(wordsFor(problem(409, 'slot-taken'))).toBe('Take another time.'))
  it('have words of ours for the line and the server', () => {
    expect(wordsFor(new NoAnswer(undefined))).toBe(common.problems.offline)
    expect(wordsFor(problem(500, 'unexpected'))).toBe(common.problems.server)
  })
  it('say which field', () =>
    expect(fieldProblems(problem(422, 'invalid', { errors: [{ pointer: '/name', detail: 'Say something here.' }] }))).toEqual({ '/name': 'Say something here.' }))
})

describe('back-off', () => {
  it('grows to a quarter of a minute and no further', () =>
    expect([1, 2, 3, 4, 5, 20].map(n => backOff(n, () => 0))).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000]))
  it('never falls below two thirds', () => expect(backOff(1, () => 0.999)).toBeGreaterThan(666))
})
