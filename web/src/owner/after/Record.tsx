import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { api, ask, fetchFrom } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { Imports } from '../../shared/Imports'
import { RecordList } from '../../shared/RecordList'
import { Choices } from '../../ui/fields'
import { Page } from '../../ui/Page'
import { Button, ButtonLink, Failure, Loaded } from '../../ui/parts'
import { save } from '../../ui/save'
import { at, getAnimal } from '../data'
import { w } from '../words'

const t = w.record
const kinds = ['visit', 'intake', 'examination', 'photo', 'reading', 'prescription', 'answer'] as const

/** All that is kept of an animal, to read, print and take along. */
export function Record(): JSX.Element {
  const animalId = useRoute().params['animalId'] ?? ''
  const [only, setOnly] = useState<readonly string[]>([])
  const [failed, setFailed] = useState<unknown>()
  const animal = useAsk(() => getAnimal(animalId), [animalId])
  const record = useAsk(() => ask(api().GET('/api/animals/{animalId}/record', { params: { path: { animalId }, query: only.length > 0 ? { kind: only.join() } : {} }, headers: { Accept: 'application/json' } })), [animalId, only.join()])
  const take = (format: 'html' | 'fhir'): void =>
    void fetchFrom(`/api/animals/${animalId}/record?format=${format}`).then(r => r.blob()).then(file => save(file, format === 'fhir' ? 'record.fhir.json' : 'record.html'), setFailed)
  return (
    <Page title={animal.value ? t.title(animal.value.name) : t.titleAny} lead={t.lead} back={at.animal(animalId)}>
      <div class="actions no-print">
        <Button kind="second" onClick={() => print()}>{t.print}</Button>
        <Button kind="second" onClick={() => take('html')}>{t.html}</Button>
        <Button kind="quiet" onClick={() => take('fhir')}>{t.fhir}</Button>
        <ButtonLink kind="quiet" href={at.sharing(animalId)}>{t.share}</ButtonLink>
      </div>
      <Failure failed={failed} />
      <div class="no-print"><Choices label={t.only} optional values={only} onInput={setOnly} options={kinds.map(one => ({ value: one, text: t.kinds[one] }))} /></div>
      <h2>{t.course}</h2>
      <Loaded of={record}>{page => <RecordList entries={page.entries} />}</Loaded>
      <Imports animalId={animalId} />
    </Page>
  )
}
