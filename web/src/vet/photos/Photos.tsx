import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api, ask, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { terms, termOf } from '../../i18n/terms'
import { Badge, Button, Loaded } from '../../ui/parts'
import { dateOf, momentOf } from '../../ui/time'
import { t } from '../patient'
import { Compare } from './Compare'
import { Viewer } from './Viewer'
import { Wound } from './Wound'

type Listed = Schemas['PhotoListed']
const p = t.photos
const usable = (photo: Listed): boolean => Boolean(photo.thumb)

/** The photos of an animal, or of one visit, by series; each opens large, two of a series are laid over each other. `turn` grows when there is something new. */
export function Photos({ animalId, visitId, name, turn = 0 }: { animalId: string; visitId?: string; name: string; turn?: number }): JSX.Element {
  const photos = useAsk(() => ask(api().GET('/api/animals/{animalId}/photos', { params: { path: { animalId }, query: visitId ? { visitId } : {} } })), [animalId, visitId, turn])
  // Wounds are known by their measurements, whatever the series of the photo was called.
  const wounds = useAsk(async () => {
    const page = await ask(api().GET('/api/animals/{animalId}/record', { params: { path: { animalId }, query: { kind: 'wound' } }, headers: { Accept: 'application/json' } })) as Schemas['RecordPage']
    return [...new Set(page.entries.map(entry => (entry.what as { woundId: string }).woundId))]
  }, [animalId, turn])
  const [open, setOpen] = useState<string>()
  const [compared, setCompared] = useState<readonly Listed[]>()
  return (
    <Loaded of={photos}>{({ photos: list }) => {
      if (list.length === 0) return <p class="muted">{p.none}</p>
      const series = [...new Set(list.map(photo => photo.series ?? ''))].sort()
      return (
        <div class="stack loose">
          {series.map(of => {
            const its = list.filter(photo => (photo.series ?? '') === of)
            const shown = its.filter(usable)
            return (
              <section key={of} class="stack tight" aria-label={of ? p.series(of) : t.animal.photos}>
                {(of || shown.length > 1) && <div class="row spread"><h3>{of ? p.series(of) : t.animal.photos}</h3>{shown.length > 1 && <Button kind="quiet" onClick={() => setCompared([...shown].reverse())}>{p.compare}</Button>}</div>}
                <ul class="photos plain">{its.map(photo => <li key={photo.photoId}><Thumb photo={photo} name={name} open={() => setOpen(photo.photoId)} /></li>)}</ul>
                {wounds.value?.includes(of) && <Wound animalId={animalId} woundId={of} />}
              </section>
            )
          })}
          {wounds.value?.filter(id => !series.includes(id)).map(id => <Wound key={id} animalId={animalId} woundId={id} />)}
          {open && <Viewer animalId={animalId} photoId={open} name={name} series={list.find(photo => photo.photoId === open)?.series} onClose={() => (setOpen(undefined), photos.again(), wounds.again())} />}
          {compared && <Compare animalId={animalId} photos={compared} onClose={() => setCompared(undefined)} />}
        </div>
      )
    }}</Loaded>
  )
}

function Thumb({ photo, name, open }: { photo: Listed; name: string; open: () => void }): JSX.Element {
  const when = momentOf(photo.requestedAt)
  return photo.thumb ? (
    <button type="button" class="thumb" onClick={open}>
      <img src={photo.thumb.url} alt={p.alt(name, when)} width={photo.thumb.width} height={photo.thumb.height} loading="lazy" />
      <span class="thumb-words"><span class="small">{dateOf(photo.requestedAt)}</span>{photo.verdict && photo.verdict !== 'good' && <Badge tone="warn">{termOf(terms.verdicts, photo.verdict)}</Badge>}</span>
    </button>
  ) : (
    <div class="thumb empty"><span>{photo.status === 'working' ? p.waiting : termOf(terms.photos, photo.status)}</span>{photo.advice.map(one => <span key={one.code} class="small muted">{one.words}</span>)}</div>
  )
}
