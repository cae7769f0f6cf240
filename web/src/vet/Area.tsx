import type { JSX } from 'preact'
import { lazy, Route, Router } from 'preact-iso'
import { NotFound } from '../app'
import { Frame } from '../ui/Frame'
import Home from './Home'
import { useInbox } from './inbox'
import './vet.css'
import { w } from './words'

// The day comes first and at once; the rest when it is wanted.
const Visits = lazy(() => import('./Visits'))
const AnimalPage = lazy(() => import('./animal/AnimalPage'))
const VisitPage = lazy(() => import('./visit/VisitPage'))
const ConsultPage = lazy(() => import('./visit/ConsultPage'))
const Hours = lazy(() => import('./hours/HoursPage'))
const Profile = lazy(() => import('./ProfilePage'))

/** The vet's pages. */
export default function Area(): JSX.Element {
  // One long poll for as long as a page of the area is open.
  useInbox()
  return (
    <Frame
      places={[
        { href: '/vet', text: w.places.day }, { href: '/vet/visits', text: w.places.visits }, { href: '/vet/hours', text: w.places.hours },
        { href: '/vet/profile', text: w.places.profile }, { href: '/practice', text: w.places.practice },
      ]}
    >
      <Router>
        <Route path="/" component={Home} />
        <Route path="/visits" component={Visits} />
        <Route path="/animals/:animalId" component={AnimalPage} />
        <Route path="/animals/:animalId/visits/:visitId" component={VisitPage} />
        <Route path="/animals/:animalId/visits/:visitId/consults/:consultId" component={ConsultPage} />
        <Route path="/hours" component={Hours} />
        <Route path="/profile" component={Profile} />
        <Route default component={NotFound} inside />
      </Router>
    </Frame>
  )
}
