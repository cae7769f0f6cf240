import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { api, ask } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { session } from '../../auth/session'
import { Loaded, Notice } from '../../ui/parts'
import { Page } from '../../ui/Page'
import { plainDate } from '../../ui/time'
import { described } from '../../shared/described'
import { useNews } from '../inbox'
import { t } from '../patient'
import { Photos } from '../photos/Photos'
import { Tabs } from '../Tabs'
import { terms } from '../../i18n/terms'
import { Prescriptions } from './Prescriptions'
import { Readings } from './Readings'
import { RecordPart } from './RecordPart'
import { Relationship } from './Relationship'
import { VisitsOf } from './VisitsOf'

/** An animal as a vet sees it: by a visit, or as its practice of record. */
export default function AnimalPage(): JSX.Element {
  const animalId = useRoute().params['animalId'] ?? ''
  const { query, path, route } = useLocation()
  const [turn, setTurn] = useState(0)
  useNews(news => news.some(item => item.data['animalId'] === animalId) && setTurn(n => n + 1), [animalId])
  const animal = useAsk(() => ask(api().GET('/api/animals/{animalId}', { params: { path: { animalId } } })), [animalId])
  const tab = query['part'] ?? 'record'
  const tabs = (['record', 'visits', 'photos', 'readings', 'prescriptions', 'law'] as const).map(id => ({ id, text: t.animal[id] }))
  return (
    <Page title={animal.value?.name ?? t.animal.summary} back="/vet" wide {...(animal.value ? { lead: described(animal.value) } : {})}>
      <Loaded of={animal}>{one => (
        <>
          {one.diedOn && <Notice><p>{t.animal.died(plainDate(one.diedOn))}</p></Notice>}
          {one.conditions.length > 0 && <p><span class="strong">{terms.known}:</span> {one.conditions.join(', ')}</p>}
          <Tabs label={t.animal.sections} tabs={tabs} value={tab} onChange={part => route(`${path}?part=${part}`, true)}>
            {tab === 'visits' ? <VisitsOf animalId={animalId} turn={turn} />
              : tab === 'photos' ? <Photos animalId={animalId} name={one.name} turn={turn} />
              : tab === 'readings' ? <Readings animalId={animalId} turn={turn} />
              : tab === 'prescriptions' ? <Prescriptions animalId={animalId} turn={turn} />
              : tab === 'law' ? <Relationship animalId={animalId} me={session()?.sub ?? ''} />
              : <RecordPart animalId={animalId} turn={turn} />}
          </Tabs>
        </>
      )}</Loaded>
    </Page>
  )
}
