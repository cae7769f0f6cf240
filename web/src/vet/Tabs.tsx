import type { ComponentChildren, JSX } from 'preact'
import { useId, useRef } from 'preact/hooks'

export interface Tab {
  readonly id: string
  readonly text: string
  /** How much is new behind it; told in words too. */
  readonly mark?: string
}

/** Tabs as ARIA has them: arrow keys move, one tab stop, the panel follows. */
export function Tabs({ label, tabs, value, onChange, children }: { label: string; tabs: readonly Tab[]; value: string; onChange: (id: string) => void; children: ComponentChildren }): JSX.Element {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(tab => tab.id === value)
    const next = event.key === 'ArrowRight' ? at + 1 : event.key === 'ArrowLeft' ? at - 1 : event.key === 'Home' ? 0 : event.key === 'End' ? tabs.length - 1 : undefined
    if (next === undefined) return
    event.preventDefault()
    const tab = tabs[(next + tabs.length) % tabs.length]!
    onChange(tab.id)
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus()
  }
  return (
    <div class="stack">
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map(tab => (
          <button
            key={tab.id} type="button" role="tab" data-tab={tab.id} id={`${id}-${tab.id}`} aria-controls={`${id}-panel`} aria-selected={tab.id === value} tabIndex={tab.id === value ? 0 : -1}
            onClick={() => onChange(tab.id)}
          >
            {tab.text}{tab.mark && <span class="badge info">{tab.mark}</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} class="stack" tabIndex={0}><h2 class="visually-hidden">{tabs.find(tab => tab.id === value)?.text}</h2>{children}</div>
    </div>
  )
}
