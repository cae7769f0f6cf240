import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api, ask, type Schemas } from '../api/client'
import { useAsk } from '../api/useAsk'
import { ButtonLink, Notice } from '../ui/parts'
import { Page } from '../ui/Page'
import { useAnimal, visitHref } from './data'
import { Day } from './Day'
import { Duty } from './Duty'
import { Inbox } from './Inbox'
import { useNews } from './inbox'
import { WaitingRoom } from './WaitingRoom'
import { w } from './words'

/** Everything that happens today; it keeps itself up to date. */
export default function Home(): JSX.Element {
  const [turn, setTurn] = useState(0)
  const look = (): void => setTurn(n => n + 1)
  // The news can be ahead of the day's list by a moment: it is looked at again.
  useNews(news => {
    if (news.length === 0) return
    look()
    setTimeout(look, 2500)
  })
  // Not of the day's list: a visit that was taken from the waiting room holds no slot there.
  const mine = useAsk(() => ask(api().GET('/api/visits')).then(page => page.visits), [turn])
  const pressing = mine.value?.filter(visit => visit.status === 'started' || visit.status === 'checked-in') ?? []
  return (
    <Page title={w.home.title} wide>
      <Begin />
      {pressing.length > 0 && <section class="stack" aria-label={w.home.now}>{pressing.map(visit => <Pressing key={visit.id} visit={visit} />)}</section>}
      <Duty turn={turn} />
      <div class="columns">
        <div class="stack loose"><WaitingRoom turn={turn} /><Day turn={turn} /></div>
        <Inbox />
      </div>
    </Page>
  )
}

/** A visit that runs, or whose owner waits. */
function Pressing({ visit }: { visit: Schemas['VisitLine'] }): JSX.Element {
  const found = useAnimal(visit.animalId)
  const name = found?.name ?? w.home.unnamed
  return (
    <div class="card snug pressing">
      <div class="row spread">
        <h2>{visit.status === 'started' ? w.home.runs(name) : w.home.there(name)}</h2>
        <ButtonLink href={visitHref(visit.animalId, visit.id)}>{w.home.open}</ButtonLink>
      </div>
    </div>
  )
}

/** What a new vet has to do before owners can book. */
function Begin(): JSX.Element | null {
  const me = useAsk(() => ask(api().GET('/api/vets/me')), [])
  const licences = useAsk(() => ask(api().GET('/api/vets/me/licences')), [])
  if (!me.value || !licences.value) return null
  const steps = [
    { done: Boolean(me.value.name) && me.value.species.length > 0, text: w.home.begin.profile, href: '/vet/profile' },
    { done: Boolean(me.value.availability), text: w.home.begin.hours, href: '/vet/hours' },
    { done: licences.value.licences.length > 0, text: w.home.begin.licence, href: '/vet/profile#licences' },
  ]
  if (steps.every(step => step.done)) return null
  return (
    <Notice>
      <h2>{w.home.begin.title}</h2>
      <p>{w.home.begin.lead}</p>
      <ul class="stack tight">
        {steps.map(step => <li key={step.href}>{step.done ? step.text : <a href={step.href}>{step.text}</a>} <span class="small muted">({step.done ? w.home.begin.done : w.home.begin.open})</span></li>)}
      </ul>
    </Notice>
  )
}
