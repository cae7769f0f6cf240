import type { Schemas } from '../api/client'
import { terms } from '../i18n/terms'
import { speciesName } from '../ui/parts'
import { number, plainDate } from '../ui/time'

/** "Dog, Beagle · male, neutered · born May 14, 2020 · 12.5 kg" */
export function described(of: Pick<Schemas['AnimalView'], 'species' | 'breed' | 'sex' | 'neutered' | 'birthDate' | 'weightKg'> & { readonly diedOn?: string | null }): string {
  const words = [of.breed ? `${speciesName(of.species)}, ${of.breed}` : speciesName(of.species)]
  if (of.sex !== 'unknown') words.push([terms.sex[of.sex], of.neutered === true ? terms.neutered : of.neutered === false ? terms.notNeutered : ''].filter(Boolean).join(', '))
  if (of.birthDate) words.push(terms.born(plainDate(of.birthDate)))
  if (of.weightKg) words.push(terms.kg(number(of.weightKg, 2)))
  if (of.diedOn) words.push(terms.died(plainDate(of.diedOn)))
  return words.join(' · ')
}
