// What an owner has half told, kept on this device until it is sent: a reload, a lost line or an empty battery loses no word.

/** What was kept under this key, unless it is older than so many milliseconds: then it is forgotten. */
export function recall<T extends object>(key: string, within: number, now = Date.now()): T | null {
  const kept = localStorage.getItem(key)
  if (!kept) return null
  const said = JSON.parse(kept) as T & { savedAt: number }
  if (now - said.savedAt < within) return said
  localStorage.removeItem(key)
  return null
}

export const keep = (key: string, said: object): void => localStorage.setItem(key, JSON.stringify({ ...said, savedAt: Date.now() }))
export const forget = (key: string): void => localStorage.removeItem(key)
