import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { session } from '../../auth/session'
import { config } from '../../config'
import { Badge, Button, Failure, Notice } from '../../ui/parts'
import { Refusal, type RoomState, VideoRoom } from '../../video'
import type { Visit } from '../data'
import { w } from '../words'
import { openMedia } from './measure'

const t = w.video

/** The picture of both sides. Joining is a press, so that nobody is on camera by surprise. */
export function VideoPanel({ visit }: { visit: Visit }): JSX.Element {
  const [media, setMedia] = useState<MediaStream | null>(null)
  const [room, setRoom] = useState<VideoRoom | null>(null)
  const [state, setState] = useState<RoomState>('new')
  const [proposed, setProposed] = useState(false)
  const [noMedia, setNoMedia] = useState(false)
  const [muted, setMuted] = useState(false)
  const [blind, setBlind] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const theirs = useRef<HTMLVideoElement>(null)
  const mine = useRef<HTMLVideoElement>(null)

  // What is open when the page goes is closed, and only then.
  const open = useRef<{ room: VideoRoom | null; media: MediaStream | null }>({ room: null, media: null })
  open.current = { room, media }
  useEffect(() => () => {
    void open.current.room?.leave()
    open.current.media?.getTracks().forEach(track => track.stop())
  }, [])
  useEffect(() => {
    if (mine.current) mine.current.srcObject = media
  }, [media])

  const join = async (): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    try {
      const opened = media ?? (await openMedia())
      setMedia(opened)
      setNoMedia(opened === null)
      const made = new VideoRoom({ api: config().api, animalId: visit.animalId, visitId: visit.id, end: 'owner', media: opened, token: () => session()?.token ?? '' })
      made.on('state', news => setState(news.state))
      made.on('remote', stream => {
        if (theirs.current) theirs.current.srcObject = stream
      })
      made.on('phone', () => setProposed(true))
      await made.join()
      setRoom(made)
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  const leave = async (): Promise<void> => {
    await room?.leave()
    media?.getTracks().forEach(track => track.stop())
    setRoom(null)
    setMedia(null)
    setState('left')
  }
  const toggle = (kind: 'audio' | 'video', off: boolean): void => media?.getTracks().filter(track => track.kind === kind).forEach(track => (track.enabled = !off))

  const inside = room !== null && state !== 'left' && state !== 'over' && state !== 'moved'
  return (
    <section class="card video-card" aria-label={t.title}>
      <div class={inside ? 'stage' : 'stage idle'}>
        <video ref={theirs} class="theirs" autoplay playsInline aria-label={t.theirs} />
        <video ref={mine} class="mine" autoplay playsInline muted hidden={!media || blind} aria-label={t.mine} />
        {(!inside || state !== 'connected') && <p class="stage-words" role="status">{(t.states as Record<string, string>)[inside || state !== 'new' ? state : 'new']}</p>}
      </div>
      <div class="actions">
        {!inside && <Button big busy={busy} onClick={() => void join()}>{state === 'moved' ? t.back : t.join}</Button>}
        {inside && <>
          <Button kind="second" aria-pressed={muted} onClick={() => (setMuted(!muted), toggle('audio', !muted))}>{muted ? t.unmute : t.mute}</Button>
          <Button kind="second" aria-pressed={blind} onClick={() => (setBlind(!blind), toggle('video', !blind))}>{blind ? t.show : t.hide}</Button>
          <Button kind="quiet" onClick={() => void leave()}>{t.leave}</Button>
          {state === 'connected' && <Badge tone="good">{t.connected}</Badge>}
        </>}
      </div>
      {noMedia && <Notice tone="warn">{t.noMedia}</Notice>}
      {proposed && <Notice tone="warn" alert>{t.phone}</Notice>}
      {failed instanceof Refusal ? <Notice tone="warn" alert>{(t.refusals as Record<string, string>)[failed.code] ?? failed.message}</Notice> : <Failure failed={failed} />}
    </section>
  )
}
