import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { act, api, ask, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { terms, termOf } from '../../i18n/terms'
import { Dialog } from '../../ui/Dialog'
import { TextField } from '../../ui/fields'
import { Badge, Button, Failure, LevelBadge, Loaded, Notice } from '../../ui/parts'
import { Page } from '../../ui/Page'
import { momentOf } from '../../ui/time'
import { IntakeCard } from '../animal/IntakeCard'
import { RecordPart } from '../animal/RecordPart'
import { described } from '../../shared/described'
import { type Animal, animalHref, type Visit } from '../data'
import { StatusBadge } from '../Day'
import { useNews } from '../inbox'
import { t } from '../patient'
import { Photos } from '../photos/Photos'
import { Tabs } from '../Tabs'
import { w } from '../words'
import { After } from './After'
import { Consults } from './Consults'
import { Examine } from './Examine'
import { Messages } from './Messages'
import { Plan } from './Plan'
import { Prescribe } from './Prescribe'
import { SafetyCard } from './SafetyCard'
import { Steps } from './Steps'
import { VideoStage } from './VideoStage'

const v = t.visit

interface All {
  readonly visit: Visit
  readonly animal: Animal
  readonly care: Schemas['CareView']
  readonly known: Schemas['RelationshipsView']
  readonly video: Schemas['VideoView']
}

/** The visit: the case, the picture, notes and plan beside it; whatever the owner sends appears by itself. */
export default function VisitPage(): JSX.Element {
  const { params } = useRoute()
  const path = { animalId: params['animalId'] ?? '', visitId: params['visitId'] ?? '' }
  const [turn, setTurn] = useState(0)
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  useNews(news => {
    const mine = news.filter(item => item.data['visitId'] === path.visitId || (item.data['animalId'] === path.animalId && item.type.startsWith('photo.')))
    if (mine.length === 0) return
    setTurn(n => n + 1)
    setFresh(before => new Set([...before, ...mine.map(item => tabOf[item.type]).filter((tab): tab is string => tab !== undefined)]))
  }, [path.visitId])
  const all = useAsk<All>(async () => {
    const [visit, animal, care, known, video] = await Promise.all([
      ask(api().GET('/api/animals/{animalId}/visits/{visitId}', { params: { path } })),
      ask(api().GET('/api/animals/{animalId}', { params: { path: { animalId: path.animalId } } })),
      ask(api().GET('/api/animals/{animalId}/visits/{visitId}/care', { params: { path } })),
      ask(api().GET('/api/animals/{animalId}/examinations', { params: { path: { animalId: path.animalId } } })),
      ask(api().GET('/api/animals/{animalId}/visits/{visitId}/video', { params: { path } })),
    ])
    return { visit, animal, care, known, video }
  }, [path.visitId, turn])
  const changed = (): void => setTurn(n => n + 1)
  return (
    <Page title={all.value ? v.title(all.value.animal.name) : v.with} back="/vet" wide {...(all.value ? { lead: <>{described(all.value.animal)} · <a href={animalHref(path.animalId)}>{t.animal.record}</a></> } : {})}>
      <Loaded of={all}>{value => <Shown {...value} turn={turn} changed={changed} fresh={fresh} seen={tab => setFresh(before => new Set([...before].filter(one => one !== tab)))} />}</Loaded>
    </Page>
  )
}

/** Behind which tab one sees what was told. */
const tabOf: Readonly<Record<string, string>> = { 'message.received': 'messages', 'photo.ready': 'photos', 'finding.reported': 'exam', 'consult.answered': 'consult' }

function Shown({ visit, animal, care, known, video, turn, changed, fresh, seen }: All & { turn: number; changed: () => void; fresh: ReadonlySet<string>; seen: (tab: string) => void }): JSX.Element {
  const [tab, setTab] = useState('case')
  const running = visit.status === 'started'
  const live = running || visit.status === 'checked-in'
  const over = visit.status === 'ended'
  const isConfirmed = known.starts.some(one => one.visitId === visit.id)
  const tabs = (['case', 'photos', 'exam', 'messages', 'rx', 'record', 'consult'] as const).map(id => ({ id, text: v[id], ...(fresh.has(id) && tab !== id ? { mark: v.isNew } : {}) }))
  return (
    <>
      <Status visit={visit} video={video} changed={changed} />
      <p class="jump"><a href="#plan" class="button quiet">{v.toPlan}</a></p>
      <div class="visit">
        <div class="stack loose">
          {live && <VideoStage visit={visit} turn={turn} />}
          <Tabs label={v.tabs} tabs={tabs} value={tab} onChange={id => (setTab(id), seen(id))}>
            {tab === 'case' ? <>{visit.reason && <p class="strong">{visit.reason}</p>}<SafetyCard visit={visit} /><IntakeCard animalId={visit.animalId} intakeId={visit.intakeId} species={visit.species} /></>
              : tab === 'photos' ? <Photos animalId={visit.animalId} name={animal.name} turn={turn} />
              : tab === 'exam' ? <Examine visit={visit} steps={care.steps} changed={changed} />
              : tab === 'messages' ? <Messages visit={visit} turn={turn} />
              : tab === 'rx' ? <Prescribe visit={visit} animal={animal} known={known} isConfirmed={isConfirmed} />
              : tab === 'consult' ? <Consults visit={visit} consults={care.consults} changed={changed} />
              : <RecordPart animalId={visit.animalId} turn={turn} />}
          </Tabs>
        </div>
        <aside class="stack plan-side" aria-labelledby="plan">
          <h2 id="plan" tabIndex={-1}>{v.plan}</h2>
          {live && <Steps visit={visit} isConfirmed={isConfirmed} changed={changed} />}
          {over ? <After visit={visit} care={care} changed={changed} /> : live || visit.status === 'booked' ? <Plan visit={visit} stepsOpen={Boolean(visit.law?.start) && !isConfirmed} ended={changed} /> : null}
        </aside>
      </div>
    </>
  )
}

function Status({ visit, video, changed }: { visit: Visit; video: Schemas['VideoView']; changed: () => void }): JSX.Element {
  const [failed, setFailed] = useState<unknown>()
  const [cancelling, setCancelling] = useState(false)
  const path = { animalId: visit.animalId, visitId: visit.id }
  const start = (): void => void act(`start:${visit.id}`, null, header => api().POST('/api/animals/{animalId}/visits/{visitId}/start', { params: { path, header } })).then(changed, setFailed)
  return (
    <div class="stack tight">
      <div class="row spread">
        <div class="row snug">
          <StatusBadge status={visit.status} />
          {visit.level && <LevelBadge level={visit.level} />}
          <span class="small muted">{momentOf(visit.start, visit.zone)} · {termOf(terms.services, visit.service)} · {visit.region}{visit.law ? ` · ${termOf(terms.basis, visit.law.basis)}` : ''}</span>
          {video.ownerTest && <Badge tone={video.ownerTest.verdict === 'good' ? 'good' : 'warn'}>{termOf(t.video.tests, video.ownerTest.verdict)}</Badge>}
        </div>
        <div class="row">
          {visit.status === 'checked-in' && <Button onClick={start}>{v.start}</Button>}
          {(visit.status === 'booked' || visit.status === 'checked-in') && <Button kind="quiet" onClick={() => setCancelling(true)}>{v.cancel}</Button>}
        </div>
      </div>
      {visit.status === 'booked' && <p class="small muted">{v.notThere} {v.starting}</p>}
      {visit.status === 'stopped' && <Notice tone="danger"><p>{v.stopped}</p><p>{visit.emergency?.text}</p></Notice>}
      {visit.status === 'cancelled' && <Notice><p>{v.cancelled(termOf(terms.sides, visit.cancellation?.by))} {visit.cancellation?.reason}</p></Notice>}
      {visit.status === 'missed' && <Notice><p>{v.missed(termOf(terms.sides, visit.missing))}</p></Notice>}
      {visit.flags && visit.flags.length > 0 && <Notice tone="warn"><p class="strong">{v.flags}</p><ul>{visit.flags.map(flag => <li key={flag}>{termOf(w.day.flags, flag)}</li>)}</ul></Notice>}
      <Failure failed={failed} />
      <Cancel visit={visit} open={cancelling} close={() => setCancelling(false)} changed={changed} />
    </div>
  )
}

function Cancel({ visit, open, close, changed }: { visit: Visit; open: boolean; close: () => void; changed: () => void }): JSX.Element {
  const [reason, setReason] = useState('')
  const [failed, setFailed] = useState<unknown>()
  const cancel = (): void => {
    const body = { reason: reason || null }
    act(`cancel:${visit.id}`, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/cancel', { params: { path: { animalId: visit.animalId, visitId: visit.id }, header }, body }))
      .then(() => (close(), changed()), setFailed)
  }
  return (
    <Dialog open={open} title={v.cancelAsk} onClose={close}>
      <form class="stack" onSubmit={event => (event.preventDefault(), cancel())}>
        <TextField label={v.cancelReason} value={reason} onInput={setReason} maxLength={500} optional />
        <Failure failed={failed} />
        <div class="actions end"><Button kind="second" onClick={close}>{v.keep}</Button><Button kind="danger" type="submit">{v.cancel}</Button></div>
      </form>
    </Dialog>
  )
}
