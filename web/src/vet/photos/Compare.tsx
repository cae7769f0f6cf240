import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Schemas } from '../../api/client'
import { Select } from '../../ui/fields'
import { Failure, Waiting } from '../../ui/parts'
import { momentOf } from '../../ui/time'
import { t } from '../patient'
import { FullScreen } from './FullScreen'
import { usePhoto, viewOf } from './usePhoto'

const p = t.photos

/** Two photos of a series laid over each other, with a line between them. `photos`: the oldest first. */
export function Compare({ animalId, photos, onClose }: { animalId: string; photos: readonly Schemas['PhotoListed'][]; onClose: () => void }): JSX.Element {
  const [before, setBefore] = useState(photos[0]!.photoId)
  const [after, setAfter] = useState(photos[photos.length - 1]!.photoId)
  const options = photos.map(one => ({ value: one.photoId, text: momentOf(one.requestedAt) }))
  return (
    <FullScreen title={p.compare} onClose={onClose}>
      <div class="row"><Select label={p.before} value={before} onInput={setBefore} options={options} /><Select label={p.after} value={after} onInput={setAfter} options={options} /></div>
      <Slider animalId={animalId} before={before} after={after} />
    </FullScreen>
  )
}

function Slider({ animalId, before, after }: { animalId: string; before: string; after: string }): JSX.Element {
  const [first, second] = [usePhoto(animalId, before), usePhoto(animalId, after)]
  const [at, setAt] = useState(50)
  const [a, b] = [first.value && viewOf(first.value), second.value && viewOf(second.value)]
  if (!a || !b) return <><Failure failed={first.failed ?? second.failed} again={() => (first.again(), second.again())} /><Waiting /></>
  return (
    <>
      <p class="small muted">{p.compareLead}</p>
      <div class="compare" style={{ aspectRatio: `${a.width} / ${a.height}`, width: `min(100%, calc((100dvh - 14rem) * ${a.width / a.height}))` }}>
        <img src={a.url} alt={p.before} onError={first.again} />
        <img src={b.url} alt={p.after} onError={second.again} style={{ clipPath: `inset(0 0 0 ${at}%)` }} />
        <span class="compare-line" style={{ left: `${at}%` }} aria-hidden="true" />
        <span class="compare-word left" aria-hidden="true">{p.before}</span>
        <span class="compare-word right" aria-hidden="true">{p.after}</span>
        <input type="range" min={0} max={100} value={at} aria-label={p.slider} aria-valuetext={`${100 - at} %`} onInput={event => setAt(Number(event.currentTarget.value))} />
      </div>
    </>
  )
}
