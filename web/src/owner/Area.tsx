import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Route, Router, useLocation } from 'preact-iso'
import { NotFound } from '../app'
import { Frame } from '../ui/Frame'
import { Prescriptions } from './after/Prescriptions'
import { Readings } from './after/Readings'
import { Record } from './after/Record'
import { Sharing } from './after/Sharing'
import { AnimalHome } from './AnimalHome'
import { EditAnimal, NewAnimal } from './AnimalForm'
import { Animals } from './Animals'
import { Book } from './booking/Book'
import { Move } from './booking/Move'
import { at, getOwner } from './data'
import { Answer } from './intake/Answer'
import { Intake } from './intake/Intake'
import { Law } from './Law'
import { resume } from './photos/queue'
import { Photos } from './photos/Photos'
import { Profile } from './Profile'
import { ConnectionTest } from './visit/ConnectionTest'
import { Room } from './visit/Room'
import { VisitPage } from './visit/VisitPage'
import { Visits } from './Visits'
import { w } from './words'
import './owner.css'

/** The owner's pages. Who has no profile yet says who they are first. */
export default function Area(): JSX.Element {
  const { route, path } = useLocation()
  const [known, setKnown] = useState(false)
  useEffect(() => {
    if (known || path === at.profile) return
    // What an earlier visit to these pages left unsent goes on its way.
    void resume()
    getOwner().then(owner => (owner ? setKnown(true) : route(`${at.profile}?first=1&back=${encodeURIComponent(path)}`, true)), () => setKnown(true))
  }, [path])
  return (
    <Frame places={[{ href: '/owner', text: w.places.animals }, { href: at.visits, text: w.places.visits }, { href: at.profile, text: w.places.profile }]}>
      <Router>
        <Route path="/" component={Animals} />
        <Route path="/profile" component={Profile} />
        <Route path="/visits" component={Visits} />
        <Route path="/law/:region" component={Law} />
        <Route path="/animals/new" component={NewAnimal} />
        <Route path="/animals/:animalId" component={AnimalHome} />
        <Route path="/animals/:animalId/edit" component={EditAnimal} />
        <Route path="/animals/:animalId/ask" component={Intake} />
        <Route path="/animals/:animalId/answers/:intakeId" component={Answer} />
        <Route path="/animals/:animalId/book/:intakeId" component={Book} />
        <Route path="/animals/:animalId/photos" component={Photos} />
        <Route path="/animals/:animalId/readings" component={Readings} />
        <Route path="/animals/:animalId/prescriptions" component={Prescriptions} />
        <Route path="/animals/:animalId/record" component={Record} />
        <Route path="/animals/:animalId/sharing" component={Sharing} />
        <Route path="/animals/:animalId/visits/:visitId" component={VisitPage} />
        <Route path="/animals/:animalId/visits/:visitId/move" component={Move} />
        <Route path="/animals/:animalId/visits/:visitId/test" component={ConnectionTest} />
        <Route path="/animals/:animalId/visits/:visitId/room" component={Room} />
        <Route default component={NotFound} />
      </Router>
    </Frame>
  )
}
