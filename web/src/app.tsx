import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { ErrorBoundary, lazy, LocationProvider, Route, Router, useLocation } from 'preact-iso'
import type { Role } from './auth/session'
import { homeOf, SignedIn, SignIn } from './auth/SignIn'
import { useSession } from './auth/useSession'
import { common } from './i18n/common'
import { Frame } from './ui/Frame'
import { ButtonLink } from './ui/parts'
import { Page } from './ui/Page'

// One chunk an area: an owner never loads the vet's pages.
const Owner = lazy(() => import('./owner/Area'))
const Vet = lazy(() => import('./vet/Area'))
const Practice = lazy(() => import('./practice/Area'))
const Shared = lazy(() => import('./shared/Shared'))

export function App(): JSX.Element {
  return (
    <LocationProvider>
      <ErrorBoundary onError={error => console.error(error)}>
        <Router>
          <Route path="/" component={Home} />
          <Route path="/sign-in" component={SignIn} />
          <Route path="/signed-in" component={SignedIn} />
          {areas.map(({ path, component }) => [<Route path={path} component={component} />, <Route path={`${path}/*`} component={component} />])}
          <Route path="/shared/:token" component={Shared} />
          <Route default component={NotFound} />
        </Router>
      </ErrorBoundary>
    </LocationProvider>
  )
}

/** An area for these roles; others are asked to sign in, and come back. */
function only(Area: () => JSX.Element, ...roles: Role[]): () => JSX.Element {
  return function Guarded() {
    const who = useSession()
    return who && roles.includes(who.role) ? <Area /> : <Go to={`/sign-in?back=${encodeURIComponent(location.pathname + location.search)}`} />
  }
}

// The router's /area/* is every page of an area but its first.
const areas = [
  { path: '/owner', component: only(Owner, 'owner') },
  { path: '/vet', component: only(Vet, 'vet') },
  { path: '/practice', component: only(Practice, 'staff', 'admin', 'vet') },
]

function Home(): JSX.Element {
  const who = useSession()
  return <Go to={who ? homeOf(who.role) : '/sign-in'} />
}

function Go({ to }: { to: string }): JSX.Element {
  const { route } = useLocation()
  useEffect(() => route(to, true), [to])
  return <Frame>{null}</Frame>
}

/** `inside`: within an area, whose frame stands already. */
export function NotFound({ inside = false }: { inside?: boolean }): JSX.Element {
  const page = <Page title={common.notFound.title} lead={common.notFound.body}><div><ButtonLink href="/">{common.notFound.home}</ButtonLink></div></Page>
  return inside ? page : <Frame>{page}</Frame>
}
