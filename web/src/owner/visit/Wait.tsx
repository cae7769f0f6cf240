import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { api, ask, type Schemas } from '../../api/client'
import { poll } from '../../api/longPoll'
import { Clock, Phone } from '../../ui/icons'
import { Badge, ButtonLink, Card } from '../../ui/parts'
import { fromNow, timeOf } from '../../ui/time'
import { at, type Visit } from '../data'
import { w } from '../words'

const t = w.wait
type Waiting = Schemas['WaitingView']

/** The place, the honest wait, and what else can be done; it is told anew as soon as something is different. */
export function Wait({ visit }: { visit: Visit }): JSX.Element {
  const path = { animalId: visit.animalId, visitId: visit.id }
  const [waiting, setWaiting] = useState<Waiting>()
  const after = useRef<string | undefined>(undefined)
  useEffect(() => poll({
    ask: stop => ask(api().GET('/api/animals/{animalId}/visits/{visitId}/waiting', { params: { path, query: after.current ? { after: after.current, wait: '25' } : {} }, signal: stop })),
    heard: news => {
      after.current = news.after
      setWaiting(news)
    },
    pause: 500,
  }), [visit.id])
  const onDemand = visit.status === 'waiting'
  return (
    <Card label={t.title}>
      <div class="row icon-line"><Clock /><h2>{t.title}</h2></div>
      <div role="status" class="stack tight">
        {onDemand ? <Place waiting={waiting} /> : <p class="large">{Date.now() > new Date(visit.start).getTime() ? t.soon : t.startsAt(timeOf(visit.start), fromNow(visit.start))}</p>}
        {waiting && <p lang="en" class={onDemand ? 'muted' : undefined}>{waiting.words}</p>}
      </div>
      <p class="muted">{t.stay}</p>
      <div class="actions">
        <ButtonLink kind="second" href={at.test(visit.animalId, visit.id)}>{w.visit.test}</ButtonLink>
        <ButtonLink kind="second" href={`${at.photos(visit.animalId)}?visitId=${visit.id}`}>{w.visit.photos}</ButtonLink>
      </div>
      {waiting && waiting.instead.length > 0 && (
        <section class="stack tight" aria-labelledby="instead">
          <h3 id="instead">{t.instead}</h3>
          <ul class="plain stack tight">{waiting.instead.map(one => <li key={one.action} class="flat"><Instead one={one} visit={visit} /></li>)}</ul>
        </section>
      )}
      <p class="small muted">{t.worse} <a href={at.ask(visit.animalId)}>{t.tellAgain}</a></p>
    </Card>
  )
}

function Place({ waiting }: { waiting: Waiting | undefined }): JSX.Element | null {
  if (!waiting || waiting.place == null) return null
  return <>
    <p class="place"><span class="place-number numbers" aria-hidden="true">{waiting.place}</span><span class="large strong">{t.place(waiting.place)}</span></p>
    <div class="row">
      <Badge tone={waiting.expectedMinutes == null ? 'warn' : 'info'}>{waiting.expectedMinutes == null ? t.noEstimate : t.minutes(waiting.expectedMinutes)}</Badge>
      {waiting.vetsOnDuty > 0 && <Badge>{t.onDuty(waiting.vetsOnDuty)}</Badge>}
      {waiting.beingOffered && <Badge tone="good">{t.offered}</Badge>}
    </div>
  </>
}

/** What else can be done. A telephone number is called; a later time is chosen with the same intake. */
function Instead({ one, visit }: { one: Schemas['WaitOption']; visit: Visit }): JSX.Element {
  const label = (t.actions as Record<string, string>)[one.action] ?? one.action
  const href = one.phone ? `tel:${one.phone}` : one.action === 'later-time' && visit.intakeId ? at.book(visit.animalId, visit.intakeId) : undefined
  return <div class="card snug"><p lang="en">{one.text}</p>{href && <div><ButtonLink kind="second" href={href}>{one.phone && <Phone />}{label}</ButtonLink></div>}</div>
}
