import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { choose } from '../src/i18n/language'
import { back } from '../src/auth/back'
import { byDay } from '../src/owner/booking/Times'
import { type Draft, empty, readDraft, toIntake, writeDraft } from '../src/owner/intake/draft'
import { flagsOf, type Question, redFlags, suggested } from '../src/owner/intake/questions'
import { problemOf } from '../src/owner/intake/Vitals'
import { nextPart } from '../src/owner/photos/parts'
import { blank, dropCheckIn, readCheckIn, writeCheckIn } from '../src/owner/visit/checkInDraft'
import { stopOf, toSafety, unanswered } from '../src/owner/visit/safety'
import { zoneWords } from '../src/ui/time'
import { spread } from '../src/owner/visit/measure'
import { factsOf, sentence } from '../src/shared/entry'
import { subjectOf } from '../src/auth/dev'

const question = (id: string, words: string, category = 'skin'): Question => ({ id, category, question: words, asksDuration: false, facts: [] })
const questions = [
  question('rash-itch-mild', 'Is there itching or a rash in a bright animal?'),
  question('ear-scratching', 'Is it scratching an ear or shaking its head?'),
  question('straining-no-urine', 'Is it straining or squatting again and again with no urine or only drops?', 'urine'),
  question('breathing-difficulty', 'Is your animal struggling to breathe?', 'breathing'),
]

describe('an intake', () => {
  it('leaves out what was not measured and reads a decimal comma', () => {
    const draft: Draft = { ...empty, region: 'US-CA', complaint: '  itch ', vitals: { temperatureC: '38,9', heartRate: ' ' }, questions: ['Swim?', ' '], signs: { 'rash-itch-mild': { hours: 48, facts: {} } } }
    const sent = toIntake(draft)
    expect(sent.vitals).toEqual({ temperatureC: 38.9 })
    expect(sent.questions).toEqual(['Swim?'])
    expect(sent.complaint).toBe('itch')
    expect(sent.signs).toEqual([{ id: 'rash-itch-mild', durationHours: 48, facts: {} }])
  })
  it('offers first the questions that share words with what was written', () =>
    expect(suggested('He has an itchy rash', questions)[0]?.id).toBe('rash-itch-mild'))
  it('weighs a word that few questions have more than one that many have', () => {
    const many = [...questions, ...['Does the belly hurt?', 'Has the belly become swollen?', 'Is it breathing with its belly?'].map((words, i) => question(`b${i}`, words, 'gut'))]
    expect(suggested('Itchy spots on the belly', many)[0]?.id).toBe('rash-itch-mild')
  })
  it('finds a Spanish question by the words of a Spanish complaint, with or without accents and whatever their form', () => {
    const spanish = [
      question('limping-mild', '¿Cojea, pero usa la pata?'), question('vomiting-mild', '¿Vomitó una o dos veces en 24 horas, pero está animado y retiene el agua?'),
      question('ear-scratching', '¿Se rasca una oreja o sacude la cabeza?'), question('cough-mild', '¿Tose de vez en cuando, pero sigue animado, come y respira con normalidad?'),
    ]
    const first = (complaint: string): string | undefined => suggested(complaint, spanish, 6, 'es')[0]?.id
    expect(first('Está cojeando desde ayer')).toBe('limping-mild')
    expect(first('ha vomitado hoy')).toBe('vomiting-mild')
    expect(first('Tiene vómito')).toBe('vomiting-mild')
    expect(first('tos')).toBe('cough-mild')
    expect(first('desde ayer está muy')).toBeUndefined()
  })
  it('offers none where no word fits', () => expect(suggested('xyz', questions)).toEqual([]))
  it('asks the red flags that the species has, breathing before urine', () =>
    expect(flagsOf(questions).map(q => q.id)).toEqual(['breathing-difficulty', 'straining-no-urine']))
  it('asks red flags that the rules know, of every species more than what all share', () => {
    const rules = (JSON.parse(readFileSync('../functions/Triage/triage-rules.json', 'utf8')) as { signs: { id: string; species: string[] }[] }).signs
    expect(redFlags.filter(id => !rules.some(rule => rule.id === id))).toEqual([])
    const of = (species: string): string[] => redFlags.filter(id => rules.some(rule => rule.id === id && rule.species.includes(species)))
    for (const [species, own] of [['rabbit', 'not-eating-rabbit'], ['guinea-pig', 'not-eating-guinea-pig'], ['ferret', 'ferret-hypoglycemia'], ['bird', 'bird-tail-bob'], ['reptile', 'reptile-open-mouth'], ['horse', 'horse-down']] as const) expect(of(species)).toContain(own)
  })
  it('says a slip of a measured value at once, and nothing of an empty one', () => {
    expect(problemOf({ least: 20, most: 45 }, '389')).toContain('45')
    expect(problemOf({ least: 20, most: 45 }, 'warm')).toBeDefined()
    expect(problemOf({ least: 20, most: 45 }, '38,9')).toBeUndefined()
    expect(problemOf({ least: 20, most: 45 }, '')).toBeUndefined()
  })
})

describe('free times', () => {
  const opening = (start: string) => ({ vetId: 'v', start, end: start, services: [] })
  it('stand under the day of the owner’s zone', () =>
    expect(byDay([opening('2026-11-25T04:00:00Z'), opening('2026-11-25T12:00:00Z')], 'America/Los_Angeles').map(d => d.date)).toEqual(['2026-11-24', '2026-11-25']))
  it('keep both hours of a night in which the clock goes back', () => {
    const night = byDay([opening('2026-11-01T08:30:00Z'), opening('2026-11-01T09:30:00Z')], 'America/Los_Angeles')
    expect(night).toHaveLength(1)
    expect(night[0]?.openings).toHaveLength(2)
  })
})

describe('the line', () => {
  it('is judged without the first trip, which opens the connection', () => expect(spread([400, 20, 22, 20]).roundTripMs).toBe(20))
  it('has no jitter in one trip', () => expect(spread([20]).jitterMs).toBe(0))
})

describe('the record', () => {
  it('tells a reading in words', () =>
    expect(factsOf('readings.taken', { readings: [{ kind: 'blood-pressure', value: 150, diastolic: 90, unit: 'mmHg' }] })[0]?.[1]).toBe('Blood pressure: 150/90 mmHg'))
  it('shows of an unknown entry its plain members, no ids', () =>
    expect(factsOf('thing.new', { thingId: 'x', text: 'hello', nested: { a: 1 } })).toEqual([['Text', 'hello']]))
  it('names an unknown type readably', () => expect(sentence('visit.ran-late')).toBe('Visit ran late'))
})

describe('signing in', () => {
  it('makes one subject of one name', () => expect(subjectOf('  José Ñandú ')).toBe('jose-nandu'))
  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])('never leads to %s', to => expect(back(to)).toBeUndefined())
  it('leads back to our own pages', () => expect(back('/owner/visits?x=1')).toBe('/owner/visits?x=1'))
})

describe('the language', () => {
  it('is the chosen one, else the browser’s, else English', () => {
    expect(choose('es', ['en-US'])).toBe('es')
    expect(choose(null, ['fr-FR', 'es-MX', 'en'])).toBe('es')
    expect(choose(null, ['fr-FR'])).toBe('en')
  })
})

describe('check-in', () => {
  const here = { ...unanswered('US-CA'), driving: false, animalHere: true, numberRight: true }
  it('says at once what stands in the way of a visit', () => {
    expect(stopOf({ ...here, driving: true }, 'US-CA')).toBe('driving')
    expect(stopOf({ ...here, animalHere: false }, 'US-CA')).toBe('away')
    expect(stopOf({ ...here, region: 'US-NV' }, 'US-CA')).toBe('elsewhere')
    expect(stopOf(unanswered('US-CA'), 'US-CA')).toBeUndefined()
    expect(stopOf(here, 'US-CA')).toBeUndefined()
  })
  it('sends all answers or none', () => {
    expect(toSafety(unanswered('US-CA'))).toBeUndefined()
    expect(toSafety({ ...here, numberRight: undefined })).toBeUndefined()
    expect(toSafety({ ...here, where: ' Lake Road 4 ' })).toEqual({ driving: false, animalHere: true, region: 'US-CA', callBackNumberRight: true, where: 'Lake Road 4' })
  })
})

it('names a zone once', () => {
  expect(zoneWords('2026-01-15T12:00:00Z', 'UTC')).toBe('UTC')
  expect(zoneWords('2026-01-15T12:00:00Z', 'America/Los_Angeles')).toBe('Los Angeles (PST)')
})

describe('what is half told', () => {
  const hours = (n: number): number => Date.now() + n * 3_600_000
  const device = (): void => {
    const store = (): object => {
      const kept = new Map<string, string>()
      return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) }
    }
    vi.stubGlobal('localStorage', store())
    vi.stubGlobal('sessionStorage', store())
  }
  beforeEach(device)
  afterEach(() => void vi.unstubAllGlobals())
  it('is kept for a day, and no longer', () => {
    writeDraft('a1', { ...empty, complaint: 'He limps' })
    expect(readDraft('a1', hours(23))?.complaint).toBe('He limps')
    expect(readDraft('a1', hours(25))).toBeNull()
    expect(readDraft('a1'), 'what is too old is forgotten, not only hidden').toBeNull()
  })
  it('at check-in is kept for less than an hour, each visit by itself, and what was not answered stays so', () => {
    const visit = { id: 'v1', region: 'US-CA' }
    writeCheckIn(visit, { ...blank('US-CA'), none: true, said: { ...unanswered('US-CA'), driving: false, where: '12 Hill Street' } })
    expect(readCheckIn(visit)).toMatchObject({ none: true, said: { driving: false, animalHere: undefined, numberRight: undefined, region: 'US-CA', where: '12 Hill Street' } })
    expect(readCheckIn({ id: 'v2', region: 'US-CA' })).toBeNull()
    expect(readCheckIn(visit, hours(1.01))).toBeNull()
    writeCheckIn(visit, blank('US-CA'))
    dropCheckIn(visit)
    expect(readCheckIn(visit)).toBeNull()
  })
})

describe('a photo in parts', () => {
  const partBytes = 100
  it('goes on at the first byte that is missing', () => {
    expect(nextPart(250, { bytes: 0, partBytes })).toEqual({ from: 0, to: 100, range: 'bytes 0-99/250' })
    expect(nextPart(250, { bytes: 200, partBytes })).toEqual({ from: 200, to: 250, range: 'bytes 200-249/250' })
  })
  it('sends a part again that is not whole, and the last one where only the end is missing', () => {
    expect(nextPart(250, { bytes: 130, partBytes }).from).toBe(100)
    expect(nextPart(250, { bytes: 250, partBytes }).from).toBe(200)
    expect(nextPart(200, { bytes: 200, partBytes })).toEqual({ from: 100, to: 200, range: 'bytes 100-199/200' })
  })
})
