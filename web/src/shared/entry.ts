// What one entry of the record says to a person, by its type; an entry of a type that is not known here says its plain members.
import { common } from '../i18n/common'
import { terms } from '../i18n/terms'
import { momentOf, money, number, plainDate } from '../ui/time'
import { w } from './words'

type What = Readonly<Record<string, unknown>>
export type Fact = readonly [label: string, text: string]

/** Steps that only a machine took; shown when every step is asked for. */
export const quiet: ReadonlySet<string> = new Set([
  'photo.attempted', 'photo.interrupted', 'call.step-claimed', 'call.step-reported', 'call.placed', 'video.faltered', 'photo.requested', 'messages.read', 'connection.tested', 'visit.offered', 'visit.offer-ended', 'share.viewed', 'video.quality', 'consents.given', 'visit.confirmed', 'visit.reminded',
])

const m = w.members
const text = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? number(value, 3) : typeof value === 'boolean' ? (value ? w.yes : w.no) : '')
const of = (what: unknown, name: string): unknown => (what !== null && typeof what === 'object' ? (what as What)[name] : undefined)
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const lines = (value: unknown): string => list(value).map(text).filter(Boolean).join('\n')
const known = (words: Readonly<Record<string, string>>, id: unknown): string => (typeof id === 'string' ? (words[id] ?? sentence(id)) : '')

const told: Readonly<Record<string, (what: What) => readonly Fact[]>> = {
  'intake.taken': what => [
    [m.complaint, text(what['complaint'])],
    [m.signs, list(what['signs']).map(sign => sentence(text(of(sign, 'id')))).join('\n')],
    [m.level, known(common.levels, of(what['answer'], 'level'))],
    [m.answer, text(of(what['answer'], 'ownerText'))],
    [m.reasons, list(of(what['answer'], 'reasons')).map(reason => text(of(reason, 'advice'))).join('\n')],
    [m.questions, lines(what['questions'])],
  ],
  'visit.booked': what => [[m.start, when(what['start'])], [m.service, known(w.services, what['service'])], [m.reason, text(what['reason'])]],
  'visit.rescheduled': what => [[m.start, when(what['start'])]],
  'visit.ended': what => {
    const [summary, plan] = [what['summary'], of(what['summary'], 'plan')]
    return [
      [m.outcome, known(w.outcomes, what['outcome'])], [m.assessment, text(of(summary, 'assessment'))], [m.differential, lines(of(summary, 'differential'))], [m.notes, text(what['notes'])],
      [m.instructions, text(of(summary, 'instructions'))], [m.plan, lines(of(plan, 'steps'))],
      [m.watch, list(of(plan, 'watch')).map(one => `${text(of(one, 'what'))}: ${text(of(one, 'then'))}`).join('\n')], [m.followUpOn, day(of(plan, 'followUpOn'))],
    ]
  },
  'prescription.written': what => [
    [m.drug, [text(of(what['drug'], 'name')), text(of(what['drug'], 'strength')), text(of(what['drug'], 'form'))].filter(Boolean).join(', ')],
    [m.dosing, text(of(what['dosing'], 'directions'))], [m.supply, `${text(of(what['supply'], 'quantity'))} ${text(of(what['supply'], 'unit'))}`.trim()],
  ],
  'readings.taken': what => [[m.value, list(what['readings']).map(reading).join('\n')]],
  'wound.measured': what => [[m.what, text(what['woundId'])], [m.area, typeof of(what['measured'], 'areaMm2') === 'number' ? `${text(of(what['measured'], 'areaMm2'))} mm²` : '']],
  'vcpr.started': what => [[m.confirmed, list(what['confirmed']).map(step => known(terms.steps, step)).join('\n')]],
  'photo.ready': () => [],
  'photo.judged': what => [[m.verdict, known(w.verdicts, what['verdict'])]],
  'home-finding.reported': what => [[m.what, sentence(text(what['stepId']))], [m.value, text(what['number']) || sentence(text(what['choice'])) || text(what['words'])]],
  'home-examination.sent': what => [[m.what, sentence(text(what['stepId']))], [m.note, text(what['note'])]],
  'fee.decided': what => [[m.kind, known(w.fees, what['kind'])], [m.supply, typeof what['amountMinor'] === 'number' && what['amountMinor'] > 0 ? money(what['amountMinor'], text(what['currency'])) : '']],
  'refill.refused': what => [[m.reason, text(what['text'])]],
  'share.made': what => [[m.until, when(what['expiresAt'])]],
}

/** The facts of an entry, empty ones left out. */
export function factsOf(type: string, what: unknown): readonly Fact[] {
  const members = (what ?? {}) as What
  const facts = told[type]?.(members) ?? plain(members)
  return facts.filter(([, said]) => said !== '')
}

/** `visit.ran-late` and `ranLate` become "Visit ran late" and "Ran late". */
export function sentence(name: string): string {
  const words = name.replace(/[._-]/g, ' ').replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Members that a person can read: no ids, no machine's figures, no nesting. */
const plain = (what: What): readonly Fact[] =>
  Object.entries(what).flatMap(([name, value]) => (/(^id$|Id$|Hash$|Version$|^hold$|^by$|^from$|^to$|^tells$)/.test(name) || text(value) === '' ? [] : [[(m as Readonly<Record<string, string>>)[name] ?? sentence(name), shown(value)] as const]))

const shown = (value: unknown): string => (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? momentOf(value) : typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? plainDate(value) : text(value))
const when = (value: unknown): string => (typeof value === 'string' ? momentOf(value) : '')
const day = (value: unknown): string => (typeof value === 'string' ? plainDate(value) : '')
const reading = (one: unknown): string => {
  const low = of(one, 'diastolic')
  return [sentence(text(of(one, 'kind'))) + ':', text(of(one, 'value')) + (low == null ? '' : `/${text(low)}`), text(of(one, 'unit')), text(of(one, 'note'))].filter(Boolean).join(' ')
}
