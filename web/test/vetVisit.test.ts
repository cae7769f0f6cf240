import { describe, expect, it } from 'vitest'
import type { Schemas } from '../src/api/client'
import { gathered } from '../src/vet/logic/day'
import { blankEnding, bodyOf, missing } from '../src/vet/logic/ending'
import { beyond, questionOf } from '../src/vet/logic/law'
import { toPicture, wholeOf, windowOf } from '../src/vet/logic/outline'

const may: Schemas['Prescribing'] = {
  allowed: true, relationshipHow: 'synchronous-video', initialMaxDays: 14, renewals: 0, renewalMaxDays: null, totalMaxDays: 30, antimicrobialMaxDays: 7, maxDurationMonths: 6, maxDays: null,
  inPersonBeforeFurtherRenewal: false, controlled: false, extralabel: false, humanDrugs: false, compounded: false, feedDirective: false, limits: [],
}
const wanted = { days: 7, refills: 0, antimicrobial: false, asLabelled: true, product: 'animal-drug', class: 'prescription-only' }

describe('the limits of the law, before anything is sent', () => {
  it('let through what lies within them', () => expect(beyond(may, wanted)).toEqual({}))
  it('name the smallest limit that is passed', () => {
    expect(beyond(may, { ...wanted, days: 20 })).toEqual({ days: 14 })
    expect(beyond(may, { ...wanted, days: 10, antimicrobial: true })).toEqual({ days: 7 })
    expect(beyond(may, { ...wanted, days: 40, antimicrobial: true })).toEqual({ days: 7 })
    expect(beyond(may, { ...wanted, refills: 1 })).toEqual({ refills: 0 })
  })
  it('bar what needs an examination in person', () => {
    expect(beyond(may, { ...wanted, product: 'human-drug' })).toEqual({ product: true })
    expect(beyond(may, { ...wanted, class: 'schedule-iv', asLabelled: false })).toEqual({ class: true, asLabelled: true })
    expect(beyond({ ...may, antimicrobialMaxDays: 0 }, { ...wanted, antimicrobial: true })).toEqual({ antimicrobial: true })
  })
  it('say nothing where there is none', () => expect(beyond({ ...may, initialMaxDays: null, totalMaxDays: null, antimicrobialMaxDays: null, renewals: null }, { ...wanted, days: 300, refills: 12, antimicrobial: true })).toEqual({}))
})

describe('the question to the law', () => {
  const visit = { region: 'US-CA', service: 'telemedicine', species: 'dog', bookedAt: '2026-11-20T10:00:00Z', intakeId: 'i1', law: { facts: { complaint: 'v0', consentOn: '2026-11-19' } } } as Schemas['VisitView']
  const known = { examinations: [{ examinationId: 'e', vetId: 'v', on: '2026-01-02', kind: 'physical-examination', complaint: 'c', practiceId: null }], starts: [] } as Schemas['RelationshipsView']
  it('has the facts of the visit, the licences that stand and what the relationship stands on', () => {
    const licences = [{ region: 'US-CA', validUntil: '2030-01-01' }, { region: 'US-NV', validUntil: '2030-01-01', revoked: 'suspended' }] as Schemas['Licence'][]
    const asked = questionOf({ visit, vetId: 'v', licences, known }, '2026-11-25')
    expect(asked).toMatchObject({ region: 'US-CA', on: '2026-11-25', complaint: 'v0', consentOn: '2026-11-19', vet: { id: 'v', licences: [{ region: 'US-CA', until: '2030-01-01' }] } })
    expect(asked.examinations).toEqual([{ vetId: 'v', on: '2026-01-02', complaint: 'c', samePractice: false }])
  })
  it('falls back on the intake and the day of booking', () =>
    expect(questionOf({ visit: { ...visit, law: null }, vetId: 'v', licences: [], known }, '2026-11-25')).toMatchObject({ complaint: 'i1', consentOn: '2026-11-20' }))
})

describe('the end of a visit', () => {
  it('needs an outcome and what belongs to it', () => {
    expect(missing(blankEnding, true)).toEqual(['outcome'])
    expect(missing({ ...blankEnding, outcome: 'see-in-person' }, false)).toEqual(['urgency'])
    expect(missing({ ...blankEnding, outcome: 'watch-at-home', watch: [{ what: 'x', then: '', measure: '', below: '', above: '' }] }, false)).toEqual(['watch'])
    expect(missing({ ...blankEnding, outcome: 'treated' }, true)).toEqual(['steps'])
    expect(missing({ ...blankEnding, outcome: 'could-not-treat' }, true)).toEqual([])
  })
  it('sends lines as lists, limits as numbers, and urgency only where it belongs', () => {
    const said = { ...blankEnding, outcome: 'treated', urgency: 'now', notes: 'n', differential: 'a\n\n b ', steps: 'rinse', watch: [{ what: 'breath', then: 'call', measure: 'respiratory-rate', below: '', above: '40' }, { what: '', then: '', measure: '', below: '', above: '' }] }
    expect(bodyOf(said)).toEqual({
      outcome: 'treated', notes: 'n',
      summary: { assessment: null, differential: ['a', 'b'], instructions: null, urgency: null, plan: { steps: ['rinse'], watch: [{ what: 'breath', then: 'call', measure: 'respiratory-rate', below: null, above: 40 }] } },
    })
    expect(bodyOf({ ...blankEnding, outcome: 'see-in-person', urgency: 'today' }).summary).toMatchObject({ urgency: 'today', plan: null })
  })
})

describe('a day', () => {
  it('shows free times that follow each other as one stretch', () => {
    const free = (start: string, end: string) => ({ kind: 'free', start, end }) as Schemas['VetDayEntry']
    const day = gathered([free('1', '2'), free('2', '3'), { kind: 'visit', start: '3', end: '4' } as Schemas['VetDayEntry'], free('4', '5')])
    expect(day.map(e => [e.kind, e.start, e.end, e.slots])).toEqual([['free', '1', '3', 2], ['visit', '3', '4', 1], ['free', '4', '5', 1]])
  })
})

describe('a picture that is shown in part', () => {
  it('stays inside the picture and gives its own pixels', () => {
    const part = windowOf(1600, 1200, 4, { x: 50, y: 1190 })
    expect(part).toEqual({ left: 0, top: 900, width: 400, height: 300 })
    const box = { left: 100, top: 100, width: 800, height: 600 }
    expect(toPicture({ x: 500, y: 400 }, wholeOf(box, part, 1600, 1200), 1600, 1200)).toEqual({ x: 200, y: 1050 })
  })
})
