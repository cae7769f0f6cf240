// The language of the pages: chosen once, else the browser's; English where it is neither.
export type Language = 'en' | 'es'

export const languages: readonly { readonly id: Language; readonly name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'es', name: 'Español' },
]

const key = 'language'

export function choose(kept: string | null, browser: readonly string[]): Language {
  if (kept === 'en' || kept === 'es') return kept
  const known = browser.map(tag => tag.slice(0, 2).toLowerCase()).find(tag => tag === 'en' || tag === 'es')
  return known === 'es' ? 'es' : 'en'
}

export const language: Language =
  typeof window === 'undefined' ? 'en' : choose(window.localStorage.getItem(key), navigator.languages)

/** Words are loaded with the pages, so another language begins with a new load. */
export function speak(wanted: Language): void {
  localStorage.setItem(key, wanted)
  location.reload()
}
