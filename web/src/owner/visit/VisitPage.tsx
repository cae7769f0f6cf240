import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { act, api, ask, fetchFrom } from '../../api/client'
import { type Asked, useAsk } from '../../api/useAsk'
import { TextArea } from '../../ui/fields'
import { Dialog } from '../../ui/Dialog'
import { Calendar, Camera, Check, Video } from '../../ui/icons'
import { Page } from '../../ui/Page'
import { Button, ButtonLink, Card, Failure, Loaded, Notice } from '../../ui/parts'
import { save } from '../../ui/save'
import { dayOf, fromNow, here, momentOf, money, timeOf, zoneName } from '../../ui/time'
import { toast } from '../../ui/toast'
import { After } from '../after/After'
import { type Animal, at, getAnimal, getOwner, getVisit, type Visit } from '../data'
import { Emergency } from '../intake/Emergency'
import { serviceName, StatusBadge } from '../VisitCard'
import { w } from '../words'
import { CheckIn } from './CheckIn'
import { Fee } from './Fee'
import { opensAt } from './safety'
import { Tips } from './Tips'

const t = w.visit

/** One visit from the booking to what remains of it; the page shows what matters now. */
export function VisitPage(): JSX.Element {
  const { animalId = '', visitId = '' } = useRoute().params
  const all = useAsk(async () => {
    const [visit, animal, owner] = await Promise.all([getVisit(animalId, visitId), getAnimal(animalId), getOwner()])
    const vet = visit.vetId ? await ask(api().GET('/api/vets/{vetId}', { params: { path: { vetId: visit.vetId } } })).catch(() => null) : null
    return { visit, animal, zone: owner?.zone ?? here, vet: vet?.name ?? '' }
  }, [animalId, visitId])
  // The vet may start, move or cancel it meanwhile.
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && all.value && ['waiting', 'booked', 'checked-in'].includes(all.value.visit.status) && all.again(), 20_000)
    return () => clearInterval(timer)
  }, [all.value])
  if (all.value?.visit.status === 'stopped' && all.value.visit.emergency) {
    const { emergency, region } = all.value.visit
    return <Emergency animalId={animalId} region={region} title={emergency.text} doNow={emergency.doNow} />
  }
  return (
    <Page title={all.value ? t.title(all.value.animal.name) : t.titleAny} back={at.animal(animalId)}>
      <Loaded of={all}>{known => <Known {...known} asked={all} />}</Loaded>
    </Page>
  )
}

type All = { visit: Visit; animal: Animal; zone: string; vet: string }

function Known({ visit, animal, zone, vet, asked }: All & { asked: Asked<All> }): JSX.Element {
  const put = (next: Visit): void => asked.set({ visit: next, animal, zone, vet })
  return <>
    <Card>
      <div class="row spread"><StatusBadge status={visit.status} /><span class="muted small">{serviceName(visit.service)}</span></div>
      <p class="large strong numbers">{dayOf(visit.start, zone)}<br />{timeOf(visit.start, zone)} – {timeOf(visit.end, zone)} <span class="muted small">{zoneName(visit.start, zone)}</span></p>
      <p>{[vet, ['booked', 'checked-in'].includes(visit.status) && fromNow(visit.start)].filter(Boolean).join(' · ')}</p>
      {visit.reason && <p class="muted pre-line">{visit.reason}</p>}
    </Card>
    {visit.status === 'booked' && <Before visit={visit} animal={animal} zone={zone} onChange={put} />}
    {visit.status === 'waiting' && <Notice><p class="strong">{w.status.waiting}</p><div class="actions"><ButtonLink href={at.room(visit.animalId, visit.id)} big>{t.toRoom}</ButtonLink><Cancel visit={visit} onChange={put} /></div></Notice>}
    {(visit.status === 'checked-in' || visit.status === 'started') && <Notice tone="good"><p class="strong">{visit.status === 'started' ? t.started : t.there}</p><div><ButtonLink href={at.room(visit.animalId, visit.id)} big><Video />{visit.status === 'started' ? t.join : t.toRoom}</ButtonLink></div></Notice>}
    {visit.status === 'checked-in' && <Cancel visit={visit} onChange={put} />}
    {visit.status === 'cancelled' && <Over visit={visit}><p>{visit.cancellation?.by === 'owner' ? t.youCancelled : t.theyCancelled}</p>{visit.cancellation?.reason && <p class="muted">{visit.cancellation.reason}</p>}</Over>}
    {visit.status === 'missed' && <Over visit={visit}><p>{visit.missing === 'vet' ? t.vetMissed : t.youMissed}</p></Over>}
    {visit.status === 'ended' && <After visit={visit} animal={animal} />}
  </>
}

function Before({ visit, animal, zone, onChange }: { visit: Visit; animal: Animal; zone: string; onChange: (visit: Visit) => void }): JSX.Element {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000)
    return () => clearInterval(timer)
  }, [])
  return <>
    {now >= opensAt(visit) ? <CheckIn visit={visit} animal={animal} onDone={onChange} /> : <Notice><p>{t.checkInOpens(momentOf(new Date(opensAt(visit)), zone))}</p></Notice>}
    <section class="stack" aria-labelledby="prepare">
      <h2 id="prepare">{t.prepare}</h2>
      <ul class="plain stack tight">
        <Task href={`${at.photos(visit.animalId)}?visitId=${visit.id}`} icon={<Camera />} title={t.photos} about={t.photosAbout} />
        <Task href={at.test(visit.animalId, visit.id)} icon={<Video />} title={t.test} about={t.testAbout} />
      </ul>
      <Tips visit={visit} />
    </section>
    <div class="actions">
      <Button kind="second" onClick={() => void calendar(visit)}><Calendar />{t.calendar}</Button>
      <ButtonLink kind="second" href={at.move(visit.animalId, visit.id)}>{t.move}</ButtonLink>
      <Cancel visit={visit} onChange={onChange} />
    </div>
  </>
}

const Task = ({ href, icon, title, about }: { href: string; icon: ComponentChildren; title: string; about: string }): JSX.Element => (
  <li class="flat"><a class="card snug tile" href={href}><span class="tile-icon">{icon}</span><span><strong>{title}</strong><br /><span class="muted small">{about}</span></span></a></li>
)

const Over = ({ visit, children }: { visit: Visit; children: ComponentChildren }): JSX.Element => <>
  <Notice tone="warn">{children}</Notice>
  <Fee visit={visit} />
  <div><ButtonLink href={visit.intakeId ? at.book(visit.animalId, visit.intakeId) : at.ask(visit.animalId)}>{t.another}</ButtonLink></div>
</>

function Cancel({ visit, onChange }: { visit: Visit; onChange: (visit: Visit) => void }): JSX.Element {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const fee = useAsk(() => ask(api().GET('/api/animals/{animalId}/visits/{visitId}/fee', { params: { path: { animalId: visit.animalId, visitId: visit.id } } })), [visit.id])
  const agreed = fee.value?.agreed
  const cancel = async (): Promise<void> => {
    setBusy(true)
    try {
      const body = { reason: reason.trim() || null }
      onChange(await act(`cancel:${visit.id}`, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/cancel', { params: { path: { animalId: visit.animalId, visitId: visit.id }, header }, body })))
      toast(t.cancelled)
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }
  return <>
    <Button kind="quiet" onClick={() => setOpen(true)}>{t.cancel}</Button>
    <Dialog open={open} title={t.cancelTitle} onClose={() => setOpen(false)}>
      {agreed && agreed.lateCancelMinor > 0 && <p>{w.book.lateCancel(money(agreed.lateCancelMinor, agreed.currency))}</p>}
      <TextArea label={t.cancelWhy} value={reason} onInput={setReason} optional rows={3} maxLength={500} />
      <Failure failed={failed} />
      <div class="actions end"><Button kind="second" onClick={() => setOpen(false)}>{t.keep}</Button><Button kind="danger" busy={busy} onClick={() => void cancel()}><Check />{t.cancelYes}</Button></div>
    </Dialog>
  </>
}

/** The calendar file, for whichever calendar opens it. */
const calendar = async (visit: Visit): Promise<void> =>
  save(await (await fetchFrom(`/api/animals/${visit.animalId}/visits/${visit.id}/calendar.ics`)).blob(), 'visit.ics')
