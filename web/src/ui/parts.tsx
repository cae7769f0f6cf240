// The small parts that every page is made of.
import type { ComponentChildren, JSX } from 'preact'
import { fieldProblems, wordsFor } from '../api/problem'
import { common } from '../i18n/common'
import * as Icons from './icons'

type Kind = 'main' | 'second' | 'quiet' | 'danger'

interface ButtonProps {
  readonly kind?: Kind
  readonly type?: 'button' | 'submit'
  readonly busy?: boolean
  readonly wide?: boolean
  readonly big?: boolean
  readonly onClick?: (event: MouseEvent) => void
  readonly children: ComponentChildren
  readonly [aria: `aria-${string}`]: string | boolean | undefined
}

const look = (kind: Kind, wide?: boolean, big?: boolean): string =>
  ['button', kind === 'main' ? '' : kind, wide ? 'wide' : '', big ? 'big' : ''].filter(Boolean).join(' ')

/** While `busy` it stays focused and says so; a second press does nothing. */
export function Button({ kind = 'main', type = 'button', busy = false, wide, big, onClick, children, ...aria }: ButtonProps): JSX.Element {
  return (
    <button
      {...aria}
      type={type}
      class={look(kind, wide, big)}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={event => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {children}
    </button>
  )
}

/** A link that looks like a button; for going somewhere, never for doing something. */
export function ButtonLink({ href, kind = 'main', wide, big, children, ...more }: { href: string; kind?: Kind; wide?: boolean; big?: boolean; children: ComponentChildren; download?: string; target?: string }): JSX.Element {
  return <a {...more} href={href} class={look(kind, wide, big)} rel={more.target ? 'noopener' : undefined}>{children}</a>
}

export type Tone = 'info' | 'warn' | 'danger' | 'good'
const icons = { info: Icons.Info, warn: Icons.Warning, danger: Icons.Stop, good: Icons.Check }

/** `alert` speaks at once to a screen reader: for what has just happened. */
export function Notice({ tone = 'info', alert = false, children }: { tone?: Tone; alert?: boolean; children: ComponentChildren }): JSX.Element {
  const Mark = icons[tone]
  return <div class={`notice ${tone}`} role={alert ? 'alert' : undefined}><Mark /><div class="stack tight">{children}</div></div>
}

/** Why something did not work and what to do. `fields` are the pointers of problems that a form shows at its fields; the others are listed here. */
export function Failure({ failed, again, fields }: { failed: unknown; again?: () => void; fields?: readonly string[] }): JSX.Element | null {
  if (failed === undefined || failed === null) return null
  const all = Object.entries(fieldProblems(failed))
  const listed = all.filter(([at]) => !fields?.includes(at))
  if (all.length > 0 && listed.length === 0) return null
  return (
    <Notice tone="danger" alert>
      {all.length === 0 ? <p>{wordsFor(failed)}</p> : <ul>{listed.map(([at, what]) => <li key={at}>{what}</li>)}</ul>}
      {again && <div><Button kind="second" onClick={again}>{common.retry}</Button></div>}
    </Notice>
  )
}

export const Badge = ({ tone, children }: { tone?: Tone; children: ComponentChildren }): JSX.Element => <span class={`badge ${tone ?? ''}`}>{children}</span>

export const Card = ({ children, snug, label }: { children: ComponentChildren; snug?: boolean; label?: string }): JSX.Element =>
  <section class={snug ? 'card snug' : 'card'} aria-label={label}>{children}</section>

export const Waiting = (): JSX.Element => <div class="skeleton" role="status"><span class="visually-hidden">{common.loading}</span></div>

/** What was asked for, or that it is on its way, or why not. */
export function Loaded<T>({ of, children }: { of: { value: T | undefined; failed: unknown; again: () => void }; children: (value: T) => ComponentChildren }): JSX.Element {
  return <>
    <Failure failed={of.failed} again={of.again} />
    {of.value !== undefined ? children(of.value) : of.failed === undefined ? <Waiting /> : null}
  </>
}

const tones: Record<string, Tone> = { immediate: 'danger', emergency: 'danger', 'urgent-same-day': 'warn', 'soon-1-3-days': 'info', routine: 'good' }

/** How urgent, in words; the colour only helps. */
export const LevelBadge = ({ level }: { level: string }): JSX.Element =>
  <Badge tone={tones[level] ?? 'info'}>{(common.levels as Record<string, string>)[level] ?? level}</Badge>

export const speciesName = (species: string): string => (common.species as Record<string, string>)[species] ?? species
