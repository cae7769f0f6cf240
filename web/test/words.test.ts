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

  // A vet's own journal, which is in nobody's record.
  const ofVets = /^(availability|duty|licence|offer|slot|time)\./
  it.each([...new Set(Object.keys(import.meta.glob('../../tests/Journal/Golden/*.json')).map(path => path.replace(/^.*\/(.+?)(\.\d)?\.json$/, '$1')))].filter(type => !ofVets.test(type)))('a record has words for %s', type =>
    expect((files['../src/i18n/en/shared.ts']!.default as { types: object }).types).toHaveProperty([type]))
})
