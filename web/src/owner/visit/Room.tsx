import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { poll } from '../../api/longPoll'
import { useAsk } from '../../api/useAsk'
import { Page } from '../../ui/Page'
import { ButtonLink, Failure, Loaded, Notice } from '../../ui/parts'
import { type Animal, at, getAnimal, getVisit, type Visit } from '../data'
import { Emergency } from '../intake/Emergency'
import { w } from '../words'
import { Messages } from './Messages'
import { ByPhone } from './ByPhone'
import { CheckIn } from './CheckIn'
import { opensAt } from './safety'
import { Steps } from './Steps'
import { VideoPanel } from './VideoPanel'
import { Wait } from './Wait'

const t = w.room

/** From check-in to the end: the wait, then the visit itself. */
export function Room(): JSX.Element {
  const { animalId = '', visitId = '' } = useRoute().params
  const animal = useAsk(() => getAnimal(animalId), [animalId])
  const [visit, setVisit] = useState<Visit>()
  const [down, setDown] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  useEffect(() => {
    let again: (() => void) | undefined
    getVisit(animalId, visitId).then(first => {
      setVisit(first)
      again = poll({ ask: () => getVisit(animalId, visitId), heard: setVisit, down: setDown, pause: 4000 })
    }, setFailed)
    return () => again?.()
  }, [animalId, visitId])
  if (visit?.status === 'stopped' && visit.emergency) return <Emergency animalId={animalId} region={visit.region} title={visit.emergency.text} doNow={visit.emergency.doNow} />
  return (
    <Page title={animal.value ? t.title(animal.value.name) : t.titleAny} back={at.visit(animalId, visitId)} wide>
      <Failure failed={failed} />
      <div role="status">{down && <Notice tone="warn">{t.down}</Notice>}</div>
      {visit && <Loaded of={animal}>{known => <Open visit={visit} animal={known} onChange={setVisit} />}</Loaded>}
    </Page>
  )
}

function Open({ visit, animal, onChange }: { visit: Visit; animal: Animal; onChange: (visit: Visit) => void }): JSX.Element {
  // Whoever waited for a vet is here when one takes the visit: what must be known is asked at once.
  if (visit.status === 'booked' && Date.now() >= opensAt(visit)) return <><Notice tone="good" alert><p class="strong">{t.nowCheckIn}</p></Notice><CheckIn visit={visit} animal={animal} onDone={onChange} /></>
  if (visit.status === 'booked') return <Notice tone="warn"><p>{t.checkInFirst}</p><div><ButtonLink href={at.visit(animal.id, visit.id)}>{t.toCheckIn}</ButtonLink></div></Notice>
  if (visit.status === 'ended') return <Notice tone="good"><p class="strong">{t.ended}</p><div><ButtonLink href={at.visit(animal.id, visit.id)}>{t.toPlan}</ButtonLink></div></Notice>
  if (visit.status !== 'waiting' && visit.status !== 'checked-in' && visit.status !== 'started') return <Notice tone="warn"><p>{t.closed}</p><div><ButtonLink href={at.visit(animal.id, visit.id)}>{t.toVisit}</ButtonLink></div></Notice>
  return (
    <div class="room">
      <div class="stack">
        {visit.status === 'started' ? <VideoPanel visit={visit} /> : <Wait visit={visit} />}
        {visit.status === 'waiting' && !visit.checkedInAt && <CheckIn visit={visit} animal={animal} onDone={onChange} />}
        {visit.status === 'started' && <ByPhone visit={visit} />}
      </div>
      <div class="stack">
        {visit.status === 'started' && <Steps visit={visit} />}
        {visit.vetId && <Messages visit={visit} />}
      </div>
    </div>
  )
}
