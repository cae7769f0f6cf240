import { load } from '../i18n/words'

export const w = await load({ en: () => import('../i18n/en/record'), es: () => import('../i18n/es/record') })
