// What a browser can measure of its line: how long an answer takes, how much that varies, how fast bytes come and go.

/** Camera and microphone, or whichever of them there is; null when neither may be used. */
export async function openMedia(): Promise<MediaStream | null> {
  if (!('mediaDevices' in navigator)) return null
  const tries: MediaStreamConstraints[] = [{ video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 } }, audio: true }, { audio: true }, { video: true }]
  for (const wanted of tries) {
    try {
      return await navigator.mediaDevices.getUserMedia(wanted)
    } catch {
      // The next try asks for less.
    }
  }
  return null
}

type Fetch = (path: string, init?: RequestInit) => Promise<Response>
export interface Line {
  readonly roundTripMs: number
  readonly jitterMs: number
  readonly downKbit: number
  readonly upKbit: number
}

export async function measureLine(fetchFrom: Fetch, now: () => number = () => performance.now()): Promise<Line> {
  const trips: number[] = []
  for (let i = 0; i < 6; i++) {
    const began = now()
    await (await fetchFrom('/api/connection-test/probe?bytes=1')).arrayBuffer()
    trips.push(now() - began)
  }
  const down = await kbit(async () => (await (await fetchFrom('/api/connection-test/probe?bytes=524288')).arrayBuffer()).byteLength, now)
  const up = await kbit(async () => {
    const bytes = new Uint8Array(262_144)
    await fetchFrom('/api/connection-test/sink', { method: 'PUT', body: bytes, headers: { 'Content-Type': 'application/octet-stream' } })
    return bytes.length
  }, now)
  return { ...spread(trips), downKbit: down, upKbit: up }
}

/** The median trip, and the mean of how much one differs from the one before. The first, which opens the connection, is left out. */
export function spread(trips: readonly number[]): { roundTripMs: number; jitterMs: number } {
  const rest = trips.length > 1 ? trips.slice(1) : trips
  const sorted = [...rest].sort((a, b) => a - b)
  const steps = rest.slice(1).map((trip, i) => Math.abs(trip - rest[i]!))
  return { roundTripMs: round(sorted[Math.floor(sorted.length / 2)] ?? 0), jitterMs: round(steps.length > 0 ? steps.reduce((a, b) => a + b, 0) / steps.length : 0) }
}

async function kbit(transfer: () => Promise<number>, now: () => number): Promise<number> {
  const began = now()
  const bytes = await transfer()
  return Math.round((bytes * 8) / Math.max(1, now() - began))
}

const round = (value: number): number => Math.round(value * 10) / 10
