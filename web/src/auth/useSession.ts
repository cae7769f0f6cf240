import { useEffect, useState } from 'preact/hooks'
import { onSession, type Session, session } from './session'

/** Who is signed in; draws again when that changes. */
export function useSession(): Session | null {
  const [, draw] = useState(0)
  useEffect(() => onSession(() => draw(n => n + 1)), [])
  return session()
}
