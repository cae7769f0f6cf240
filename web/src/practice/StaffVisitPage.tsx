import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { act, api, ask, type Schemas } from '../api/client'
import { useAsk } from '../api/useAsk'
import { terms, termOf } from '../i18n/terms'
import { TextField } from '../ui/fields'
import { Badge, Button, Card, Failure, LevelBadge, Loaded, Notice, speciesName } from '../ui/parts'
import { Page } from '../ui/Page'
import { momentOf, number } from '../ui/time'
import { toast } from '../ui/toast'
import { StatusBadge } from '../vet/Day'
import { Calls } from '../vet/visit/Calls'
import { w } from './words'

const v = w.visit

/** A visit as staff see it: when, and whether the connection holds. No record, no prescribing. */
export default function StaffVisitPage(): JSX.Element {
  const { params } = useRoute()
  const path = { animalId: params['animalId'] ?? '', visitId: params['visitId'] ?? '' }
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && setTurn(n => n + 1), 10_000)
    return () => clearInterval(timer)
  }, [])
  const all = useAsk(async () => {
    const [visit, video] = await Promise.all([
      ask(api().GET('/api/animals/{animalId}/visits/{visitId}', { params: { path } })),
      ask(api().GET('/api/animals/{animalId}/visits/{visitId}/video', { params: { path } })),
    ])
    return { visit, video }
  }, [path.visitId, turn])
  return (
    <Page title={v.title} back="/practice" lead={v.staffOnly}>
      <Loaded of={all}>{({ visit, video }) => (
        <>
          <Card>
            <div class="row snug"><StatusBadge status={visit.status} />{visit.level && <LevelBadge level={visit.level} />}</div>
            <p class="strong numbers">{momentOf(visit.start, visit.zone)}</p>
            <p class="muted">{[speciesName(visit.species), termOf(terms.services, visit.service), visit.region].join(' · ')}</p>
            {visit.late && <p><Badge tone="warn">{termOf(terms.sides, visit.late)}</Badge></p>}
          </Card>
          <section class="stack" aria-labelledby="connection">
            <h2 id="connection">{v.connection}</h2>
            <div class="grid"><End name={v.owner} test={video.ownerTest} quality={video.ownerQuality.at(-1)} /><End name={v.vet} test={video.vetTest} quality={video.vetQuality.at(-1)} /></div>
            {video.faltered.length > 0 && <Notice tone="warn"><p>{v.faltered(video.faltered.map(end => (end === 'owner' ? v.owner : v.vet)).join(', '))}</p></Notice>}
            <Calls animalId={path.animalId} visitId={path.visitId} turn={turn} watch={false} />
            <p class="small muted">{v.updates}</p>
          </section>
          {(visit.status === 'booked' || visit.status === 'checked-in') && <CancelForm path={path} done={() => setTurn(n => n + 1)} />}
        </>
      )}</Loaded>
    </Page>
  )
}

function End({ name, test, quality }: { name: string; test: Schemas['ConnectionTested'] | null | undefined; quality: Schemas['QualityAt'] | undefined }): JSX.Element {
  return (
    <Card snug label={name}>
      <h3>{name}</h3>
      {test ? <p><Badge tone={test.verdict === 'good' ? 'good' : 'warn'}>{termOf(v.verdicts, test.verdict)}</Badge></p> : <p class="small muted">{v.noTest}</p>}
      <p class="small numbers">{quality ? v.quality(number(quality.quality.lossPercent), number(quality.quality.roundTripMs, 0), number(quality.quality.kbit, 0)) : v.none}</p>
    </Card>
  )
}

function CancelForm({ path, done }: { path: { animalId: string; visitId: string }; done: () => void }): JSX.Element {
  const [reason, setReason] = useState('')
  const [failed, setFailed] = useState<unknown>()
  const cancel = (): void => {
    const body = { reason: reason || null }
    act(`cancel:${path.visitId}`, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/cancel', { params: { path, header }, body })).then(() => (toast(v.cancelled), done()), setFailed)
  }
  return <details><summary>{v.cancel}</summary><form class="stack" onSubmit={event => (event.preventDefault(), cancel())}><TextField label={v.reason} value={reason} onInput={setReason} maxLength={500} optional /><Failure failed={failed} /><div><Button kind="danger" type="submit">{v.cancel}</Button></div></form></details>
}
