import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { fetchFrom } from '../api/client'
import { Failure, Waiting } from './parts'

/** A picture that the API shows only to whoever may see it (a chart, a comparison): fetched with the token, shown from memory. */
export function Picture({ path, alt, className }: { path: string; alt: string; className?: string }): JSX.Element {
  const [src, setSrc] = useState<string>()
  const [failed, setFailed] = useState<unknown>()
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const stop = new AbortController()
    let made: string | undefined
    setFailed(undefined)
    fetchFrom(path, { signal: stop.signal }).then(r => r.blob()).then(
      blob => setSrc((made = URL.createObjectURL(blob))),
      (error: unknown) => stop.signal.aborted || setFailed(error),
    )
    return () => {
      stop.abort()
      if (made) URL.revokeObjectURL(made)
    }
  }, [path, turn])
  if (failed) return <Failure failed={failed} again={() => setTurn(n => n + 1)} />
  return src ? <img class={className} src={src} alt={alt} /> : <Waiting />
}

/** A chart drawn by the API; on white, for that is what it is drawn for. */
export const ApiChart = ({ path, alt }: { path: string; alt: string }): JSX.Element => <figure class="chart scroll-x"><Picture path={path} alt={alt} /></figure>

/** A chart of readings, drawn as wide as this window: its letters are as large on a phone as on a desk. */
export const ReadingsChart = ({ animalId, kind, alt }: { animalId: string; kind: string; alt: string }): JSX.Element =>
  <ApiChart path={`/api/animals/${encodeURIComponent(animalId)}/readings/chart.svg?kind=${kind}&width=${Math.max(280, Math.min(720, document.documentElement.clientWidth - 60))}`} alt={alt} />
