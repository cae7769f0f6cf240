// Photos on their way. Each is kept on this device from the moment it is chosen until the API has it: a reload, a lost line or a closed page loses none.
// The request for a place carries the photo's own key, so a repeat asks for the same place; the bytes go in parts, and on from where the line broke.
import { createStore, del, entries, set } from 'idb-keyval'
import { api, ask, type Schemas } from '../../api/client'
import { config } from '../../config'
import { backOff } from '../../api/longPoll'
import { isCode, Problem } from '../../api/problem'
import { session } from '../../auth/session'
import { nextPart, type Part } from './parts'

export type Phase = 'waiting' | 'sending' | 'sent' | 'failed'

export interface Waiting {
  /** The photo's own key on this device. */
  readonly key: string
  /** Whose it is: two people on one device do not send each other's. */
  readonly owner: string
  readonly animalId: string
  readonly visitId?: string
  readonly complaint: string
  readonly photo: Blob
  readonly addedAt: number
}

export interface Shown extends Waiting {
  readonly phase: Phase
  /** 0 to 1 of the bytes. */
  readonly progress: number
  readonly photoId?: string
  readonly failed?: unknown
}

const store = createStore('photos', 'waiting')
let shown: readonly Shown[] = []
let running = false
const listeners = new Set<(all: readonly Shown[]) => void>()

export function onPhotos(listener: (all: readonly Shown[]) => void): () => void {
  listeners.add(listener)
  listener(shown)
  return () => void listeners.delete(listener)
}

function show(key: string, part: Partial<Shown> | null): void {
  shown = part === null ? shown.filter(one => one.key !== key) : shown.map(one => (one.key === key ? { ...one, ...part } : one))
  listeners.forEach(tell => tell(shown))
}

/** Keeps chosen photos on this device and begins to send them. */
export async function add(photos: readonly Blob[], about: { animalId: string; visitId?: string; complaint: string }): Promise<void> {
  const owner = session()?.sub ?? ''
  for (const photo of photos) {
    const one: Waiting = { key: crypto.randomUUID(), owner, ...about, photo, addedAt: Date.now() }
    await set(one.key, one, store).catch(() => undefined) // A private window keeps none; the photo is sent all the same.
    shown = [...shown, { ...one, phase: 'waiting', progress: 0 }]
  }
  listeners.forEach(tell => tell(shown))
  void run()
}

/** Takes up what an earlier load of the page left behind. */
export async function resume(): Promise<void> {
  const owner = session()?.sub ?? ''
  const kept = (await entries<string, Waiting>(store).catch(() => [])).map(([, one]) => one).filter(one => one.owner === owner && !shown.some(s => s.key === one.key))
  if (kept.length === 0) return
  shown = [...shown, ...kept.sort((a, b) => a.addedAt - b.addedAt).map(one => ({ ...one, phase: 'waiting' as const, progress: 0 }))]
  listeners.forEach(tell => tell(shown))
  void run()
}

export async function remove(key: string): Promise<void> {
  await del(key, store).catch(() => undefined)
  show(key, null)
}

export function retry(key: string): void {
  show(key, { phase: 'waiting', progress: 0, failed: undefined })
  void run()
}

/** One at a time: on a narrow line a photo that arrives is worth more than three halves. */
async function run(): Promise<void> {
  if (running) return
  running = true
  try {
    for (let next = shown.find(one => one.phase === 'waiting'); next; next = shown.find(one => one.phase === 'waiting')) await send(next)
  } finally {
    running = false
  }
}

async function send(one: Shown): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      show(one.key, { phase: 'sending' })
      const ways = await ask(api().POST('/api/animals/{animalId}/photos', {
        params: { path: { animalId: one.animalId }, header: { 'Idempotency-Key': one.key } },
        body: { complaint: one.complaint, ...(one.visitId ? { visitId: one.visitId } : {}) },
      }))
      show(one.key, { photoId: ways.photoId })
      if (ways.status === 'awaiting-upload') await put(one, ways.photoId)
      await del(one.key, store).catch(() => undefined)
      show(one.key, { phase: 'sent', progress: 1 })
      return
    } catch (failed) {
      // The API said no: sending the same again changes nothing, except where the bytes were taken after all.
      if (isCode(failed, 'already-uploaded')) {
        await del(one.key, store).catch(() => undefined)
        return show(one.key, { phase: 'sent', progress: 1 })
      }
      if (failed instanceof Problem && failed.status < 500 && failed.status !== 429) return show(one.key, { phase: 'failed', failed })
      show(one.key, { phase: 'sending', failed })
      await lineIsBack(backOff(Math.min(tries, 6)))
      if (!shown.some(s => s.key === one.key)) return
    }
  }
}

/** The bytes in parts, from where the API has them. */
async function put(one: Shown, photoId: string): Promise<void> {
  const { size } = one.photo
  if (size === 0) throw new Problem({ status: 400, code: 'body-missing', detail: '' })
  const path = { animalId: one.animalId, photoId }
  let here = await ask(api().GET('/api/animals/{animalId}/photos/{photoId}/parts', { params: { path } }))
  while (!here.whole) {
    const part = nextPart(size, here)
    show(one.key, { progress: part.from / size, failed: undefined })
    here = await sendPart(one, path, part)
  }
}

/** One part with progress; fetch cannot tell how far an upload is. */
function sendPart(one: Shown, { animalId, photoId }: { animalId: string; photoId: string }, { from, to, range }: Part): Promise<Schemas['PhotoParts']> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    request.open('PUT', `${config().api}/animals/${encodeURIComponent(animalId)}/photos/${encodeURIComponent(photoId)}/parts`)
    request.setRequestHeader('Authorization', `Bearer ${session()?.token ?? ''}`)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('Content-Range', range)
    request.upload.onprogress = event => show(one.key, { progress: (from + event.loaded) / one.photo.size })
    request.onload = () => {
      let said: object = {}
      try {
        said = JSON.parse(request.responseText) as object
      } catch {
        // Something between us and the API answered; the status alone decides.
      }
      if (request.status === 200) return done(said as Schemas['PhotoParts'])
      fail(new Problem({ code: `http-${request.status}`, detail: '', ...said, status: request.status }))
    }
    request.onerror = request.ontimeout = () => fail(new TypeError('no answer'))
    request.timeout = 2 * 60_000
    request.send(one.photo.slice(from, to))
  })
}

/** After a while, or at once when the device says that it is online again. */
const lineIsBack = (milliseconds: number): Promise<void> =>
  new Promise(done => {
    const go = (): void => {
      clearTimeout(timer)
      removeEventListener('online', go)
      done()
    }
    const timer = setTimeout(go, milliseconds)
    addEventListener('online', go)
  })
