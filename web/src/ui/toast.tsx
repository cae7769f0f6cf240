import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'

type Told = { readonly id: number; readonly words: string }
let told: readonly Told[] = []
let next = 1
const listeners = new Set<() => void>()
const changed = (): void => listeners.forEach(tell => tell())

/** Says that something is done; read out politely, gone after a while. What a person must act on belongs on the page instead. */
export function toast(words: string): void {
  const one = { id: next++, words }
  told = [...told, one]
  changed()
  setTimeout(() => {
    told = told.filter(t => t !== one)
    changed()
  }, 6000)
}

export function Toasts(): JSX.Element {
  const [, draw] = useState(0)
  useEffect(() => {
    const again = (): void => draw(n => n + 1)
    listeners.add(again)
    return () => void listeners.delete(again)
  }, [])
  return <div class="toasts" role="status" aria-live="polite">{told.map(one => <div key={one.id} class="toast">{one.words}</div>)}</div>
}
