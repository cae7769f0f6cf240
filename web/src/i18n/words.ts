import { type Language, language } from './language'

/** What a Spanish file must be: the same keys, and the same arguments where a message has some. */
export type Words<T> = T extends string ? string : T extends (...args: infer A) => string ? (...args: A) => string : { readonly [K in keyof T]: Words<T[K]> }

/** The words of one area in the language of the pages; only that language is fetched. */
export async function load<T>(files: Record<Language, () => Promise<{ default: T }>>): Promise<T> {
  return (await files[language]()).default
}
