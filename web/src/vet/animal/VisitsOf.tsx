import type { JSX } from 'preact'
import { api, ask, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { terms, termOf } from '../../i18n/terms'
import { Loaded } from '../../ui/parts'
import { momentOf } from '../../ui/time'
import { visitHref } from '../data'
import { StatusBadge } from '../Day'
import { t } from '../patient'

/** The visits of one animal, by its record: each as it stands now. */
export function VisitsOf({ animalId, turn }: { animalId: string; turn: number }): JSX.Element {
  const visits = useAsk(async () => {
    const page = await ask(api().GET('/api/animals/{animalId}/record', { params: { path: { animalId }, query: { kind: 'visit' } }, headers: { Accept: 'application/json' } })) as Schemas['RecordPage']
    const ids = [...new Set(page.entries.map(entry => (entry.what as { visitId?: string }).visitId).filter((id): id is string => typeof id === 'string'))].slice(-20).reverse()
    return Promise.all(ids.map(visitId => ask(api().GET('/api/animals/{animalId}/visits/{visitId}', { params: { path: { animalId, visitId } } }))))
  }, [animalId, turn])
  return (
    <Loaded of={visits}>{list => list.length === 0 ? <p class="muted">{t.animal.noVisits}</p> : (
      <ul class="plain stack tight">{list.map(one => (
        <li key={one.id}>
          <a class="card snug" href={visitHref(animalId, one.id)}>
            <span class="row spread"><span class="strong numbers">{momentOf(one.start)}</span><StatusBadge status={one.status} /></span>
            <span class="small muted">{[termOf(terms.services, one.service), one.reason, one.outcome ? termOf(terms.outcomes, one.outcome) : ''].filter(Boolean).join(' · ')}</span>
          </a>
        </li>
      ))}</ul>
    )}</Loaded>
  )
}
