import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api, ask, fetchFrom, type Schemas } from '../api/client'
import { answered, keyOf } from '../api/idempotency'
import { fieldProblems, isCode } from '../api/problem'
import { TextArea } from '../ui/fields'
import { Button, Card, Failure, Notice } from '../ui/parts'
import { w } from './words'

const a = w.answerForm
const most = 20
const wait = (milliseconds: number): Promise<void> => new Promise(done => setTimeout(done, milliseconds))

/** What went up already: a repeat after a lost connection sends nothing twice. */
const sent = new WeakMap<File, string>()

/** A licensed vet's answer: a note, photos and reports, into the record. */
export function AnswerForm({ token, animalId }: { token: string; animalId: string }): JSX.Element {
  const kept = `answer:${token.slice(0, 12)}`
  const [note, setNote] = useState(sessionStorage.getItem(kept) ?? '')
  const [files, setFiles] = useState<readonly File[]>([])
  const [step, setStep] = useState('')
  const [refused, setRefused] = useState<readonly string[]>([])
  const [failed, setFailed] = useState<unknown>()
  const [done, setDone] = useState(false)
  const put = (text: string): void => {
    sessionStorage.setItem(kept, text)
    setNote(text)
  }
  const send = async (): Promise<void> => {
    if (step) return
    setFailed(undefined)
    setRefused([])
    try {
      const photoIds: string[] = []
      const importIds: string[] = []
      const bad: string[] = []
      for (const [i, file] of files.entries()) {
        setStep(a.sending(i + 1, files.length))
        if (file.type === 'application/pdf') {
          const importId = sent.get(file) ?? (await report(token, file))
          sent.set(file, importId)
          importIds.push(importId)
          continue
        }
        const photoId = sent.get(file) ?? (await upload(animalId, file))
        sent.set(file, photoId)
        const why = await judged(animalId, photoId)
        if (why === null) photoIds.push(photoId)
        else bad.push(a.refused(file.name, why))
      }
      if (bad.length > 0) {
        setRefused(bad)
        return
      }
      const body = { note, photoIds, importIds }
      await act(`answer:${token.slice(0, 12)}`, body, header => api().POST('/api/shared/{token}/answers', { params: { path: { token }, header }, body }))
      sessionStorage.removeItem(kept)
      setDone(true)
    } catch (error) {
      setFailed(error)
    } finally {
      setStep('')
    }
  }
  if (done) return <Notice tone="good" alert><p>{w.answered}</p></Notice>
  return (
    <Card>
      <h2>{w.answer}</h2>
      <p class="muted">{w.answerHint}</p>
      <form class="stack" onSubmit={event => (event.preventDefault(), void send())}>
        <TextArea label={a.note} value={note} onInput={put} error={fieldProblems(failed)['/note']} rows={5} maxLength={10_000} />
        <div class="field">
          <label for="answer-files">{a.files}</label>
          <span class="hint" id="answer-files-hint">{a.filesHint}</span>
          <input id="answer-files" class="input" type="file" multiple accept="image/jpeg,image/heic,image/png,image/webp,application/pdf" aria-describedby="answer-files-hint" onChange={event => setFiles([...(event.currentTarget.files ?? [])].slice(0, most))} />
        </div>
        {refused.length > 0 && <Notice tone="warn" alert><ul>{refused.map(one => <li key={one}>{one}</li>)}</ul></Notice>}
        <Failure failed={failed} />
        <div class="row"><Button type="submit" busy={step !== ''}>{w.send}</Button><span role="status" class="small">{step}</span></div>
      </form>
    </Card>
  )
}

/** A laboratory's report goes through the link as it is. */
async function report(token: string, file: File): Promise<string> {
  const name = `report:${file.name}:${file.size}:${file.lastModified}`
  const answer = await fetchFrom(`/api/shared/${encodeURIComponent(token)}/files`, {
    method: 'POST', body: file, headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': keyOf(name, token.slice(0, 12)) },
  })
  answered(name)
  return ((await answer.json()) as Schemas['ImportView']).importId
}

async function upload(animalId: string, file: File): Promise<string> {
  const body = { complaint: null }
  const name = `photo:${file.name}:${file.size}:${file.lastModified}`
  const { photoId } = await act(name, body, header => api().POST('/api/animals/{animalId}/photos', { params: { path: { animalId }, header }, body }))
  try {
    await fetchFrom(`/api/animals/${encodeURIComponent(animalId)}/photos/${encodeURIComponent(photoId)}/content`, { method: 'PUT', body: file, headers: { 'Content-Type': 'application/octet-stream' } })
  } catch (failed) {
    if (!isCode(failed, 'already-uploaded')) throw failed
  }
  return photoId
}

/** Null once the photo can be used; else why not, in words. */
async function judged(animalId: string, photoId: string): Promise<string | null> {
  for (let tries = 0; tries < 30; tries++) {
    const photo = await ask(api().GET('/api/animals/{animalId}/photos/{photoId}', { params: { path: { animalId, photoId } } }))
    // A dark or blurred picture is still a vet's to send: only what is no picture at all is left out.
    if (photo.status === 'ready' || photo.status === 'retake') return null
    if (photo.status === 'refused') return photo.advice.map(one => one.words).join(' ')
    await wait(1000)
  }
  return a.slow
}
