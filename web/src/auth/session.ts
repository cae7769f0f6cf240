// Who is signed in. The token lives in sessionStorage: two windows can be two people, and it ends with the window.
export type Role = 'owner' | 'vet' | 'staff' | 'admin'

export interface Session {
  readonly token: string
  readonly role: Role
  /** The subject of the token: the id of the person in the API. */
  readonly sub: string
  /** When the token ends, milliseconds since 1970. */
  readonly until: number
}

const key = 'session'
const listeners = new Set<() => void>()

export function session(): Session | null {
  const kept = sessionStorage.getItem(key)
  if (!kept) return null
  const found = JSON.parse(kept) as Session
  return found.until > Date.now() ? found : null
}

export function onSession(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

/** Keeps a token; role, subject and end are read from it (the API alone judges it). */
export function signIn(token: string): Session {
  const claims = claimsOf(token)
  const roles = [claims['roles'], claims['role']].flat().filter((r): r is string => typeof r === 'string')
  const role = (['admin', 'vet', 'staff', 'owner'] as const).find(r => roles.includes(r)) ?? 'owner'
  const made: Session = { token, role, sub: String(claims['sub'] ?? ''), until: Number(claims['exp'] ?? 0) * 1000 }
  sessionStorage.setItem(key, JSON.stringify(made))
  listeners.forEach(tell => tell())
  return made
}

export function signOut(): void {
  sessionStorage.removeItem(key)
  listeners.forEach(tell => tell())
}

/** Whose half-said answers these are that stay on this device only while their person is signed in: where somebody is, above all. */
export const privately = (of: string): string => `${of}:${session()?.sub ?? ''}:`

/** The person goes: what they half answered about themselves goes with them. A token that merely ended takes nothing. */
export function leave(): void {
  const mine = privately('check-in')
  Object.keys(localStorage).filter(name => name.startsWith(mine)).forEach(name => localStorage.removeItem(name))
  signOut()
}

export function claimsOf(token: string): Record<string, unknown> {
  const part = token.split('.')[1] ?? ''
  const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0))
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>
}
