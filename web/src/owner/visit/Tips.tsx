import type { JSX } from 'preact'
import { api, ask } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { at, type Visit } from '../data'
import { w } from '../words'

const t = w.tips

/** What helps this visit: the room, the species, the complaint, the line. */
export function Tips({ visit }: { visit: Visit }): JSX.Element | null {
  const path = { animalId: visit.animalId, visitId: visit.id }
  const sheet = useAsk(() => ask(api().GET('/api/animals/{animalId}/visits/{visitId}/check-in', { params: { path } })), [visit.id])
  if (!sheet.value || sheet.value.tips.length === 0) return null
  return (
    <section class="stack tight" aria-labelledby="tips">
      <h3 id="tips">{t.title}</h3>
      <ul class="stack tight">
        {sheet.value.tips.map(tip => {
          const own = (t.words as Record<string, string>)[tip.id]
          const to = hrefOf(tip.id, visit)
          return <li key={tip.id + (tip.complaint ?? '')}><span lang={own ? undefined : 'en'}>{own ?? tip.text}</span>{to && <> <a href={to}>{t.go}</a></>}</li>
        })}
      </ul>
    </section>
  )
}

/** Where a tip is followed. */
function hrefOf(tip: string, visit: Visit): string | undefined {
  const photos = `${at.photos(visit.animalId)}?visitId=${visit.id}`
  const profile = `${at.profile}?back=${encodeURIComponent(at.visit(visit.animalId, visit.id))}`
  const known: Readonly<Record<string, string>> = { photo: photos, 'connection-test': at.test(visit.animalId, visit.id), 'phone-missing': profile, 'phone-unverified': profile }
  return known[tip]
}
