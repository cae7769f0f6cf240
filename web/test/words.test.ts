import { describe, expect, it } from 'vitest'

const files = import.meta.glob<{ default: object }>('../src/i18n/{en,es}/*.ts', { eager: true })
const english = Object.keys(files).filter(path => path.includes('/en/'))

/** Every key down to the leaves, with the kind of leaf: a message with arguments stays one. */
function keys(words: object, path = ''): string[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? keys(value, `${path}${key}.`) : [`${path}${key}: ${typeof value}`])
}

describe('words', () => {
  it('are there', () => expect(english.length).toBeGreaterThanOrEqual(5))

  it.each(english)('%s has the same keys in Spanish', path => {
    const spanish = files[path.replace('/en/', '/es/')]
    expect(spanish).toBeDefined()
    expect(keys(spanish!.default).sort()).toEqual(keys(files[path]!.default).sort())
  })

  it.each(Object.keys(files))('%s has no empty message', path => {
    const empty = JSON.stringify(files[path]!.default, (_, value: unknown) => (typeof value === 'string' && value.trim() === '' ? 'EMPTY!' : value))
    expect(empty).not.toContain('EMPTY!')
  })
})
