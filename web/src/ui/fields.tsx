// Fields with a visible label, a hint and an error that are tied to them.
import type { ComponentChildren, JSX } from 'preact'
import { useId } from 'preact/hooks'
import { common } from '../i18n/common'

interface Common {
  readonly label: ComponentChildren
  readonly hint?: ComponentChildren
  readonly error?: string | undefined
  readonly optional?: boolean
}

const about = (id: string, hint: unknown, error: unknown): string | undefined =>
  [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined

function Around({ id, label, hint, error, optional, children }: Common & { id: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="field">
      <label for={id}>{label} {optional && <span class="need">({common.optional})</span>}</label>
      {hint && <span class="hint" id={`${id}-hint`}>{hint}</span>}
      {children}
      {error && <span class="error" id={`${id}-error`}>{error}</span>}
    </div>
  )
}

interface TextProps extends Common {
  readonly value: string
  readonly onInput: (value: string) => void
  readonly type?: 'text' | 'email' | 'tel' | 'date' | 'time' | 'number' | 'search' | 'datetime-local'
  readonly unit?: string
  readonly autocomplete?: string
  readonly inputMode?: 'decimal' | 'numeric' | 'tel' | 'email' | 'text'
  readonly min?: string | number
  readonly max?: string | number
  readonly step?: string | number
  readonly maxLength?: number
  readonly list?: readonly string[]
}

export function TextField({ label, hint, error, optional, value, onInput, unit, list, ...input }: TextProps): JSX.Element {
  const id = useId()
  const field = (
    <input
      {...input}
      id={id}
      class="input"
      value={value}
      onInput={event => onInput(event.currentTarget.value)}
      aria-invalid={error ? true : undefined}
      aria-describedby={about(id, hint, error)}
      required={!optional}
      list={list ? `${id}-list` : undefined}
    />
  )
  return (
    <Around id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      {unit ? <span class="with-unit">{field}<span class="muted">{unit}</span></span> : field}
      {list && <datalist id={`${id}-list`}>{list.map(one => <option key={one} value={one} />)}</datalist>}
    </Around>
  )
}

export function TextArea({ label, hint, error, optional, value, onInput, maxLength, rows }: Common & { value: string; onInput: (value: string) => void; maxLength?: number; rows?: number }): JSX.Element {
  const id = useId()
  return (
    <Around id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      <textarea id={id} class="input" rows={rows} value={value} maxLength={maxLength} onInput={event => onInput(event.currentTarget.value)} aria-invalid={error ? true : undefined} aria-describedby={about(id, hint, error)} required={!optional} />
    </Around>
  )
}

export interface Option {
  readonly value: string
  readonly text: ComponentChildren
}

export function Select({ label, hint, error, optional, value, onInput, options }: Common & { value: string; onInput: (value: string) => void; options: readonly (Option & { text: string })[] }): JSX.Element {
  const id = useId()
  return (
    <Around id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      <select id={id} class="input" value={value} onChange={event => onInput(event.currentTarget.value)} aria-invalid={error ? true : undefined} aria-describedby={about(id, hint, error)}>
        {options.map(one => <option key={one.value} value={one.value}>{one.text}</option>)}
      </select>
    </Around>
  )
}

/** One of a few, as large targets; arrow keys move as in any radio group. */
export function Choice({ label, hint, error, optional, value, onInput, options, rows = false }: Common & { value: string; onInput: (value: string) => void; options: readonly Option[]; rows?: boolean }): JSX.Element {
  const id = useId()
  return (
    <fieldset class="field" aria-describedby={about(id, hint, error)}>
      <legend>{label} {optional && <span class="need">({common.optional})</span>}</legend>
      {hint && <span class="hint" id={`${id}-hint`}>{hint}</span>}
      <div class="choices">
        {options.map(one => (
          <label key={one.value} class={rows ? 'choice row-like' : 'choice'}>
            <input type="radio" name={id} value={one.value} checked={one.value === value} onChange={() => onInput(one.value)} />
            <span class="face">{one.text}</span>
          </label>
        ))}
      </div>
      {error && <span class="error" id={`${id}-error`}>{error}</span>}
    </fieldset>
  )
}

/** Any of a few. */
export function Choices({ label, hint, error, optional, values, onInput, options, rows = false }: Common & { values: readonly string[]; onInput: (values: string[]) => void; options: readonly Option[]; rows?: boolean }): JSX.Element {
  const id = useId()
  const toggle = (one: string): string[] => (values.includes(one) ? values.filter(v => v !== one) : [...values, one])
  return (
    <fieldset class="field" aria-describedby={about(id, hint, error)}>
      <legend>{label} {optional && <span class="need">({common.optional})</span>}</legend>
      {hint && <span class="hint" id={`${id}-hint`}>{hint}</span>}
      <div class="choices">
        {options.map(one => (
          <label key={one.value} class={rows ? 'choice row-like' : 'choice'}>
            <input type="checkbox" value={one.value} checked={values.includes(one.value)} onChange={() => onInput(toggle(one.value))} />
            <span class="face">{one.text}</span>
          </label>
        ))}
      </div>
      {error && <span class="error" id={`${id}-error`}>{error}</span>}
    </fieldset>
  )
}

export function CheckBox({ label, hint, checked, onInput }: { label: ComponentChildren; hint?: ComponentChildren; checked: boolean; onInput: (checked: boolean) => void }): JSX.Element {
  const id = useId()
  return (
    <div class="check">
      <input type="checkbox" id={id} checked={checked} onChange={event => onInput(event.currentTarget.checked)} aria-describedby={hint ? `${id}-hint` : undefined} />
      <div><label for={id}>{label}</label>{hint && <div class="hint small muted" id={`${id}-hint`}>{hint}</div>}</div>
    </div>
  )
}
