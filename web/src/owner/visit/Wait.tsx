import type { JSX } from 'preact'
import { Clock } from '../../ui/icons'
import { ButtonLink, Card } from '../../ui/parts'
import { fromNow, timeOf } from '../../ui/time'
import { at, type Visit } from '../data'
import { w } from '../words'

const t = w.wait

/** The wait for a booked visit: it begins when the vet opens it. */
export function Wait({ visit }: { visit: Visit }): JSX.Element {
  const late = Date.now() > new Date(visit.start).getTime()
  return (
    <Card label={t.title}>
      <div class="row icon-line"><Clock /><h2>{t.title}</h2></div>
      <p role="status" class="large">{late ? t.soon : t.startsAt(timeOf(visit.start), fromNow(visit.start))}</p>
      <p class="muted">{t.stay}</p>
      <div class="actions">
        <ButtonLink kind="second" href={at.test(visit.animalId, visit.id)}>{w.visit.test}</ButtonLink>
        <ButtonLink kind="second" href={`${at.photos(visit.animalId)}?visitId=${visit.id}`}>{w.visit.photos}</ButtonLink>
      </div>
      <p class="small muted">{t.worse} <a href={at.ask(visit.animalId)}>{t.tellAgain}</a></p>
    </Card>
  )
}
