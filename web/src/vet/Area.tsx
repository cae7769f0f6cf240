import type { JSX } from 'preact'
import { Route, Router } from 'preact-iso'
import { NotFound } from '../app'
import { api, ask } from '../api/client'
import { useAsk } from '../api/useAsk'
import { Frame } from '../ui/Frame'
import { Page } from '../ui/Page'
import { Badge, Card, Loaded } from '../ui/parts'
import { timeOf } from '../ui/time'
import { w } from './words'

/** The vet's pages. */
export default function Area(): JSX.Element {
  return (
    <Frame places={[{ href: '/vet', text: w.places.day }]}>
      <Router>
        <Route path="/" component={Day} />
        <Route default component={NotFound} />
      </Router>
    </Frame>
  )
}

function Day(): JSX.Element {
  const day = useAsk(() => ask(api().GET('/api/vets/me/day')), [])
  return (
    <Page title={w.day.title}>
      <Loaded of={day}>{view => view.entries.map(entry => <Card key={entry.start} snug><span class="numbers">{timeOf(entry.start, view.zone)} – {timeOf(entry.end, view.zone)}</span><Badge>{entry.kind}</Badge></Card>)}</Loaded>
    </Page>
  )
}
