// Questions that several of the owner's pages ask.
import { api, ask, type Schemas } from '../api/client'
import { isCode } from '../api/problem'

export type Animal = Schemas['AnimalView']
export type Owner = Schemas['Owner']
export type Visit = Schemas['VisitView']

export const getAnimals = (): Promise<readonly Animal[]> => ask(api().GET('/api/animals')).then(list => list.animals)
export const getAnimal = (animalId: string): Promise<Animal> => ask(api().GET('/api/animals/{animalId}', { params: { path: { animalId } } }))
export const getVisit = (animalId: string, visitId: string): Promise<Visit> =>
  ask(api().GET('/api/animals/{animalId}/visits/{visitId}', { params: { path: { animalId, visitId } } }))
export const getVisits = (): Promise<readonly Schemas['VisitLine'][]> => ask(api().GET('/api/visits', { params: { query: { limit: '100' } } })).then(page => page.visits)

/** The owner's profile; null before there is one. */
export const getOwner = (): Promise<Owner | null> =>
  ask(api().GET('/api/owners/me')).catch((failed: unknown) => {
    if (isCode(failed, 'not-found')) return null
    throw failed
  })

/** A phone number as it was typed, without its spaces and marks; null when nothing was. */
export const phoneNumber = (typed: string): string | null => typed.replace(/[\s()-]/g, '') || null

/** Visits that are still to come or going on. */
export const isOpen = (visit: { readonly status: string }): boolean => ['waiting', 'booked', 'checked-in', 'started'].includes(visit.status)

export const at = {
  home: '/owner',
  profile: '/owner/profile',
  animal: (id: string) => `/owner/animals/${id}`,
  edit: (id: string) => `/owner/animals/${id}/edit`,
  ask: (id: string) => `/owner/animals/${id}/ask`,
  answer: (id: string, intakeId: string) => `/owner/animals/${id}/answers/${intakeId}`,
  book: (id: string, intakeId: string) => `/owner/animals/${id}/book/${intakeId}`,
  photos: (id: string) => `/owner/animals/${id}/photos`,
  readings: (id: string) => `/owner/animals/${id}/readings`,
  prescriptions: (id: string) => `/owner/animals/${id}/prescriptions`,
  record: (id: string) => `/owner/animals/${id}/record`,
  sharing: (id: string) => `/owner/animals/${id}/sharing`,
  visits: '/owner/visits',
  visit: (id: string, visitId: string) => `/owner/animals/${id}/visits/${visitId}`,
  move: (id: string, visitId: string) => `/owner/animals/${id}/visits/${visitId}/move`,
  test: (id: string, visitId: string) => `/owner/animals/${id}/visits/${visitId}/test`,
  room: (id: string, visitId: string) => `/owner/animals/${id}/visits/${visitId}/room`,
  law: (region: string) => `/owner/law/${region}`,
}
