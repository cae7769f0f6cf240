import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api, ask, type Schemas } from '../api/client'
import { useAsk } from '../api/useAsk'
import { terms, termOf } from '../i18n/terms'
import { Button, Failure, LevelBadge, Loaded, speciesName } from '../ui/parts'
import { Page } from '../ui/Page'
import { momentOf } from '../ui/time'
import { useAnimal, visitHref } from './data'
import { StatusBadge } from './Day'
import { w } from './words'

type Line = Schemas['VisitLine']

/** All visits, the latest first. */
export default function Visits(): JSX.Element {
  const first = useAsk(() => ask(api().GET('/api/visits')), [])
  const [more, setMore] = useState<{ readonly lines: readonly Line[]; readonly cursor: string | null }>()
  const [failed, setFailed] = useState<unknown>()
  const cursor = more ? more.cursor : first.value?.cursor
  const earlier = (): void => {
    if (!cursor) return
    ask(api().GET('/api/visits', { params: { query: { cursor } } }))
      .then(page => setMore({ lines: [...(more?.lines ?? []), ...page.visits], cursor: page.cursor }), setFailed)
  }
  return (
    <Page title={w.visits.title}>
      <Loaded of={first}>{page => page.visits.length === 0
        ? <p class="muted">{w.visits.nothing}</p>
        : <ul class="plain stack tight">{[...page.visits, ...(more?.lines ?? [])].map(line => <li key={`${line.id}${line.start}`}><VisitCard line={line} /></li>)}</ul>}
      </Loaded>
      <Failure failed={failed} />
      {cursor && <div><Button kind="second" onClick={earlier}>{w.visits.more}</Button></div>}
    </Page>
  )
}

function VisitCard({ line }: { line: Line }): JSX.Element {
  const found = useAnimal(line.animalId)
  return (
    <a class="card snug" href={visitHref(line.animalId, line.id)}>
      <span class="row spread"><span class="strong">{found?.name ?? w.home.unnamed}</span><StatusBadge status={line.status} /></span>
      <span class="small muted">{[momentOf(line.start), speciesName(line.species), termOf(terms.services, line.service), line.region].join(' · ')}</span>
      {line.level && <span><LevelBadge level={line.level} /></span>}
    </a>
  )
}
