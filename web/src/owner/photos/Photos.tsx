import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { api, ask, type Schemas } from '../../api/client'
import { wordsFor } from '../../api/problem'
import { useAsk } from '../../api/useAsk'
import { config } from '../../config'
import { Select } from '../../ui/fields'
import { Camera, Plus } from '../../ui/icons'
import { Page } from '../../ui/Page'
import { Badge, Button, Card, Loaded, Notice } from '../../ui/parts'
import { dateOf } from '../../ui/time'
import { at } from '../data'
import { w } from '../words'
import { add, onPhotos, remove, resume, retry, type Shown } from './queue'

const t = w.photos
const complaints = ['skin', 'wound', 'eye', 'ear', 'mouth', 'swelling', 'limp', 'stool-vomit', 'medicine', 'other'] as const

/** How to take them, sending them safely, what became of each. */
export function Photos(): JSX.Element {
  const animalId = useRoute().params['animalId'] ?? ''
  const { query } = useLocation()
  const visitId = query['visitId']
  const [complaint, setComplaint] = useState<string>('skin')
  const guide = useAsk(() => ask(api().GET('/api/photo-guide', { params: { query: { complaint } } })), [complaint])
  const photos = useAsk(() => ask(api().GET('/api/animals/{animalId}/photos', { params: { path: { animalId }, query: visitId ? { visitId } : {} } })).then(list => list.photos), [animalId, visitId])
  const [waiting, setWaiting] = useState<readonly Shown[]>([])
  const camera = useRef<HTMLInputElement>(null)
  const files = useRef<HTMLInputElement>(null)
  useEffect(() => {
    void resume()
    return onPhotos(all => setWaiting(all.filter(one => one.animalId === animalId)))
  }, [animalId])
  // A photo that was not good enough stays, with what was wrong with it, until a better one is taken.
  const replaced = useRef<string | undefined>(undefined)
  const take = (input: HTMLInputElement): void => {
    if (input.files?.length && replaced.current) void remove(replaced.current)
    replaced.current = undefined
    void add([...(input.files ?? [])], { animalId, complaint, ...(visitId ? { visitId } : {}) })
    input.value = ''
  }
  return (
    <Page title={t.title} lead={visitId ? t.leadVisit : t.lead} back={visitId ? at.visit(animalId, visitId) : at.animal(animalId)}>
      <Card label={t.how}>
        <Select label={t.about} value={complaint} onInput={setComplaint} options={complaints.map(one => ({ value: one, text: t.complaints[one] }))} />
        <Loaded of={guide}>{known => (
          <details>
            <summary>{t.how}</summary>
            <ol lang="en">{known.shots.map(shot => <li key={shot.shows}><strong>{shot.shows}</strong> ({shot.distance}). {shot.how}</li>)}</ol>
            <ul class="small muted" lang="en">{[...known.light, ...known.never].map(one => <li key={one}>{one}</li>)}</ul>
            <p><a href={`${config().api}/photo-marker.svg`} target="_blank" rel="noopener">{t.marker}</a> <span class="small muted">{t.markerAbout}</span></p>
          </details>
        )}</Loaded>
        <input ref={camera} type="file" accept="image/*" capture="environment" hidden onChange={event => take(event.currentTarget)} onCancel={() => void (replaced.current = undefined)} aria-label={t.take} />
        <input ref={files} type="file" accept="image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif" multiple hidden onChange={event => take(event.currentTarget)} aria-label={t.choose} data-test="photo-files" />
        <div class="actions">
          <Button big onClick={() => camera.current?.click()}><Camera />{t.take}</Button>
          <Button kind="second" onClick={() => files.current?.click()}><Plus />{t.choose}</Button>
        </div>
        <p class="small muted">{t.safe}</p>
      </Card>
      {waiting.length > 0 && (
        <section class="stack" aria-labelledby="way">
          <h2 id="way">{t.onTheWay}</h2>
          <ul class="plain stack">{waiting.map(one => <li key={one.key} class="flat"><Sending one={one} onAgain={() => (replaced.current = one.key, camera.current!.click())} onDone={photos.again} /></li>)}</ul>
        </section>
      )}
      <section class="stack" aria-labelledby="kept">
        <h2 id="kept">{t.kept}</h2>
        <Loaded of={photos}>{list => {
          const kept = list.filter(p => p.thumb && !waiting.some(one => one.photoId === p.photoId))
          return kept.length === 0 ? <p class="muted">{waiting.length > 0 ? t.above : t.none}</p> : <ul class="plain shots">{kept.map(photo => <li key={photo.photoId} class="flat"><Kept photo={photo} /></li>)}</ul>
        }}</Loaded>
      </section>
    </Page>
  )
}

/** A photo from this device to its verdict. */
function Sending({ one, onAgain, onDone }: { one: Shown; onAgain: () => void; onDone: () => void }): JSX.Element {
  const [src, setSrc] = useState<string>()
  const [judged, setJudged] = useState<Schemas['PhotoView']>()
  const [shows, setShows] = useState(true)
  useEffect(() => {
    const made = URL.createObjectURL(one.photo)
    setSrc(made)
    return () => URL.revokeObjectURL(made)
  }, [one.photo])
  useEffect(() => {
    if (one.phase !== 'sent' || !one.photoId || judged) return
    let over = false
    const look = async (tries: number): Promise<void> => {
      const photo = await ask(api().GET('/api/animals/{animalId}/photos/{photoId}', { params: { path: { animalId: one.animalId, photoId: one.photoId! } } })).catch(() => null)
      if (over) return
      if (photo && ['ready', 'retake', 'refused'].includes(photo.status)) {
        setJudged(photo)
        onDone()
      } else setTimeout(() => void look(tries + 1), Math.min(3000, 500 + tries * 150))
    }
    void look(0)
    return () => void (over = true)
  }, [one.phase, one.photoId])
  const percent = Math.round(one.progress * 100)
  const bad = judged && (judged.status === 'retake' || judged.status === 'refused')
  return (
    <div class="card snug sending">
      {src && shows ? <img src={src} alt="" onError={() => setShows(false)} /> : <span class="no-picture"><Camera /></span>}
      <div class="stack tight">
        {!judged && one.phase !== 'failed' && <>
          <p role="status">{one.phase === 'sent' ? t.judging : one.failed ? t.line : one.phase === 'sending' ? t.sending(percent) : t.waiting}</p>
          <progress class="bar-of" max={100} value={one.phase === 'sent' ? undefined : percent} aria-label={t.sending(percent)} />
        </>}
        {one.phase === 'failed' && <Notice tone="danger" alert><p>{wordsFor(one.failed)}</p><div class="row"><Button kind="second" onClick={() => retry(one.key)}>{t.again}</Button><Button kind="quiet" onClick={() => void remove(one.key)}>{t.remove}</Button></div></Notice>}
        {judged && <Verdict photo={judged} />}
        {bad && <div class="row"><Button onClick={onAgain}><Camera />{t.takeAgain}</Button></div>}
      </div>
    </div>
  )
}

/** What the photo is good for, in words, and how to take a better one. */
function Verdict({ photo }: { photo: Schemas['PhotoView'] | Schemas['PhotoListed'] }): JSX.Element {
  const bad = photo.status === 'retake' || photo.status === 'refused'
  return (
    <div class="stack tight" role="status">
      <div><Badge tone={bad ? 'warn' : 'good'}>{bad ? (photo.status === 'refused' ? t.refused : t.retake) : photo.verdict === 'usable' ? t.usable : t.good}</Badge></div>
      {photo.advice.map(one => <p key={one.code} class="small" lang="en">{one.words} {one.tip && <span class="muted">{one.tip}</span>}</p>)}
    </div>
  )
}

function Kept({ photo }: { photo: Schemas['PhotoListed'] }): JSX.Element {
  return (
    <figure class="shot">
      {photo.thumb && <img src={photo.thumb.url} width={photo.thumb.width} height={photo.thumb.height} loading="lazy" alt={t.alt(photo.complaint ? ((t.complaints as Record<string, string>)[photo.complaint] ?? photo.complaint) : '', dateOf(photo.requestedAt))} />}
      <figcaption class="stack tight"><span class="small muted">{dateOf(photo.requestedAt)}</span><Verdict photo={photo} /></figcaption>
    </figure>
  )
}
