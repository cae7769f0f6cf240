import type { JSX } from 'preact'
import { lazy, Route, Router } from 'preact-iso'
import { NotFound } from '../app'
import { useSession } from '../auth/useSession'
import { Frame, type Place } from '../ui/Frame'
import '../vet/vet.css'
import { w } from './words'

const Practices = lazy(() => import('./Practices'))
const PracticePage = lazy(() => import('./PracticePage'))
const VetDayPage = lazy(() => import('./VetDayPage'))
const StaffVisitPage = lazy(() => import('./StaffVisitPage'))
const LicencesPage = lazy(() => import('./LicencesPage'))
const RulesPage = lazy(() => import('./RulesPage'))
const PoisonPage = lazy(() => import('./PoisonPage'))
const WebhooksPage = lazy(() => import('./WebhooksPage'))
const RecordsPage = lazy(() => import('./RecordsPage'))

const p = w.places
const everybody: readonly Place[] = [{ href: '/practice', text: p.practices }, { href: '/practice/rules', text: p.rules }]
const admins: readonly Place[] = [
  { href: '/practice/licences', text: p.licences }, { href: '/practice/poison', text: p.poison }, { href: '/practice/webhooks', text: p.webhooks }, { href: '/practice/records', text: p.records },
]

/** The pages of a practice's staff and of administrators; what each may do, the API decides. */
export default function Area(): JSX.Element {
  const role = useSession()?.role
  return (
    <Frame places={role === 'admin' ? [...everybody, ...admins] : role === 'vet' ? [{ href: '/vet', text: p.day }, ...everybody] : everybody}>
      <Router>
        <Route path="/" component={Practices} />
        <Route path="/practices/:practiceId" component={PracticePage} />
        <Route path="/vets/:vetId" component={VetDayPage} />
        <Route path="/animals/:animalId/visits/:visitId" component={StaffVisitPage} />
        <Route path="/licences" component={LicencesPage} />
        <Route path="/rules" component={RulesPage} />
        <Route path="/poison" component={PoisonPage} />
        <Route path="/webhooks" component={WebhooksPage} />
        <Route path="/records" component={RecordsPage} />
        <Route default component={NotFound} inside />
      </Router>
    </Frame>
  )
}
