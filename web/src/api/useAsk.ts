import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

export interface Asked<T> {
  readonly value: T | undefined
  readonly failed: unknown
  readonly loading: boolean
  /** Asks again; what stands on the page stays until the answer. */
  readonly again: () => void
  /** Puts a known newer value in, such as the answer of an action. */
  readonly set: (value: T) => void
}

/** Asks when the page opens and whenever `on` changes; the last question wins. */
export function useAsk<T>(question: () => Promise<T>, on: readonly unknown[]): Asked<T> {
  const [state, setState] = useState<{ value?: T; failed?: unknown; loading: boolean }>({ loading: true })
  const turn = useRef(0)
  const run = useCallback(() => {
    const mine = ++turn.current
    setState(before => ({ ...before, failed: undefined, loading: true }))
    question().then(
      value => mine === turn.current && setState({ value, loading: false }),
      (failed: unknown) => mine === turn.current && setState(before => ({ ...before, failed, loading: false })),
    )
  }, on)
  useEffect(() => {
    run()
    return () => void turn.current++
  }, [run])
  const set = useCallback((value: T) => setState({ value, loading: false }), [])
  return { value: state.value, failed: state.failed, loading: state.loading, again: run, set }
}
