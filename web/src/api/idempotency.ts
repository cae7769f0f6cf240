// One key for one action of a person, kept until the action has its answer: a repeat after a lost connection, a second press or a reload
// is the same request to the API and happens once.

const prefix = 'action:'

export interface Keys {
  getItem(name: string): string | null
  setItem(name: string, value: string): void
  removeItem(name: string): void
}

/** The key of this action with this body; the same body asks with the same key, another body is another action. */
export function keyOf(action: string, body: unknown, store: Keys = sessionStorage): string {
  const said = JSON.stringify(body ?? null)
  const kept = store.getItem(prefix + action)
  if (kept) {
    const [key, of] = JSON.parse(kept) as [string, string]
    if (of === said) return key
  }
  const key = crypto.randomUUID()
  store.setItem(prefix + action, JSON.stringify([key, said]))
  return key
}

/** The action has its answer: the next one is a new one. */
export function answered(action: string, store: Keys = sessionStorage): void {
  store.removeItem(prefix + action)
}
