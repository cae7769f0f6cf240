// The words that every page may need; both languages are small and come with the first load.
import { language } from './language'
import en from './en/common'
import es from './es/common'

export const common = language === 'es' ? es : en
