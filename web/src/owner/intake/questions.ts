// Which of the API's questions to show first. The API knows them all; a person should see few.
import type { Schemas } from '../../api/client'
import { type Language, language } from '../../i18n/language'

export type Question = Schemas['SignQuestion']

/** Asked before anything else, as far as the species has them: a yes here needs no more questions. A test holds each to the API's rules. */
export const redFlags = [
  'breathing-difficulty', 'cat-open-mouth-breathing', 'blue-gums', 'collapse', 'unconscious', 'bleeding-severe', 'seizure-over-5-min', 'swollen-abdomen', 'straining-no-urine', 'heatstroke', 'toxin-unknown',
  'not-eating-rabbit', 'not-eating-guinea-pig', 'no-droppings', 'ferret-hypoglycemia', 'bird-tail-bob', 'bird-fume-exposure', 'bird-fluffed-floor', 'bird-cat-contact', 'reptile-open-mouth', 'reptile-shell-break',
  'horse-colic', 'horse-choke', 'horse-down', 'hit-by-car',
]

export const flagsOf = (questions: readonly Question[]): readonly Question[] =>
  redFlags.flatMap(id => questions.find(q => q.id === id) ?? [])

const small: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(['the', 'and', 'his', 'her', 'has', 'have', 'been', 'for', 'with', 'that', 'this', 'its', 'was', 'since', 'from', 'not', 'but', 'are', 'had', 'him', 'she', 'since', 'some', 'very', 'your', 'animal', 'after', 'days', 'hours', 'yesterday', 'today']),
  es: new Set(['los', 'las', 'una', 'uno', 'unos', 'unas', 'del', 'por', 'para', 'con', 'sin', 'que', 'mas', 'muy', 'pero', 'esta', 'este', 'esto', 'desde', 'hace', 'hizo', 'tiene', 'tienen', 'como', 'cuando', 'ayer', 'hoy', 'dia', 'dias', 'hora', 'horas', 'animal', 'mucho', 'mucha', 'algo', 'nada', 'sus', 'les', 'ese', 'esa', 'fue', 'son', 'era', 'han', 'tras', 'entre', 'sobre', 'hasta']),
}
/** So much of a word that its forms share: limp and limping, cojea and cojear. */
const stem: Readonly<Record<Language, (word: string) => string>> = {
  en: word => word.replace(/(ing|ed|es|s|y)$/, ''),
  es: word => word.replace(/(?<=...)(iendo|ando|ados|adas|idos|idas|ado|ada|ido|ida|as|os|es|ar|er|ir|an|en|[aeos])$/, ''),
}
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const stems = (text: string, of: Language): Set<string> =>
  new Set(plain(text).split(/[^\p{L}]+/u).filter(word => word.length > 2 && !small[of].has(word)).map(stem[of]).filter(word => word.length > 2))

/** Questions that share words with what the owner wrote, the most telling first: a word that few questions have says more than one that many have. */
export function suggested(complaint: string, questions: readonly Question[], most = 6, of: Language = language): readonly Question[] {
  const said = stems(complaint, of)
  if (said.size === 0) return []
  const words = questions.map(question => stems(`${question.question} ${question.id.replace(/-/g, ' ')}`, of))
  const weight = (word: string): number => Math.log(1 + questions.length / words.filter(of => of.has(word)).length)
  return questions
    .map((question, i) => ({ question, hits: [...words[i]!].filter(word => said.has(word)).reduce((sum, word) => sum + weight(word), 0) }))
    .filter(one => one.hits > 0)
    .sort((a, b) => b.hits - a.hits)
    .slice(0, most)
    .map(one => one.question)
}

/** The parts of the body and of life that the questions are grouped by, in the order in which the API names them. */
export const categories = (questions: readonly Question[]): readonly string[] => [...new Set(questions.map(q => q.category))]
