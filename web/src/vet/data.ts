// What several of the vet's pages ask for.
import { useEffect, useState } from 'preact/hooks'
import { api, ask, type Schemas } from '../api/client'

export type Animal = Schemas['AnimalView']
export type Visit = Schemas['VisitView']

const asked = new Map<string, Promise<Animal>>()

/** An animal's face: asked once, for names in lists. Of a visit that was booked this moment it is asked once more, for the vet's right to see it comes with the visit. */
export function animal(animalId: string): Promise<Animal> {
  let found = asked.get(animalId)
  if (!found) {
    const look = (): Promise<Animal> => ask(api().GET('/api/animals/{animalId}', { params: { path: { animalId } } }))
    found = look().catch(() => new Promise<void>(done => setTimeout(done, 2500)).then(look))
    asked.set(animalId, found)
    found.catch(() => asked.delete(animalId))
  }
  return found
}

/** Undefined until it is known, and for ever where this vet may not see the animal any more. */
export function useAnimal(animalId: string | null | undefined): Animal | undefined {
  const [known, setKnown] = useState<Animal>()
  useEffect(() => {
    let mine = true
    setKnown(undefined)
    if (animalId) animal(animalId).then(found => mine && setKnown(found), () => undefined)
    return () => void (mine = false)
  }, [animalId])
  return known
}

export const animalHref = (animalId: string): string => `/vet/animals/${encodeURIComponent(animalId)}`
export const visitHref = (animalId: string, visitId: string): string => `${animalHref(animalId)}/visits/${encodeURIComponent(visitId)}`
