import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api } from '../../api/client'
import { terms, termOf } from '../../i18n/terms'
import { CheckBox } from '../../ui/fields'
import { Button, Card, Failure, Notice } from '../../ui/parts'
import { plainDate } from '../../ui/time'
import type { Visit } from '../data'
import { t } from '../patient'

const s = t.steps

/** The steps by which this visit begins the relationship, as the law of the region names them. */
export function Steps({ visit, isConfirmed, changed }: { visit: Visit; isConfirmed: boolean; changed: () => void }): JSX.Element | null {
  const start = visit.law?.start
  const [done, setDone] = useState<readonly string[]>([])
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  if (!start) return null
  if (isConfirmed) return <Notice tone="good"><p>{s.confirmed}{start.seeInPersonBy ? ` ${s.seeBy(plainDate(start.seeInPersonBy))}` : ''}</p></Notice>
  const all = start.confirm.every(step => done.includes(step))
  const confirm = async (): Promise<void> => {
    if (!all) return
    setBusy(true)
    const body = { confirmed: [...start.confirm] }
    try {
      await act(`relationship:${visit.id}`, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/relationship', { params: { path: { animalId: visit.animalId, visitId: visit.id }, header }, body }))
      setFailed(undefined)
      changed()
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  return (
    <Card snug label={s.title}>
      <h3>{s.title}</h3>
      <p class="small">{s.lead(visit.region)}</p>
      <div>{start.confirm.map(step => <CheckBox key={step} label={termOf(terms.steps, step)} checked={done.includes(step)} onInput={on => setDone(on ? [...done, step] : done.filter(one => one !== step))} />)}</div>
      {start.seeInPersonBy && <p class="small">{s.seeBy(plainDate(start.seeInPersonBy))}</p>}
      <Failure failed={failed} />
      {visit.status === 'started' ? <div><Button kind="second" busy={busy || !all} onClick={() => void confirm()}>{s.confirm}</Button></div> : <p class="small muted">{s.while}</p>}
    </Card>
  )
}
