// The end of a visit: what the vet has written, kept until then, and what is still missing before the API would take it.
import type { Schemas } from '../../api/client'

export interface Watch {
  readonly what: string
  readonly then: string
  /** A measure such as `respiratory-rate`; none for a sign in words. */
  readonly measure: string
  readonly below: string
  readonly above: string
}

export interface Ending {
  readonly notes: string
  readonly assessment: string
  readonly differential: string
  readonly instructions: string
  readonly steps: string
  readonly watch: readonly Watch[]
  readonly followUpOn: string
  readonly outcome: string
  readonly urgency: string
}

export const blankEnding: Ending = { notes: '', assessment: '', differential: '', instructions: '', steps: '', watch: [], followUpOn: '', outcome: '', urgency: '' }
export const blankWatch: Watch = { what: '', then: '', measure: '', below: '', above: '' }

/** Outcomes with which no medicine was practised: the relationship's steps are not needed for them. */
const withoutMedicine = ['emergency-referred', 'could-not-treat', 'interrupted']

export type Missing = 'outcome' | 'urgency' | 'watch' | 'steps'

/** What is missing, in the order of the page. `stepsOpen`: this visit begins the relationship and its steps are not confirmed. */
export function missing(said: Ending, stepsOpen: boolean): Missing[] {
  const found: Missing[] = []
  if (!said.outcome) found.push('outcome')
  if (said.outcome === 'see-in-person' && !said.urgency) found.push('urgency')
  if (said.outcome === 'watch-at-home' && !said.watch.some(one => one.what.trim() && one.then.trim())) found.push('watch')
  if (stepsOpen && said.outcome && !withoutMedicine.includes(said.outcome)) found.push('steps')
  return found
}

const lines = (text: string): string[] => text.split('\n').map(line => line.trim()).filter(Boolean)
const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text))

export function bodyOf(said: Ending): Schemas['EndVisit'] {
  const watch = said.watch.filter(one => one.what.trim() || one.then.trim()).map(one => ({
    what: one.what, then: one.then, ...(one.measure ? { measure: one.measure, below: numberOf(one.below), above: numberOf(one.above) } : {}),
  }))
  const steps = lines(said.steps)
  const plan = steps.length > 0 || watch.length > 0 || said.followUpOn ? { steps, watch, ...(said.followUpOn ? { followUpOn: said.followUpOn } : {}) } : null
  return {
    outcome: said.outcome, notes: said.notes || null,
    summary: {
      assessment: said.assessment || null, differential: lines(said.differential), instructions: said.instructions || null,
      urgency: said.outcome === 'see-in-person' ? (said.urgency as Schemas['SeeInPerson']) : null, plan,
    },
  }
}
