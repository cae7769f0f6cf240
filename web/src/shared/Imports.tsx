import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { act, api, ask, fetchFrom, type Schemas } from '../api/client'
import { useAsk } from '../api/useAsk'
import { Plus } from '../ui/icons'
import { Badge, Button, Failure, Loaded } from '../ui/parts'
import { save } from '../ui/save'
import { dateOf } from '../ui/time'
import { toast } from '../ui/toast'
import { w } from './words'

const t = w.imports
type Import = Schemas['ImportView']
const endings: Readonly<Record<Import['format'], string>> = { 'fhir-bundle': 'json', pdf: 'pdf', jpeg: 'jpg', png: 'png', webp: 'webp', heic: 'heic' }

/** What other clinics sent: kept as it came, marked as foreign, and brought in by whoever sees the animal. */
export function Imports({ animalId }: { animalId: string }): JSX.Element {
  const path = { animalId }
  const all = useAsk(() => ask(api().GET('/api/animals/{animalId}/imports', { params: { path } })).then(list => list.imports), [animalId])
  const files = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const bring = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0]
    input.value = ''
    if (!file) return
    setBusy(true)
    setFailed(undefined)
    try {
      const said = [file.name, file.size, file.lastModified]
      await act(`import:${animalId}`, said, async header => {
        const answer = await fetchFrom(`/api/animals/${animalId}/imports`, { method: 'POST', body: file, headers: { ...header, 'Content-Type': 'application/octet-stream' } })
        return { data: undefined, response: answer }
      })
      toast(t.brought)
      all.again()
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  const take = (one: Import): void =>
    void fetchFrom(`/api/animals/${animalId}/imports/${one.importId}/content`).then(r => r.blob()).then(file => save(file, `${dateOf(one.at).replace(/\W+/g, '-')}.${endings[one.format]}`), setFailed)
  return (
    <section class="stack no-print" aria-labelledby="imports">
      <h2 id="imports">{t.title}</h2>
      <p class="muted">{t.lead}</p>
      <Loaded of={all}>{list => list.length > 0 && (
        <ul class="plain stack tight">
          {list.map(one => (
            <li key={one.importId} class="card snug flat">
              <div class="row spread"><span><strong>{t.formats[one.format]}</strong> <span class="small muted">{dateOf(one.at)} · {sizeOf(one.bytes)}</span></span><Badge>{t.foreign}</Badge></div>
              <div><Button kind="quiet" onClick={() => take(one)}>{t.take}</Button></div>
            </li>
          ))}
        </ul>
      )}</Loaded>
      <Failure failed={failed} />
      <input ref={files} type="file" accept=".pdf,.json,.jpg,.jpeg,.png,.webp,.heic,application/pdf,application/json,application/fhir+json,image/*" hidden onChange={event => void bring(event.currentTarget)} aria-label={t.bring} data-test="import-file" />
      <div><Button kind="second" busy={busy} onClick={() => files.current?.click()}><Plus />{t.bring}</Button></div>
    </section>
  )
}

const sizeOf = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`)
