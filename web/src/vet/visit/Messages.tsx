import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { act, api, ask } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { TextArea } from '../../ui/fields'
import { Button, Failure, Loaded } from '../../ui/parts'
import { momentOf, timeOf } from '../../ui/time'
import type { Visit } from '../data'
import { t } from '../patient'

const m = t.messages

/** What vet and owner write to each other in this visit. */
export function Messages({ visit, turn }: { visit: Visit; turn: number }): JSX.Element {
  const path = { animalId: visit.animalId, visitId: visit.id }
  const messages = useAsk(() => ask(api().GET('/api/animals/{animalId}/visits/{visitId}/messages', { params: { path, query: { limit: '200' } } })), [visit.id, turn])
  const end = useRef<HTMLDivElement>(null)
  const last = messages.value?.messages.at(-1)
  const unread = messages.value?.messages.filter(one => one.from === 'owner' && !one.readAt).at(-1)
  useEffect(() => {
    end.current?.scrollTo(0, end.current.scrollHeight)
  }, [last?.id])
  useEffect(() => {
    if (!unread) return
    const body = { upTo: unread.id }
    // A receipt that is lost is given again with the next look.
    act(`read:${unread.id}`, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/messages/read', { params: { path, header }, body })).catch(() => undefined)
  }, [unread?.id])
  return (
    <Loaded of={messages}>{page => (
      <div class="stack">
        <div class="chat" ref={end} role="log" aria-label={t.visit.messages} tabIndex={0}>
          {page.messages.length === 0 && <p class="muted">{m.none}</p>}
          {page.messages.map(one => (
            <div key={one.id} class={one.from === 'vet' ? 'bubble mine' : 'bubble'}>
              <span class="small muted">{one.from === 'vet' ? m.you : m.owner} · {timeOf(one.at)}{one.from === 'vet' && one.readAt ? ` · ${m.read}` : ''}</span>
              <span class="pre-line">{one.text}</span>
              {one.photoIds.length > 0 && <span class="small">{m.photo} × {one.photoIds.length}</span>}
            </div>
          ))}
        </div>
        {page.open ? <Write visit={visit} sent={messages.again} closes={page.closesAt} /> : <p class="muted">{m.closed}</p>}
      </div>
    )}</Loaded>
  )
}

function Write({ visit, sent, closes }: { visit: Visit; sent: () => void; closes: string | null | undefined }): JSX.Element {
  const kept = `message:${visit.id}`
  const [text, setText] = useState(sessionStorage.getItem(kept) ?? '')
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const put = (value: string): void => {
    sessionStorage.setItem(kept, value)
    setText(value)
  }
  const send = async (): Promise<void> => {
    if (text.trim() === '') return
    setBusy(true)
    const body = { text }
    try {
      await act(`send:${visit.id}`, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/messages', { params: { path: { animalId: visit.animalId, visitId: visit.id }, header }, body }))
      put('')
      setFailed(undefined)
      sent()
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  return (
    <form class="stack tight" onSubmit={event => (event.preventDefault(), void send())}>
      <TextArea label={m.write} value={text} onInput={put} rows={3} maxLength={4000} {...(closes ? { hint: m.closes(momentOf(closes)) } : {})} />
      <Failure failed={failed} />
      <div><Button type="submit" busy={busy}>{m.send}</Button></div>
    </form>
  )
}
