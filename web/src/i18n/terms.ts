// The field's own terms, for the pages of vets, practices and whoever a record is shared with.
import { load } from './words'

export const terms = await load({ en: () => import('./en/terms'), es: () => import('./es/terms') })

/** The word for an id of the API; the id itself, readable, where a newer API knows more than this page. */
export const termOf = (words: Readonly<Record<string, string>>, id: string | null | undefined): string =>
  id ? (words[id] ?? id.charAt(0).toUpperCase() + id.slice(1).replace(/[-.]/g, ' ')) : '—'
