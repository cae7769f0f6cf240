// What an owner has told so far of an animal.
import type { Schemas } from '../../api/client'
import { forget, keep, recall } from '../kept'

export interface Sign {
  readonly hours?: number
  readonly facts: Readonly<Record<string, number | boolean | string>>
}

export interface Draft {
  readonly step: number
  readonly complaint: string
  readonly signs: Readonly<Record<string, Sign>>
  readonly vitals: Readonly<Record<string, string>>
  readonly questions: readonly string[]
  readonly region: string
  readonly consent: boolean
}

export const empty: Draft = { step: 0, complaint: '', signs: {}, vitals: {}, questions: [], region: '', consent: false }

const key = (animalId: string): string => `intake:${animalId}`
/** Signs of days ago are no answer for today. */
const keptFor = 24 * 3600 * 1000

export function readDraft(animalId: string, now = Date.now()): Draft | null {
  const kept = recall<Partial<Draft>>(key(animalId), keptFor, now)
  return kept && { ...empty, ...kept }
}

export const writeDraft = (animalId: string, draft: Draft): void => keep(key(animalId), draft)
export const dropDraft = (animalId: string): void => forget(key(animalId))

/** The version of the words that the owner agrees to in `w.intake.consentWords`. */
export const consentVersion = '2026-11'

/** The draft as the API takes it. Blank vitals and questions are left out; a decimal comma is a point. */
export function toIntake(draft: Draft, device?: Schemas['IntakeDevice']): Schemas['TakeIntake'] {
  const vitals = Object.fromEntries(Object.entries(draft.vitals).filter(([, said]) => said.trim() !== '').map(([name, said]) => [name, Number(said.replace(',', '.'))]))
  return {
    complaint: draft.complaint.trim() || null,
    region: draft.region,
    consent: { textVersion: consentVersion },
    questions: draft.questions.map(q => q.trim()).filter(q => q !== ''),
    signs: Object.entries(draft.signs).map(([id, sign]) => ({ id, durationHours: (sign.hours ?? null) as never, facts: { ...sign.facts } as never })),
    vitals: vitals as Schemas['VitalsGiven'],
    ...(device ? { device } : {}),
  }
}
