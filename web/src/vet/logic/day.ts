import type { Schemas } from '../../api/client'

type Entry = Schemas['VetDayEntry']

/** Free times that follow each other as one stretch: nobody reads fifty lines of "free". */
export function gathered(entries: readonly Entry[]): (Entry & { readonly slots: number })[] {
  const made: (Entry & { slots: number })[] = []
  for (const entry of entries) {
    const last = made[made.length - 1]
    if (entry.kind === 'free' && last?.kind === 'free') made[made.length - 1] = { ...last, end: entry.end, slots: last.slots + 1 }
    else made.push({ ...entry, slots: 1 })
  }
  return made
}
