import type { ComponentChildren, JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { useAsk } from '../api/useAsk'
import { Camera, Chart, Document, Link, Pill } from '../ui/icons'
import { Page } from '../ui/Page'
import { ButtonLink, Loaded, speciesName } from '../ui/parts'
import { number, plainDate } from '../ui/time'
import { at, getAnimal, getVisits, isOpen } from './data'
import { Face } from './Face'
import { readDraft } from './intake/draft'
import { VisitCard } from './VisitCard'
import { w } from './words'

const t = w.home

/** One animal: ask first, then what is kept of it. */
export function AnimalHome(): JSX.Element {
  const id = useRoute().params['animalId'] ?? ''
  const animal = useAsk(() => getAnimal(id), [id])
  const visits = useAsk(() => getVisits().then(all => all.filter(v => v.animalId === id)), [id])
  const open = visits.value?.filter(isOpen) ?? []
  const past = visits.value?.filter(v => !isOpen(v)).sort((a, b) => b.start.localeCompare(a.start)).slice(0, 3) ?? []
  return (
    <Page title={animal.value?.name ?? t.title} back={at.home}>
      <Loaded of={animal}>{one => <>
        <div class="row animal-head">
          <Face species={one.species} />
          <p class="muted">{[speciesName(one.species), one.breed, one.birthDate && t.born(plainDate(one.birthDate)), one.weightKg && `${number(one.weightKg)} kg`].filter(Boolean).join(' · ')}<br /><a href={at.edit(id)}>{t.edit}</a></p>
        </div>
        {!one.diedOn && (
          <section class="card ask" aria-labelledby="ask">
            <h2 id="ask">{t.ask}</h2>
            <p>{t.askLead}</p>
            <div><ButtonLink href={at.ask(id)} big>{readDraft(id) ? t.goOn : t.begin(one.name)}</ButtonLink></div>
          </section>
        )}
        {open.length > 0 && <section class="stack" aria-labelledby="coming"><h2 id="coming">{t.coming}</h2>{open.map(v => <VisitCard key={v.id} visit={v} animal={undefined} />)}</section>}
        <section aria-labelledby="kept" class="stack">
          <h2 id="kept">{t.kept}</h2>
          <ul class="grid plain tiles">
            <Tile href={at.photos(id)} icon={<Camera />} title={t.photos} about={t.photosAbout} />
            <Tile href={at.readings(id)} icon={<Chart />} title={t.readings} about={t.readingsAbout} />
            <Tile href={at.prescriptions(id)} icon={<Pill />} title={t.prescriptions} about={t.prescriptionsAbout} />
            <Tile href={at.record(id)} icon={<Document />} title={t.record} about={t.recordAbout} />
            <Tile href={at.sharing(id)} icon={<Link />} title={t.sharing} about={t.sharingAbout} />
          </ul>
        </section>
        {past.length > 0 && <section class="stack" aria-labelledby="past"><h2 id="past">{t.past}</h2>{past.map(v => <VisitCard key={v.id} visit={v} animal={undefined} />)}</section>}
      </>}</Loaded>
    </Page>
  )
}

const Tile = ({ href, icon, title, about }: { href: string; icon: ComponentChildren; title: string; about: string }): JSX.Element => (
  <li class="flat"><a class="card snug tile" href={href}><span class="tile-icon">{icon}</span><span><strong>{title}</strong><br /><span class="muted small">{about}</span></span></a></li>
)
