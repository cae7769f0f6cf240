import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { act, api } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { Page } from '../../ui/Page'
import { Button, Card, Failure, Loaded } from '../../ui/parts'
import { dayOf, here, momentOf, timeOf } from '../../ui/time'
import { toast } from '../../ui/toast'
import { at, getOwner, getVisit } from '../data'
import { w } from '../words'
import { type Opening, Times } from './Times'

const t = w.move

/** Another time of the same vet, in one step. */
export function Move(): JSX.Element {
  const { animalId = '', visitId = '' } = useRoute().params
  const { route } = useLocation()
  const all = useAsk(async () => ({ visit: await getVisit(animalId, visitId), owner: await getOwner() }), [animalId, visitId])
  const [chosen, setChosen] = useState<Opening>()
  const [turn, setTurn] = useState(0)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const move = async (): Promise<void> => {
    if (!chosen) return
    setBusy(true)
    setFailed(undefined)
    const body = { start: chosen.start }
    try {
      await act(`move:${visitId}`, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/reschedule', { params: { path: { animalId, visitId }, header }, body }))
      toast(t.moved)
      route(at.visit(animalId, visitId), true)
    } catch (error) {
      setFailed(error)
      setBusy(false)
      setTurn(n => n + 1)
    }
  }
  return (
    <Page title={t.title} back={at.visit(animalId, visitId)}>
      <Loaded of={all}>{({ visit, owner }) => {
        const zone = owner?.zone ?? here
        return <>
          <p class="lead">{t.now(momentOf(visit.start, zone))}</p>
          <Times wanted={{ region: visit.region, species: visit.species, service: visit.service, ...(visit.vetId ? { vetId: visit.vetId } : {}), zone, turn }} chosen={chosen} onChoose={setChosen} />
          <Failure failed={failed} />
          {chosen && <Card><p class="large strong numbers">{dayOf(chosen.start, zone)}, {timeOf(chosen.start, zone)}</p><Button busy={busy} wide onClick={() => void move()}>{t.move}</Button></Card>}
        </>
      }}</Loaded>
    </Page>
  )
}
