import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import { Button } from '../../ui/parts'
import { faultOf, type Span } from '../logic/hours'
import { w } from '../words'

const h = w.hours

/** The hours of one day: none, or some, each from one wall-clock time to another. */
export function SpansEditor({ name, none = h.off, spans, change }: { name: string; none?: string; spans: readonly Span[]; change: (spans: Span[]) => void }): JSX.Element {
  const id = useId()
  const fault = faultOf(spans)
  const put = (at: number, part: Partial<Span>): void => change(spans.map((span, i) => (i === at ? { ...span, ...part } : span)))
  const last = spans[spans.length - 1]
  const add = (): void => change([...spans, last && last.to > '00:00' && last.to < '22:00' ? { from: last.to, to: '23:00' } : { from: '09:00', to: '17:00' }])
  return (
    <div class="spans" role="group" aria-labelledby={id}>
      <span id={id} class="strong">{name}</span>
      <div class="stack tight">
        {spans.length === 0 && <span class="muted">{none}</span>}
        {spans.map((span, i) => (
          <div key={i} class="row snug nowrap">
            <input class="input time-input" type="time" aria-label={h.fromOf(name, i + 1)} value={span.from} required aria-invalid={fault ? true : undefined} onInput={event => put(i, { from: event.currentTarget.value })} />
            <span aria-hidden="true">–</span>
            <input class="input time-input" type="time" aria-label={h.toOf(name, i + 1)} value={span.to} required aria-invalid={fault ? true : undefined} onInput={event => put(i, { to: event.currentTarget.value })} />
            <Button kind="quiet" aria-label={h.removeOf(name, i + 1)} onClick={() => change(spans.filter((_, at) => at !== i))}>×</Button>
          </div>
        ))}
        {fault && <span class="error small" role="alert">{h[fault]}</span>}
      </div>
      <Button kind="quiet" aria-label={h.addOf(name)} onClick={add}>+ {h.add}</Button>
    </div>
  )
}
