import type { JSX } from 'preact'
import { lazy } from 'preact-iso'
import { useEffect, useRef, useState } from 'preact/hooks'
import { common } from '../../i18n/common'
import { terms, termOf } from '../../i18n/terms'
import { Badge, Button, Failure, Waiting } from '../../ui/parts'
import { momentOf } from '../../ui/time'
import { t } from '../patient'
import { FullScreen } from './FullScreen'
import { masterOf, usePhoto, viewOf } from './usePhoto'

const Outline = lazy(() => import('./Outline').then(m => m.Outline))
const p = t.photos
const steps = [1, 1.5, 2, 3, 4, 6, 8]

/** One photo, as large as wanted. Beyond the screen's picture the full resolution is shown. */
export function Viewer({ animalId, photoId, name, series, onClose }: { animalId: string; photoId: string; name: string; series?: string | null | undefined; onClose: () => void }): JSX.Element {
  const photo = usePhoto(animalId, photoId)
  const [measuring, setMeasuring] = useState(false)
  const shown = photo.value
  const when = shown ? momentOf(shown.requestedAt) : ''
  const view = shown && viewOf(shown)
  return (
    <FullScreen title={measuring ? t.outline.title : p.alt(name, when)} onClose={onClose}>
      <Failure failed={photo.failed} again={photo.again} />
      {!shown && photo.loading && <Waiting />}
      {shown && view && (measuring
        ? <Outline animalId={animalId} photo={shown} view={view} series={series ?? ''} onDone={onClose} />
        : (
          <Zoom view={view.url} shape={view.width / view.height} master={masterOf(shown)?.url ?? view.url} alt={p.alt(name, when)} renew={photo.again}>
            <span class="row snug">{shown.verdict && <Badge tone={shown.verdict === 'good' ? 'good' : 'warn'}>{termOf(terms.verdicts, shown.verdict)}</Badge>}{shown.advice.map(one => <span key={one.code} class="small muted">{one.words}</span>)}</span>
            <Button kind="second" onClick={() => setMeasuring(true)}>{p.measure}</Button>
          </Zoom>
        ))}
    </FullScreen>
  )
}

function Zoom({ view, shape, master, alt, renew, children }: { view: string; shape: number; master: string; alt: string; renew: () => void; children: JSX.Element[] }): JSX.Element {
  const [zoom, setZoom] = useState(1)
  const [broken, setBroken] = useState(false)
  const area = useRef<HTMLDivElement>(null)
  const fingers = useRef(new Map<number, { x: number; y: number }>())
  const pinch = useRef<{ apart: number; zoom: number } | null>(null)
  const to = (wanted: number, at?: { x: number; y: number }): void => {
    const box = area.current
    const next = Math.min(8, Math.max(1, wanted))
    if (box) {
      // What lies under the finger, or in the middle, stays there.
      const [x, y] = [at?.x ?? box.clientWidth / 2, at?.y ?? box.clientHeight / 2]
      const [left, top] = [((box.scrollLeft + x) / zoom) * next - x, ((box.scrollTop + y) / zoom) * next - y]
      requestAnimationFrame(() => box.scrollTo(left, top))
    }
    setZoom(next)
  }
  const step = (by: 1 | -1): void => to(by > 0 ? (steps.find(one => one > zoom + 0.01) ?? 8) : ([...steps].reverse().find(one => one < zoom - 0.01) ?? 1))
  useEffect(() => {
    const box = area.current
    const wheel = (event: WheelEvent): void => {
      if (!event.ctrlKey) return
      event.preventDefault()
      const shown = box!.getBoundingClientRect()
      to(zoom * (event.deltaY < 0 ? 1.15 : 1 / 1.15), { x: event.clientX - shown.left, y: event.clientY - shown.top })
    }
    box?.addEventListener('wheel', wheel, { passive: false })
    return () => box?.removeEventListener('wheel', wheel)
  }, [zoom])
  const apart = (): number => {
    const [a, b] = [...fingers.current.values()]
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0
  }
  const lift = (event: PointerEvent): void => {
    fingers.current.delete(event.pointerId)
    pinch.current = null
  }
  return (
    <>
      <div
        class="zoom" ref={area} tabIndex={0} role="region" aria-label={p.scroll}
        onPointerDown={event => {
          fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
          if (fingers.current.size === 2) pinch.current = { apart: apart(), zoom }
        }}
        onPointerMove={event => {
          if (!fingers.current.has(event.pointerId)) return
          fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
          if (pinch.current) to((pinch.current.zoom * apart()) / pinch.current.apart)
        }}
        onPointerUp={lift} onPointerCancel={lift}
        onKeyDown={event => (event.key === '+' || event.key === '=' ? step(1) : event.key === '-' ? step(-1) : event.key === '0' ? to(1) : undefined)}
      >
        <img src={zoom > 1.5 ? master : view} alt={alt} style={{ width: `calc(${zoom} * min(100%, (100dvh - 11rem) * ${shape}))` }} draggable={false} onError={() => (broken ? undefined : (setBroken(true), renew()))} onLoad={() => setBroken(false)} />
      </div>
      {broken && <p class="small">{p.failed} <Button kind="quiet" onClick={renew}>{common.retry}</Button></p>}
      <div class="row spread">
        <div class="row snug">
          <Button kind="second" aria-label={p.zoomOut} onClick={() => step(-1)}>−</Button>
          <span class="numbers" role="status">{p.zoomed(Math.round(zoom * 100))}</span>
          <Button kind="second" aria-label={p.zoomIn} onClick={() => step(1)}>+</Button>
          <Button kind="quiet" onClick={() => to(1)}>{p.fit}</Button>
        </div>
        {children}
      </div>
    </>
  )
}
