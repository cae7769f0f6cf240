import { load } from '../i18n/words'

/** The words of an animal's page and of the visit. */
export const t = await load({ en: () => import('../i18n/en/patient'), es: () => import('../i18n/es/patient') })
