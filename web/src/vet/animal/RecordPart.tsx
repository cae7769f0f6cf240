import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api, ask, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { terms } from '../../i18n/terms'
import { Imports } from '../../shared/Imports'
import { RecordList } from '../../shared/RecordList'
import { Select } from '../../ui/fields'
import { Button, Loaded } from '../../ui/parts'
import { t } from '../patient'

const kinds = ['visit', 'intake', 'examination', 'prescription', 'photo', 'wound', 'reading', 'answer'] as const

/** All that happened to the animal. */
export function RecordPart({ animalId, turn = 0 }: { animalId: string; turn?: number }): JSX.Element {
  const [kind, setKind] = useState('')
  const record = useAsk(() => ask(api().GET('/api/animals/{animalId}/record', { params: { path: { animalId }, query: kind ? { kind } : {} }, headers: { Accept: 'application/json' } })) as Promise<Schemas['RecordPage']>, [animalId, kind, turn])
  return (
    <>
      <div class="row spread bottom no-print">
        <Select label={t.animal.recordOnly} value={kind} onInput={setKind} options={[{ value: '', text: t.animal.all }, ...kinds.map(value => ({ value, text: terms.kinds[value] }))]} />
        <Button kind="quiet" onClick={() => print()}>{t.animal.print}</Button>
      </div>
      <Loaded of={record}>{page => <RecordList entries={page.entries} />}</Loaded>
      <Imports animalId={animalId} />
    </>
  )
}
