import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { act, api } from '../../api/client'
import { config } from '../../config'
import { session } from '../../auth/session'
import { Button, Failure, Notice } from '../../ui/parts'
import { number } from '../../ui/time'
import { toast } from '../../ui/toast'
import { type Quality, type RoomState, VideoRoom } from '../../video'
import type { Visit } from '../data'
import { t } from '../patient'
import { Calls } from './Calls'

const v = t.video

async function devices(): Promise<MediaStream | null> {
  return navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true }, video: { width: { ideal: 1280 }, height: { ideal: 720 } } })
}

/** The owner's picture and one's own, and the telephone where the line is bad. */
export function VideoStage({ visit, turn }: { visit: Visit; turn: number }): JSX.Element {
  const [state, setState] = useState<RoomState>('new')
  const [joining, setJoining] = useState(false)
  const [quality, setQuality] = useState<Quality>()
  const [phone, setPhone] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const [denied, setDenied] = useState(false)
  const room = useRef<VideoRoom | null>(null)
  const media = useRef<MediaStream | null>(null)
  const theirs = useRef<HTMLVideoElement>(null)
  const own = useRef<HTMLVideoElement>(null)
  const stop = (): void => {
    media.current?.getTracks().forEach(track => track.stop())
    media.current = null
  }
  useEffect(() => () => (void room.current?.leave(), stop()), [])

  const join = async (withCamera: boolean): Promise<void> => {
    setJoining(true)
    setFailed(undefined)
    try {
      if (withCamera) {
        try {
          media.current = await devices()
        } catch {
          setDenied(true)
          return
        }
      }
      setDenied(false)
      if (own.current) own.current.srcObject = media.current
      const made = new VideoRoom({ api: config().api, animalId: visit.animalId, visitId: visit.id, end: 'vet', media: media.current, token: () => session()?.token ?? '' })
      made.on('state', ({ state: now }) => setState(now))
      made.on('remote', stream => theirs.current && (theirs.current.srcObject = stream))
      made.on('quality', setQuality)
      made.on('phone', () => setPhone(true))
      room.current = made
      await made.join()
    } catch (error) {
      setFailed(error instanceof Error ? error : undefined)
      stop()
    } finally {
      setJoining(false)
    }
  }
  const leave = (): void => {
    void room.current?.leave()
    stop()
  }
  const inside = state === 'waiting' || state === 'connecting' || state === 'connected' || state === 'reconnecting'
  return (
    <section class="stage" aria-label={v.title}>
      <div class={inside ? 'screen' : 'screen idle'}>
        <video ref={theirs} autoplay playsInline aria-label={v.owner} hidden={!inside} />
        <video ref={own} class="own" autoplay playsInline muted aria-label={v.you} hidden={!inside || !media.current} />
        <p class="screen-words" role="status">{v.states[state]}</p>
        {!inside && (
          <div class="actions center">
            <Button busy={joining} onClick={() => void join(true)}>{joining ? v.joining : state === 'moved' ? v.here : v.join}</Button>
            {denied && <Button kind="second" onClick={() => void join(false)}>{v.joinBlind}</Button>}
          </div>
        )}
      </div>
      {denied && <Notice tone="warn" alert><p>{v.denied}</p></Notice>}
      {failed !== undefined && <Notice tone="danger" alert><p>{failed instanceof Error ? failed.message : String(failed)}</p></Notice>}
      {inside && <Controls media={media.current} leave={leave} quality={quality} />}
      {phone && <Notice tone="warn" alert><p>{v.phoneOffer}</p></Notice>}
      <Phone visit={visit} turn={turn} />
    </section>
  )
}

function Controls({ media, leave, quality }: { media: MediaStream | null; leave: () => void; quality: Quality | undefined }): JSX.Element {
  const [, draw] = useState(0)
  const toggle = (kind: 'audio' | 'video'): JSX.Element | null => {
    const track = media?.getTracks().find(one => one.kind === kind)
    if (!track) return null
    const words = kind === 'audio' ? (track.enabled ? v.mute : v.unmute) : track.enabled ? v.hide : v.show
    return <Button kind="second" onClick={() => ((track.enabled = !track.enabled), draw(n => n + 1))}>{words}</Button>
  }
  return (
    <div class="row spread">
      <div class="row snug">{toggle('audio')}{toggle('video')}<Button kind="quiet" onClick={leave}>{v.leave}</Button></div>
      {quality && <span class="small muted numbers">{v.quality(number(quality.lossPercent), number(quality.roundTripMs, 0))}</span>}
    </div>
  )
}

function Phone({ visit, turn }: { visit: Visit; turn: number }): JSX.Element {
  const [failed, setFailed] = useState<unknown>()
  const [asked, setAsked] = useState(0)
  const call = async (): Promise<void> => {
    const path = { animalId: visit.animalId, visitId: visit.id }
    try {
      await act(`call:${visit.id}`, null, header => api().POST('/api/animals/{animalId}/visits/{visitId}/calls', { params: { path, header } }))
      setFailed(undefined)
      setAsked(n => n + 1)
      toast(v.calling)
    } catch (error) {
      setFailed(error)
    }
  }
  return (
    <div class="stack tight">
      {visit.backupPhoneAgreed ? <div class="row"><Button kind="second" onClick={() => void call()}>{v.phone}</Button></div> : <p class="small muted">{v.noPhone}</p>}
      <Failure failed={failed} />
      <Calls animalId={visit.animalId} visitId={visit.id} turn={turn + asked} watch={asked > 0} />
    </div>
  )
}
