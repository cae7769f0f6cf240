import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { act, api, type Schemas } from '../../api/client'
import { fieldProblems } from '../../api/problem'
import { TextField } from '../../ui/fields'
import { Button, Failure, Notice } from '../../ui/parts'
import { number } from '../../ui/time'
import { type Dot, dotAt, drawn, outlineFault, type Shown, toPicture, wholeOf, windowOf, withDot } from '../logic/outline'
import { t } from '../patient'
import type { Photo, Picture } from './usePhoto'

const o = t.outline

/** Draws around a wound and measures it by the marker in the picture: by hand, point by point, or with the keyboard alone. */
export function Outline({ animalId, photo, view, series, onDone }: { animalId: string; photo: Photo; view: Picture; series: string; onDone: () => void }): JSX.Element {
  const [dots, setDots] = useState<readonly Dot[]>([])
  const [cross, setCross] = useState<Dot>({ x: view.width / 2, y: view.height / 2 })
  const [keyed, setKeyed] = useState(false)
  const [part, setPart] = useState<Shown & { zoom: number }>({ left: 0, top: 0, width: view.width, height: view.height, zoom: 1 })
  const zoomTo = (zoom: number): void => setPart({ ...windowOf(view.width, view.height, zoom, keyed ? cross : (dots.at(-1) ?? cross)), zoom })
  const [name, setName] = useState(series)
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<Schemas['MeasurementView']>()
  const named = /^[a-z0-9][a-z0-9-]{0,58}$/i.test(name)
  const fault = outlineFault(dots)
  const send = async (): Promise<void> => {
    if (fault || !named) return
    setBusy(true)
    setFailed(undefined)
    const body: Schemas['MeasureWound'] = { woundId: name, outline: dots.map(({ x, y }) => ({ x, y })) }
    const path = { animalId, photoId: photo.photoId }
    try {
      setMade(await act(`measure:${photo.photoId}`, body, header => api().POST('/api/animals/{animalId}/photos/{photoId}/measurements', { params: { path, header }, body })))
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  if (made) return <Result made={made} onDone={onDone} again={() => setMade(undefined)} />
  return (
    <div class="measure">
      <Drawing view={view} part={part} dots={dots} change={setDots} cross={cross} moveCross={setCross} keyed={keyed} setKeyed={setKeyed} />
      <form class="stack" onSubmit={event => (event.preventDefault(), void send())}>
        <p class="small">{o.lead}</p>
        <p class="small muted">{o.keys}</p>
        <p role="status" class="small numbers">{o.points(dots.length)}{keyed && ` · ${o.at(Math.round(cross.x), Math.round(cross.y))}`}</p>
        <div class="row snug">
          <Button kind="second" aria-label={o.zoomOut} onClick={() => zoomTo(Math.max(1, part.zoom / 2))}>−</Button>
          <Button kind="second" aria-label={o.zoomIn} onClick={() => zoomTo(Math.min(8, part.zoom * 2))}>+</Button>
          <span class="small muted">{o.zoomHint}</span>
        </div>
        <div class="row snug">
          <Button kind="second" onClick={() => setDots(dots.slice(0, -1))}>{o.undo}</Button>
          <Button kind="quiet" onClick={() => setDots([])}>{o.clear}</Button>
        </div>
        {dots.length > 2 && fault && <Notice tone="warn"><p>{o[fault]}</p></Notice>}
        <TextField label={o.name} hint={o.nameHint} value={name} onInput={setName} error={name && !named ? o.nameWrong : fieldProblems(failed)['/woundId']} maxLength={59} />
        <Failure failed={failed} />
        <div><Button type="submit" busy={busy || fault !== null || !named}>{o.send}</Button></div>
      </form>
    </div>
  )
}

interface DrawingProps {
  readonly view: Picture
  /** What of the picture is shown. */
  readonly part: Shown
  readonly dots: readonly Dot[]
  readonly change: (dots: readonly Dot[]) => void
  readonly cross: Dot
  readonly moveCross: (at: Dot) => void
  readonly keyed: boolean
  readonly setKeyed: (keyed: boolean) => void
}

function Drawing({ view, part, dots, change, cross, moveCross, keyed, setKeyed }: DrawingProps): JSX.Element {
  const svg = useRef<SVGSVGElement>(null)
  const line = useRef<Dot[] | null>(null)
  const dragged = useRef(-1)
  const [live, setLive] = useState<readonly Dot[]>()
  const { width, height } = view
  const at = (event: PointerEvent): Dot => toPicture({ x: event.clientX, y: event.clientY }, wholeOf(svg.current!.getBoundingClientRect(), part, width, height), width, height)
  /** So many pixels of the picture are a finger on the screen. */
  const finger = (): number => (18 * part.width) / svg.current!.getBoundingClientRect().width
  const down = (event: PointerEvent): void => {
    event.preventDefault()
    svg.current!.setPointerCapture(event.pointerId)
    setKeyed(false)
    dragged.current = dotAt(dots, at(event), finger())
    line.current = dragged.current < 0 ? [at(event)] : null
  }
  const move = (event: PointerEvent): void => {
    if (dragged.current >= 0) change(dots.map((dot, i) => (i === dragged.current ? at(event) : dot)))
    else if (line.current) setLive((line.current = [...line.current, at(event)]))
  }
  const up = (event: PointerEvent): void => {
    const walked = line.current
    const long = walked && walked.some(dot => Math.hypot(dot.x - walked[0]!.x, dot.y - walked[0]!.y) > finger())
    if (walked) change(long ? drawn(walked) : withDot(dots, at(event), finger()))
    line.current = null
    dragged.current = -1
    setLive(undefined)
  }
  const key = (event: KeyboardEvent): void => {
    const far = event.shiftKey ? 40 : 4
    const [x, y] = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] }[event.key] ?? []
    if (x !== undefined && y !== undefined) moveCross({ x: Math.min(width, Math.max(0, cross.x + x)), y: Math.min(height, Math.max(0, cross.y + y)) })
    else if (event.key === 'Enter' || event.key === ' ') change([...dots, { x: Math.round(cross.x * 10) / 10, y: Math.round(cross.y * 10) / 10 }])
    else if (event.key === 'Backspace' || event.key === 'Delete') change(dots.slice(0, -1))
    else return
    event.preventDefault()
    setKeyed(true)
  }
  const shown = live ?? dots
  const points = shown.map(({ x, y }) => `${x},${y}`).join(' ')
  const mark = part.width / 170
  return (
    <div class="drawing" tabIndex={0} role="application" aria-label={o.area} aria-roledescription={o.title} onKeyDown={key} onFocus={() => setKeyed(true)} onBlur={() => setKeyed(false)}>
      <svg ref={svg} style={{ width: `min(100%, calc((100dvh - 7rem) * ${width / height}))` }} viewBox={`${part.left} ${part.top} ${part.width} ${part.height}`} onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up}>
        <image href={view.url} width={width} height={height} />
        {live ? <polyline points={points} class="outline-line" stroke-width={mark / 2} /> : <polygon points={points} class="outline-line closed" stroke-width={mark / 2} />}
        {!live && dots.length <= 80 && dots.map((dot, i) => <circle key={i} cx={dot.x} cy={dot.y} r={mark} class="outline-dot" stroke-width={mark / 3} />)}
        {keyed && <path d={`M${cross.x - 4 * mark},${cross.y}h${8 * mark}M${cross.x},${cross.y - 4 * mark}v${8 * mark}`} class="outline-cross" stroke-width={mark / 2} />}
      </svg>
    </div>
  )
}

function Result({ made, onDone, again }: { made: Schemas['MeasurementView']; onDone: () => void; again: () => void }): JSX.Element {
  return (
    <div class="stack" role="status">
      <p class="big-number">{o.area2(number(made.areaMm2, 0), number(made.errorPercent))}</p>
      <p>{o.size(number(made.longestMm), number(made.widestMm))}</p>
      <p>{made.changePercent === null || made.changePercent === undefined ? o.noChange : o.change(number(made.changePercent))}</p>
      {made.redness !== null && made.redness !== undefined && <p class="muted">{o.redness(number(made.redness, 2))}</p>}
      <div class="actions"><Button onClick={onDone}>OK</Button><Button kind="second" onClick={again}>{o.again}</Button></div>
    </div>
  )
}
