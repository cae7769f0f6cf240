// The question that the law is asked before a vet prescribes, from the same facts as the server has; the server judges again when it is written.
import type { Schemas } from '../../api/client'

export interface Facts {
  readonly visit: Schemas['VisitView']
  readonly vetId: string
  readonly licences: readonly Schemas['Licence'][]
  readonly known: Schemas['RelationshipsView']
}

/** What a colleague of the same practice did is left out, which can only make the answer stricter. */
export function questionOf({ visit, vetId, licences, known }: Facts, today: string): Schemas['AskLaw'] {
  const { facts } = visit.law ?? {}
  const consentOn = facts?.consentOn ?? visit.bookedAt.slice(0, 10)
  return {
    region: visit.region, on: today, service: visit.service, channel: 'video', urgent: false, species: visit.species, complaint: facts?.complaint ?? visit.intakeId ?? null, consentOn,
    vet: { id: vetId, licences: licences.filter(one => !one.revoked).map(one => ({ region: one.region, until: one.validUntil })) },
    examinations: known.examinations.map(one => ({ vetId: one.vetId, on: one.on, complaint: one.complaint ?? null, samePractice: false })),
    starts: known.starts.map(one => ({ vetId: one.vetId, region: one.region, on: one.on, by: one.by, samePractice: false })),
  }
}

export interface Wanted {
  readonly days: number
  readonly refills: number
  readonly antimicrobial: boolean
  readonly asLabelled: boolean
  readonly product: string
  readonly class: string
}

export type LimitField = 'days' | 'refills' | 'antimicrobial' | 'asLabelled' | 'product' | 'class'

/** Which fields go beyond the law's limits, before anything is sent; a number is the limit. */
export function beyond(may: Schemas['Prescribing'], wanted: Wanted): Partial<Record<LimitField, number | true>> {
  const found: Partial<Record<LimitField, number | true>> = {}
  const over = (limit: number | null | undefined, value: number): limit is number => limit !== null && limit !== undefined && value > limit
  if (over(may.initialMaxDays, wanted.days)) found.days = may.initialMaxDays
  if (over(may.totalMaxDays, wanted.days) && (found.days === undefined || may.totalMaxDays < Number(found.days))) found.days = may.totalMaxDays
  if (over(may.renewals, wanted.refills)) found.refills = may.renewals
  if (wanted.antimicrobial && over(may.antimicrobialMaxDays, wanted.days)) {
    if (may.antimicrobialMaxDays === 0) found.antimicrobial = true
    else if (found.days === undefined || may.antimicrobialMaxDays < Number(found.days)) found.days = may.antimicrobialMaxDays
  }
  if (!wanted.asLabelled && !may.extralabel) found.asLabelled = true
  if (wanted.class.startsWith('schedule-') && !may.controlled) found.class = true
  if ((wanted.product === 'human-drug' && !may.humanDrugs) || (wanted.product === 'compounded' && !may.compounded) || (wanted.product === 'feed-directive' && !may.feedDirective)) found.product = true
  return found
}
