// Long poll: ask, wait for news, ask again; backs off while the line is down, sleeps while nobody looks.

export interface Poll<T> {
  /** One question that waits at the server for up to 25 seconds. */
  readonly ask: (stop: AbortSignal) => Promise<T>
  readonly heard: (news: T) => void
  /** True while the line is down; for a quiet mark on the page. */
  readonly down?: (isDown: boolean) => void
  /** Milliseconds between two answers at the least, for routes that answer at once. */
  readonly pause?: number
}

/** Asks until the returned function is called. */
export function poll<T>({ ask, heard, down, pause = 0 }: Poll<T>): () => void {
  const stop = new AbortController()
  void (async () => {
    let failures = 0
    while (!stop.signal.aborted) {
      try {
        heard(await ask(stop.signal))
        if (failures > 0) down?.(false)
        failures = 0
        await rest(pause, stop.signal)
        await shown(stop.signal)
      } catch {
        if (stop.signal.aborted) return
        if (failures++ === 0) down?.(true)
        await rest(backOff(failures), stop.signal)
      }
    }
  })()
  return () => stop.abort()
}

/** 1, 2, 4, 8, then 15 seconds, each shortened by up to a third so that clients do not come back together. */
export const backOff = (failures: number, random: () => number = Math.random): number =>
  Math.min(15_000, 1000 * 2 ** (failures - 1)) * (1 - random() / 3)

const rest = (milliseconds: number, stop: AbortSignal): Promise<void> =>
  new Promise(done => {
    if (milliseconds <= 0 || stop.aborted) return done()
    const timer = setTimeout(done, milliseconds)
    stop.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true })
  })

const shown = (stop: AbortSignal): Promise<void> =>
  new Promise(done => {
    if (typeof document === 'undefined' || document.visibilityState === 'visible' || stop.aborted) return done()
    const look = (): void => {
      if (document.visibilityState !== 'visible' && !stop.aborted) return
      document.removeEventListener('visibilitychange', look)
      done()
    }
    document.addEventListener('visibilitychange', look)
    stop.addEventListener('abort', look, { once: true })
  })
