import type { JSX } from 'preact'
import { termOf } from '../i18n/terms'
import { Button } from '../ui/parts'
import { fromNow } from '../ui/time'
import { animalHref, useAnimal, visitHref } from './data'
import { factOf, type Item, markSeen, unread, useInbox } from './inbox'
import { w } from './words'

/** What happened lately, the newest first. */
export function Inbox(): JSX.Element {
  const inbox = useInbox()
  const fresh = unread(inbox)
  return (
    <section class="stack" aria-labelledby="inbox">
      <div class="row spread">
        <h2 id="inbox">{w.inbox.title} {fresh > 0 && <span class="badge info">{w.inbox.unread(fresh)}</span>}</h2>
        {fresh > 0 && <Button kind="quiet" onClick={markSeen}>{w.inbox.seen}</Button>}
      </div>
      <div class="card snug list" role="log" aria-label={w.inbox.title}>
        {inbox.items.length === 0 && <p class="muted">{w.inbox.nothing}</p>}
        <ul class="plain">{inbox.items.slice(0, 30).map((item, i) => <Line key={item.id} item={item} isNew={i < fresh} />)}</ul>
      </div>
      <p class="small muted row snug" role="status"><span class={inbox.down ? 'dot down' : 'dot'} />{inbox.down ? w.inbox.down : w.inbox.live}</p>
    </section>
  )
}

function Line({ item, isNew }: { item: Item; isNew: boolean }): JSX.Element {
  const [animalId, visitId, consultId] = [factOf(item, 'animalId'), factOf(item, 'visitId'), factOf(item, 'consultId')]
  // An offer names no animal: it is not this vet's yet.
  const isOffer = item.type === 'visit.offered'
  const found = useAnimal(isOffer ? null : animalId)
  const href = animalId && visitId
    ? consultId && item.type === 'consult.asked' ? `${visitHref(animalId, visitId)}/consults/${encodeURIComponent(consultId)}` : visitHref(animalId, visitId)
    : animalId ? animalHref(animalId) : undefined
  const words = <>{!isOffer && <span class="strong">{found?.name ?? w.home.unnamed}</span>} {termOf(w.inbox.types, item.type)} <span class="small muted">{fromNow(item.time)}</span></>
  return (
    <li class={isNew ? 'news fresh' : 'news'}>
      {isNew && <span class="visually-hidden">{w.inbox.isNew} </span>}
      {href ? <a href={href}>{words}</a> : <span>{words}</span>}
    </li>
  )
}
