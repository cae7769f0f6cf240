import type { JSX } from 'preact'
import { useAsk } from '../api/useAsk'
import { Page } from '../ui/Page'
import { Loaded } from '../ui/parts'
import { getAnimals, getVisits, isOpen } from './data'
import { VisitCard } from './VisitCard'
import { w } from './words'

export function Visits(): JSX.Element {
  const all = useAsk(async () => ({ visits: await getVisits(), animals: await getAnimals() }), [])
  return (
    <Page title={w.visits.title}>
      <Loaded of={all}>{({ visits, animals }) => {
        const open = visits.filter(isOpen).sort((a, b) => a.start.localeCompare(b.start))
        const past = visits.filter(v => !isOpen(v)).sort((a, b) => b.start.localeCompare(a.start))
        return <>
          <section class="stack" aria-labelledby="open"><h2 id="open">{w.visits.coming}</h2>{open.length === 0 ? <p class="muted">{w.visits.none}</p> : open.map(v => <VisitCard key={v.id} visit={v} animal={animals.find(a => a.id === v.animalId)} />)}</section>
          {past.length > 0 && <section class="stack" aria-labelledby="past"><h2 id="past">{w.visits.past}</h2>{past.map(v => <VisitCard key={v.id} visit={v} animal={animals.find(a => a.id === v.animalId)} />)}</section>}
        </>
      }}</Loaded>
    </Page>
  )
}
