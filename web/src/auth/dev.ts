// One machine has an issuer of its own for anybody who asks; no other host has this route.
import { type Role, type Session, signIn } from './session'

export const signInAs = async (role: Role, sub: string): Promise<Session> => signIn(await tokenOf(role, sub))

export async function tokenOf(role: string, sub: string): Promise<string> {
  const answer = await fetch('/dev/tokens', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ role, sub }),
  })
  if (!answer.ok) throw new Error(`/dev/tokens: ${answer.status}`)
  return ((await answer.json()) as { token: string }).token
}

/** A name as a subject: "Jo Rivera" becomes "jo-rivera". */
export const subjectOf = (name: string): string =>
  name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60)
