// What an entry of a record says, as terms and texts. Known types say what matters of them; one that this page never heard of shows its plain members.
import { common } from '../i18n/common'
import { terms, termOf } from '../i18n/terms'
import { dateOf, momentOf, number, plainDate } from '../ui/time'
import { w } from './words'

export type Fact = readonly [term: string, texts: readonly string[]]

type Members = Readonly<Record<string, unknown>>
const members = (value: unknown): Members => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Members) : {})
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value])
const texts = (value: unknown): string[] => list(value).map(text).filter(one => one !== '')

/** "telemedicineSuitable" is "Telemedicine suitable". */
export function readable(member: string): string {
  const words = member.replace(/([A-Z])/g, ' $1').replace(/-/g, ' ').toLowerCase().trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const term = (member: string): string => (w.terms as Record<string, string>)[member] ?? readable(member)

/** A plain value as people read it. */
export function text(value: unknown): string {
  if (typeof value === 'boolean') return value ? w.yes : w.no
  if (typeof value === 'number') return number(value, 2)
  if (typeof value !== 'string') return ''
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return plainDate(value)
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value)) return momentOf(value)
  return value
}

/** Ids, marks of versions and what only the system needs say nothing to a reader. */
const inside = /(Id|Ids|Version|Hash)$|^(hold|sequence|bytes|attempt|pictures|figures|plane|outline|law|facts|zone|animal|consent|fee|device|algorithm|orientation|by)$/

export function plainFacts(what: unknown): Fact[] {
  return Object.entries(members(what)).flatMap(([name, value]): Fact[] => {
    if (inside.test(name)) return []
    const said = list(value).flatMap(one => (one !== null && typeof one === 'object' ? plainFacts(one).map(([t, all]) => `${t}: ${all.join(', ')}`) : texts(one)))
    return said.length > 0 ? [[term(name), said]] : []
  })
}

const pick = (what: Members, ...names: string[]): Fact[] => names.map((name): Fact => [term(name), texts(what[name])])

const known: Readonly<Record<string, (what: Members) => Fact[]>> = {
  'intake.taken': what => {
    const answer = members(what['answer'])
    return [
      [term('complaint'), texts(what['complaint'])],
      [term('answer'), [termOf(common.levels, answer['level'] as string)]],
      [term('reasons'), list(answer['reasons']).map(one => text(members(one)['advice']))],
      [term('vitals'), Object.entries(members(what['vitals'])).filter(([, value]) => typeof value === 'number').map(([name, value]) => `${termOf(terms.measures, name)}: ${text(value)}`)],
      [term('questions'), texts(what['questions'])],
    ]
  },
  'visit.booked': what => [[term('start'), texts(what['start'])], [term('service'), [termOf(terms.services, what['service'] as string)]], ...pick(what, 'reason')],
  'visit.requested': what => [[term('service'), [termOf(terms.services, what['service'] as string)]], ...pick(what, 'reason')],
  'visit.ended': what => {
    const [summary, plan] = [members(what['summary']), members(members(what['summary'])['plan'])]
    return [
      [term('outcome'), [termOf(terms.outcomes, what['outcome'] as string)]],
      ...pick(summary, 'assessment'),
      ...pick(what, 'notes'),
      ...pick(summary, 'differential', 'instructions'),
      [term('urgency'), summary['urgency'] ? [termOf(terms.urgency, summary['urgency'] as string)] : []],
      ...pick(plan, 'steps'),
      [term('watch'), list(plan['watch']).map(one => w.whatThen(text(members(one)['what']), text(members(one)['then'])))],
      ...pick(plan, 'followUpOn'),
    ]
  },
  'prescription.written': what => {
    const [drug, dosing, supply] = [members(what['drug']), members(what['dosing']), members(what['supply'])]
    return [
      [term('drug'), [[drug['name'], drug['strength'], drug['form']].map(text).filter(Boolean).join(' · ')]],
      [term('directions'), [`${text(dosing['directions'])} (${w.every(text(dosing['everyHours']), text(dosing['days']))})`]],
      [term('supply'), [`${text(supply['quantity'])} ${text(supply['unit'])}`]],
      ...pick(what, 'expiresOn'),
    ]
  },
  'home-finding.reported': what => [[term('stepId'), [readable(text(what['stepId']))]], [term('findings'), [[text(what['number']), text(what['unit'])].filter(Boolean).join(' '), text(what['choice']), text(what['words'])].filter(Boolean)]],
  'home-examination.sent': what => [[term('stepId'), [readable(text(what['stepId']))]], ...pick(what, 'note')],
  'vcpr.started': what => [[term('how'), [termOf(terms.cameAbout, what['by'] as string)]], [term('confirmed'), list(what['confirmed']).map(one => termOf(terms.steps, one as string))], ...pick(what, 'seeInPersonBy')],
  'readings.taken': what => {
    const all = list(what['readings']).map(members)
    return [[term('readings'), [
      ...all.slice(0, 6).map(one => `${termOf(terms.measures, one['kind'] as string)}: ${[text(one['value']), one['diastolic'] ? `/ ${text(one['diastolic'])}` : '', text(one['unit']), text(one['note'])].filter(Boolean).join(' ')} (${dateOf(one['at'] as string)})`),
      ...(all.length > 6 ? [w.more(all.length - 6)] : []),
    ]]]
  },
  'wound.measured': what => [[term('woundId'), texts(what['woundId'])], [term('area'), [`${text(members(what['measured'])['areaMm2'] ?? what['areaMm2'])} mm²`]]],
  'message.sent': what => pick(what, 'text'),
  'messages.read': () => [],
  'call.requested': () => [],
  'fee.decided': what => [[term('outcome'), [termOf(terms.outcomes, what['reason'] as string)]]],
  'share.made': what => pick(what, 'expiresAt'),
  'photo.requested': what => pick(what, 'series', 'complaint'),
  'photo.ready': what => pick(what, 'takenAt'),
  'photo.judged': what => [[term('verdict'), [termOf(terms.verdicts, what['verdict'] as string)]]],
}

/** What the entry says; terms with nothing to say are left out. */
export const factsOf = (type: string, what: unknown): Fact[] => (known[type]?.(members(what)) ?? plainFacts(what)).filter(([, all]) => all.some(one => one !== '' && one !== '—'))
