import type { Schemas } from '../../api/client'

/** Check-in opens half an hour before the visit; milliseconds since 1970. */
export const opensAt = (visit: Pick<Schemas['VisitView'], 'start'>): number => new Date(visit.start).getTime() - 30 * 60_000

/** The answers to the safety questions, as far as they are given. */
export interface Safety {
  readonly driving: boolean | undefined
  readonly animalHere: boolean | undefined
  readonly region: string
  readonly where: string
  readonly numberRight: boolean | undefined
}

export const unanswered = (region: string): Safety => ({ driving: undefined, animalHere: undefined, region, where: '', numberRight: undefined })

/** What stands in the way of a visit, said as soon as it is answered; the API says it again. */
export function stopOf(said: Safety, booked: string): 'driving' | 'away' | 'elsewhere' | undefined {
  if (said.driving === true) return 'driving'
  if (said.animalHere === false) return 'away'
  return said.region !== '' && said.region !== booked ? 'elsewhere' : undefined
}

/** The answers as the API takes them; undefined while one is missing. */
export function toSafety(said: Safety): Schemas['SafetyAnswers'] | undefined {
  const { driving, animalHere, region, numberRight } = said
  if (driving === undefined || animalHere === undefined || numberRight === undefined || region === '') return undefined
  return { driving, animalHere, region, callBackNumberRight: numberRight, where: said.where.trim() || null }
}
