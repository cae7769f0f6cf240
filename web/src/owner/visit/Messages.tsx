import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { act, api, ask, type Schemas } from '../../api/client'
import { poll } from '../../api/longPoll'
import { TextArea } from '../../ui/fields'
import { Button, Failure, Notice } from '../../ui/parts'
import { dateOf, timeOf } from '../../ui/time'
import type { Visit } from '../data'
import { w } from '../words'

const t = w.messages
type Message = Schemas['MessageView']

/** Text between owner and vet, in the visit and for a while after it. What is half written stays on this device. */
export function Messages({ visit }: { visit: Visit }): JSX.Element {
  const path = { animalId: visit.animalId, visitId: visit.id }
  const key = `message:${visit.id}`
  const [messages, setMessages] = useState<readonly Message[]>([])
  const [open, setOpen] = useState(true)
  const [closes, setCloses] = useState<string | null>(null)
  const [text, setText] = useState(() => localStorage.getItem(key) ?? '')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => poll({
    ask: () => ask(api().GET('/api/animals/{animalId}/visits/{visitId}/messages', { params: { path, query: { limit: '200' } } })),
    heard: page => {
      setMessages(page.messages)
      setOpen(page.open)
      setCloses(page.closesAt)
      const last = page.messages.filter(m => m.from !== 'owner').pop()
      if (last && !last.readAt && document.visibilityState === 'visible') {
        void ask(api().POST('/api/animals/{animalId}/visits/{visitId}/messages/read', { params: { path }, body: { upTo: last.id } })).catch(() => undefined)
      }
    },
    pause: 3000,
  }), [visit.id])
  useEffect(() => list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' }), [messages.length])
  const write = (said: string): void => {
    setText(said)
    if (said) localStorage.setItem(key, said)
    else localStorage.removeItem(key)
  }
  const send = async (): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    const body = { text: text.trim() }
    try {
      const sent = await act(key, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/messages', { params: { path, header }, body }))
      setMessages(all => (all.some(m => m.id === sent.id) ? all : [...all, sent]))
      write('')
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  return (
    <section class="card snug" aria-labelledby="messages">
      <h2 id="messages">{t.title}</h2>
      <p class="small muted">{open ? (closes ? t.until(dateOf(closes)) : t.lead) : t.closed}</p>
      <ol ref={list} class="plain messages" aria-live="polite" tabIndex={messages.length > 4 ? 0 : undefined} aria-label={t.title}>
        {messages.map(one => (
          <li key={one.id} class={one.from === 'owner' ? 'mine' : 'theirs'}>
            <span class="small muted">{(t.from as Record<string, string>)[one.from ?? ''] ?? one.from} · {timeOf(one.at)}{one.from === 'owner' && one.readAt && ` · ${t.read}`}</span>
            <p class="pre-line">{one.text}</p>
            {one.photoIds.length > 0 && <span class="small muted">{t.photos(one.photoIds.length)}</span>}
          </li>
        ))}
      </ol>
      {open && (
        <form class="stack tight" onSubmit={event => (event.preventDefault(), text.trim() && void send())}>
          <TextArea label={t.write} value={text} onInput={write} rows={2} maxLength={4000} />
          <Failure failed={failed} />
          <div><Button type="submit" kind="second" busy={busy}>{t.send}</Button></div>
        </form>
      )}
      {open && <Notice tone="warn"><p class="small">{t.urgent}</p></Notice>}
    </section>
  )
}
