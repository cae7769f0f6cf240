import type { JSX } from 'preact'
import { useAsk } from '../api/useAsk'
import { Plus } from '../ui/icons'
import { Page } from '../ui/Page'
import { Badge, ButtonLink, Loaded, speciesName } from '../ui/parts'
import { Face } from './Face'
import { at, getAnimals, getVisits, isOpen } from './data'
import { VisitCard } from './VisitCard'
import { w } from './words'

/** The owner's first page: the animals, and what is next. */
export function Animals(): JSX.Element {
  const animals = useAsk(getAnimals, [])
  const visits = useAsk(getVisits, [])
  const next = visits.value?.filter(isOpen).sort((a, b) => a.start.localeCompare(b.start)) ?? []
  return (
    <Page title={w.animals.title} lead={animals.value?.length === 0 ? w.animals.none : w.animals.lead}>
      {next.length > 0 && (
        <section class="stack" aria-labelledby="next">
          <h2 id="next">{w.animals.next}</h2>
          {next.slice(0, 3).map(visit => <VisitCard key={visit.id} visit={visit} animal={animals.value?.find(a => a.id === visit.animalId)} />)}
        </section>
      )}
      <Loaded of={animals}>{list => (
        <ul class="grid plain">
          {list.map(one => (
            <li key={one.id} class="flat">
              <a class="card snug animal" href={at.animal(one.id)}>
                <Face species={one.species} />
                <span class="stack tight">
                  <strong class="large">{one.name}</strong>
                  <span class="muted">{[speciesName(one.species), one.breed].filter(Boolean).join(' · ')}</span>
                  {one.diedOn && <Badge>{w.animals.died}</Badge>}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}</Loaded>
      <div><ButtonLink href="/owner/animals/new" kind={animals.value?.length === 0 ? 'main' : 'second'}><Plus />{w.animals.add}</ButtonLink></div>
    </Page>
  )
}
