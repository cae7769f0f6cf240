import type { JSX } from 'preact'
import { Route, Router } from 'preact-iso'
import { NotFound } from '../app'
import { Frame } from '../ui/Frame'
import { Page } from '../ui/Page'
import { w } from './words'

/** The pages of a practice's staff and of administrators. */
export default function Area(): JSX.Element {
  return (
    <Frame places={[{ href: '/practice', text: w.places.home }]}>
      <Router>
        <Route path="/" component={() => <Page title={w.home.title}>{null}</Page>} />
        <Route default component={NotFound} />
      </Router>
    </Frame>
  )
}
