import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { api, ask, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { common } from '../../i18n/common'
import { Phone, Stop } from '../../ui/icons'
import { at, getAnimal } from '../data'
import { w } from '../words'
import { Why } from './Answer'

const t = w.emergency
/** Poison lines of the United States, open at all hours; both charge a fee. */
const poisonLines = [
  { name: 'ASPCA Animal Poison Control', number: '+18884264435', shown: '(888) 426-4435' },
  { name: 'Pet Poison Helpline', number: '+18557647661', shown: '(855) 764-7661' },
]

/** Fills the screen: what to do now, what not to do, whom to call. Nothing to book and nothing to pay stands here. */
export function Emergency({ animalId, region, title, go, doNow, why = [] }: { animalId: string; region: string; title: string; go?: string | undefined; doNow: readonly string[]; why?: readonly Schemas['TriageReason'][] }): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null)
  const clinics = useAsk(() => clinicsFor(animalId, region), [animalId, region])
  useEffect(() => {
    document.title = `${t.short} · ${common.product}`
    scrollTo(0, 0)
    heading.current?.focus()
  }, [])
  const poison = region.startsWith('US') && why.some(reason => /toxin|poison|chocolate|xylitol|grape|onion|lily|antifreeze|rodenticide|nsaid|paracetamol|permethrin|medicine|chemical|macadamia/.test(reason.sign))
  return (
    <main id="main" class="emergency">
      <div class="emergency-in">
        <p class="emergency-mark"><Stop />{t.short}</p>
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        {go && <p class="large strong">{go}</p>}
        <div class="stack">
          {clinics.value?.map(clinic => <a key={clinic.id} class="button emergency-call" href={`tel:${clinic.phone}`}><Phone />{t.call(clinic.name)}</a>)}
          {poison && poisonLines.map(line => <a key={line.number} class="button emergency-call" href={`tel:${line.number}`}><Phone />{line.name} {line.shown}</a>)}
          <a class="button emergency-call second-call" href={`https://www.google.com/maps/search/${encodeURIComponent(t.mapSearch)}`} target="_blank" rel="noopener noreferrer">{t.map}</a>
        </div>
        <section class="stack tight" aria-labelledby="now">
          <h2 id="now">{t.now}</h2>
          <ol class="large">{doNow.map(one => <li key={one}>{one}</li>)}</ol>
        </section>
        <section class="stack tight" aria-labelledby="not">
          <h2 id="not">{t.not}</h2>
          <ul>{t.nots.map(one => <li key={one}>{one}</li>)}</ul>
        </section>
        <Why reasons={why} />
        <p class="small"><a href={at.animal(animalId)}>{t.leave}</a></p>
      </div>
    </main>
  )
}

/** The animal's own clinic first, then others of the region that have a telephone. */
async function clinicsFor(animalId: string, region: string): Promise<readonly { id: string; name: string; phone: string }[]> {
  const [animal, near] = await Promise.all([getAnimal(animalId), ask(api().GET('/api/practices', { params: { query: { region } } }))])
  const own = near.practices.find(p => p.id === animal.practiceId) ?? (animal.practiceId ? await ask(api().GET('/api/practices/{practiceId}', { params: { path: { practiceId: animal.practiceId } } })) : undefined)
  const all = [...(own ? [own] : []), ...near.practices.filter(p => p.id !== own?.id)]
  const reached = all.flatMap(p => (p.phone ? [{ id: p.id, name: p.name, phone: p.phone }] : []))
  // Two that answer the same number are one call.
  return reached.filter((one, i) => reached.findIndex(other => other.phone === one.phone) === i).slice(0, 3)
}
