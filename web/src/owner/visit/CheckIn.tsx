import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { act, api, ask, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { CheckBox } from '../../ui/fields'
import { Button, Failure, Loaded, Notice } from '../../ui/parts'
import { type Animal, at, type Visit } from '../data'
import { flagsOf } from '../intake/questions'
import { Ticks } from '../intake/Signs'
import { w } from '../words'
import { blank, type CheckInDraft, dropCheckIn, readCheckIn, writeCheckIn } from './checkInDraft'
import { stopOf, toSafety } from './safety'
import { SafetyQuestions } from './SafetyQuestions'

const t = w.checkIn

/** "We are here": the red flags are asked again, for much can change between a booking and a visit; then what must be known to hold it safely. An emergency is not asked further. */
export function CheckIn({ visit, animal, onDone }: { visit: Visit; animal: Animal; onDone: (visit: Visit) => void }): JSX.Element {
  const { route } = useLocation()
  const signs = useAsk(() => ask(api().GET('/api/intake/signs', { params: { query: { species: animal.species } } })), [animal.species])
  const path = { animalId: visit.animalId, visitId: visit.id }
  const sheet = useAsk(() => ask(api().GET('/api/animals/{animalId}/visits/{visitId}/check-in', { params: { path } })), [visit.id])
  const [draft, setDraft] = useState<CheckInDraft>(() => readCheckIn(visit) ?? blank(visit.region))
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const { said, chosen, none } = draft
  const any = Object.keys(chosen).length > 0
  const change = (part: Partial<CheckInDraft>): void => {
    const next = { ...draft, ...part }
    setDraft(next)
    writeCheckIn(visit, next)
  }
  const toggle = (id: string): void => {
    const { [id]: was, ...others } = chosen
    change({ chosen: was ? others : { ...others, [id]: { facts: {} } }, none: false })
  }
  const send = async (): Promise<void> => {
    const safety = toSafety(said)
    if (!any && (!none || !safety || stopOf(said, visit.region))) return setTried(true)
    setBusy(true)
    setFailed(undefined)
    const body = { signs: Object.keys(chosen).map(id => ({ id })), ...(any ? {} : { safety }) } as unknown as Schemas['CheckInVisit']
    try {
      const next = await act(`check-in:${visit.id}`, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/check-in', { params: { path, header }, body }))
      dropCheckIn(visit)
      onDone(next)
      if (next.status === 'checked-in' || next.status === 'started') route(at.room(visit.animalId, visit.id))
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }
  const go = <>
    <Failure failed={failed} />
    <Button busy={busy} big wide kind={any ? 'danger' : 'main'} onClick={() => void send()}>{any ? t.goFlagged : t.go}</Button>
  </>
  return (
    <section class="card" aria-labelledby="check-in">
      <h2 id="check-in">{t.title}</h2>
      <p class="muted">{t.lead(animal.name)}</p>
      <div class="long">
        <Loaded of={signs}>{page => <Ticks legend={t.flags} questions={flagsOf(page.signs)} chosen={chosen} onToggle={toggle} />}</Loaded>
        <CheckBox label={t.none} checked={none && !any} onInput={yes => change({ none: yes, ...(yes ? { chosen: {} } : {}) })} />
        {any && <div class="in-reach">{go}</div>}
      </div>
      {none && !any && <Loaded of={sheet}>{known => <SafetyQuestions visit={visit} animal={animal} sheet={known} said={said} onInput={answers => change({ said: answers })} />}</Loaded>}
      {tried && !any && !none && <Notice tone="warn" alert>{t.choose}</Notice>}
      {tried && !any && none && !toSafety(said) && <Notice tone="warn" alert>{t.answerAll}</Notice>}
      {!any && go}
    </section>
  )
}
