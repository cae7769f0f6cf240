// Where an animal can be, ISO 3166-2. Any other code may be typed; the API then answers by its strictest law and says so.
import { language } from '../i18n/language'

const us: Readonly<Record<string, string>> = {
  AL: 'Alabama', AK: 'Alaska', AZ: 'Arizona', AR: 'Arkansas', CA: 'California', CO: 'Colorado', CT: 'Connecticut', DE: 'Delaware', DC: 'District of Columbia', FL: 'Florida',
  GA: 'Georgia', HI: 'Hawaii', ID: 'Idaho', IL: 'Illinois', IN: 'Indiana', IA: 'Iowa', KS: 'Kansas', KY: 'Kentucky', LA: 'Louisiana', ME: 'Maine', MD: 'Maryland',
  MA: 'Massachusetts', MI: 'Michigan', MN: 'Minnesota', MS: 'Mississippi', MO: 'Missouri', MT: 'Montana', NE: 'Nebraska', NV: 'Nevada', NH: 'New Hampshire', NJ: 'New Jersey',
  NM: 'New Mexico', NY: 'New York', NC: 'North Carolina', ND: 'North Dakota', OH: 'Ohio', OK: 'Oklahoma', OR: 'Oregon', PA: 'Pennsylvania', RI: 'Rhode Island',
  SC: 'South Carolina', SD: 'South Dakota', TN: 'Tennessee', TX: 'Texas', UT: 'Utah', VT: 'Vermont', VA: 'Virginia', WA: 'Washington', WV: 'West Virginia', WI: 'Wisconsin', WY: 'Wyoming',
}

export const regions: readonly { readonly value: string; readonly text: string }[] =
  Object.entries(us).map(([code, name]) => ({ value: `US-${code}`, text: name }))

/** "California"; for another country its own name, for an unknown code the code. */
export function regionName(code: string): string {
  const [country = '', part] = code.split('-')
  const known = country === 'US' && part ? us[part] : undefined
  if (known) return known
  try {
    const name = new Intl.DisplayNames(language, { type: 'region' }).of(country)
    return part ? `${name} (${part})` : (name ?? code)
  } catch {
    return code
  }
}
