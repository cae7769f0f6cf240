// One machine has an issuer of its own for anybody who asks; no other host has this route.
import { type Role, type Session, signIn } from './session'

export async function signInAs(role: Role, sub: string): Promise<Session> {
  const answer = await fetch('/dev/tokens', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ role, sub }),
  })
  if (!answer.ok) throw new Error(`/dev/tokens: ${answer.status}`)
  const { token } = (await answer.json()) as { token: string }
  return signIn(token)
}

/** A name as a subject: "Jo Rivera" becomes "jo-rivera". */
export const subjectOf = (name: string): string =>
  name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60)
