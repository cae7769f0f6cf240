// How far a check-in is answered, kept on this device until it is done.
import type { Schemas } from '../../api/client'
import { privately } from '../../auth/session'
import type { Sign } from '../intake/draft'
import { forget, keep, recall } from '../kept'
import { type Safety, unanswered } from './safety'

export interface CheckInDraft {
  readonly said: Safety
  /** Red flags that are there. */
  readonly chosen: Readonly<Record<string, Sign>>
  /** "None of these." */
  readonly none: boolean
}

type Of = Pick<Schemas['VisitView'], 'id' | 'region'>

export const blank = (region: string): CheckInDraft => ({ said: unanswered(region), chosen: {}, none: false })

const key = (visit: Of): string => `${privately('check-in')}${visit.id}`
/** Who drove an hour ago may have arrived, and an animal that was well may not be. */
const keptFor = 3600 * 1000

export function readCheckIn(visit: Of, now = Date.now()): CheckInDraft | null {
  const kept = recall<CheckInDraft>(key(visit), keptFor, now)
  // An answer that was not given is not in what was kept.
  return kept && { ...kept, said: { ...unanswered(visit.region), ...kept.said } }
}

export const writeCheckIn = (visit: Of, draft: CheckInDraft): void => keep(key(visit), draft)
export const dropCheckIn = (visit: Of): void => forget(key(visit))
