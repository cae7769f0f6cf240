import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api, ask, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { sentence } from '../../shared/entry'
import { Choices, TextField } from '../../ui/fields'
import { Badge, Button, Failure, Loaded } from '../../ui/parts'
import { number, timeOf } from '../../ui/time'
import type { Visit } from '../data'
import { t } from '../patient'

const e = t.exam

/** Guided steps for the owner's hands: chosen and sent here, their findings come back. */
export function Examine({ visit, steps, changed }: { visit: Visit; steps: readonly Schemas['HomeStep'][]; changed: () => void }): JSX.Element {
  const library = useAsk(() => ask(api().GET('/api/home-examination', { params: { query: { species: visit.species } } })), [visit.species])
  const open = visit.status === 'checked-in' || visit.status === 'started'
  return (
    <div class="stack">
      <Loaded of={library}>{({ steps: known }) => {
        const title = (id: string): string => known.find(one => one.id === id)?.title ?? sentence(id)
        return (
          <>
            {steps.length > 0 && (
              <section class="stack tight" aria-label={e.sent}>
                <h3>{e.sent}</h3>
                <ul class="plain findings">{steps.map(step => (
                  <li key={step.sendId} class="row spread">
                    <span>{title(step.stepId)} <span class="small muted">{timeOf(step.sentAt)}</span></span>
                    {step.finding ? <span class="strong">{findingText(step.finding)}</span> : <Badge>{e.waiting}</Badge>}
                  </li>
                ))}</ul>
              </section>
            )}
            {open ? <SendForm visit={visit} known={known} changed={changed} /> : <p class="muted">{e.closed}</p>}
          </>
        )
      }}</Loaded>
    </div>
  )
}

export const findingText = (of: Schemas['HomeFinding']): string =>
  [of.number !== null && of.number !== undefined ? `${number(of.number)} ${of.unit ?? ''}`.trim() : '', of.choice ? sentence(of.choice) : '', of.words ?? ''].filter(Boolean).join(', ')

function SendForm({ visit, known, changed }: { visit: Visit; known: readonly Schemas['ExaminationStep'][]; changed: () => void }): JSX.Element {
  const [chosen, setChosen] = useState<string[]>([])
  const [note, setNote] = useState('')
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const send = async (): Promise<void> => {
    if (chosen.length === 0) return
    setBusy(true)
    const body = { steps: chosen.map(stepId => ({ stepId, note: note || null })) }
    try {
      await act(`steps:${visit.id}`, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/home-examination', { params: { path: { animalId: visit.animalId, visitId: visit.id }, header }, body }))
      setChosen([])
      setNote('')
      setFailed(undefined)
      changed()
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  const stops = known.filter(one => chosen.includes(one.id) && one.stop)
  return (
    <form class="stack" onSubmit={event => (event.preventDefault(), void send())}>
      <p class="small muted">{e.lead}</p>
      <Choices label={e.choose} values={chosen} onInput={setChosen} options={known.map(one => ({ value: one.id, text: one.title }))} />
      {stops.length > 0 && <ul class="small">{stops.map(one => <li key={one.id}>{e.stop}: {one.stop}</li>)}</ul>}
      <TextField label={e.note} value={note} onInput={setNote} maxLength={500} optional />
      <Failure failed={failed} />
      <div><Button type="submit" busy={busy || chosen.length === 0}>{e.send(chosen.length)}</Button></div>
    </form>
  )
}
