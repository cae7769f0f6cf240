import type { JSX } from 'preact'
import { Route, Router } from 'preact-iso'
import { NotFound } from '../app'
import { api, ask } from '../api/client'
import { useAsk } from '../api/useAsk'
import { Frame } from '../ui/Frame'
import { Page } from '../ui/Page'
import { Card, Loaded, speciesName } from '../ui/parts'
import { w } from './words'

/** The owner's pages. */
export default function Area(): JSX.Element {
  return (
    <Frame places={[{ href: '/owner', text: w.places.animals }]}>
      <Router>
        <Route path="/" component={Animals} />
        <Route default component={NotFound} />
      </Router>
    </Frame>
  )
}

function Animals(): JSX.Element {
  const animals = useAsk(() => ask(api().GET('/api/animals')), [])
  return <Page title={w.animals.title}><Loaded of={animals}>{list => list.animals.map(one => <Card key={one.id} snug><h2>{one.name}</h2><p>{speciesName(one.species)}</p></Card>)}</Loaded></Page>
}
