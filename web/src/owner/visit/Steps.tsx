import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { act, api, ask, type Schemas } from '../../api/client'
import { poll } from '../../api/longPoll'
import { useAsk } from '../../api/useAsk'
import { Choice, TextArea, TextField } from '../../ui/fields'
import { Check } from '../../ui/icons'
import { Button, Failure, Notice } from '../../ui/parts'
import { number } from '../../ui/time'
import { Counter } from '../intake/Counter'
import { HowTo } from '../intake/HowTo'
import type { Visit } from '../data'
import { w } from '../words'

const t = w.steps
type Known = Schemas['ExaminationStep']
type Sent = Schemas['HomeStep']
const drawings: Readonly<Record<string, string>> = { 'breathing-count': 'respiratoryRate', 'heart-rate': 'heartRate', 'capillary-refill': 'capillaryRefillSeconds', temperature: 'temperatureC' }

/** What the vet asks the owner's hands and eyes to do, as it arrives. */
export function Steps({ visit }: { visit: Visit }): JSX.Element | null {
  const path = { animalId: visit.animalId, visitId: visit.id }
  const known = useAsk(() => ask(api().GET('/api/home-examination', { params: { query: { species: visit.species } } })), [visit.species])
  const [sent, setSent] = useState<readonly Sent[]>([])
  useEffect(() => poll({
    ask: () => ask(api().GET('/api/animals/{animalId}/visits/{visitId}/care', { params: { path } })),
    heard: care => setSent(care.steps),
    pause: 3000,
  }), [visit.id])
  if (sent.length === 0 || !known.value) return null
  return (
    <section class="stack" aria-labelledby="steps">
      <h2 id="steps">{t.title}</h2>
      <ul class="plain stack" aria-live="polite">
        {sent.map(one => <li key={one.sendId} class="flat"><Step sent={one} step={known.value!.steps.find(s => s.id === one.stepId)} path={path} onDone={done => setSent(all => all.map(s => (s.sendId === done.sendId ? done : s)))} /></li>)}
      </ul>
    </section>
  )
}

function Step({ sent, step, path, onDone }: { sent: Sent; step: Known | undefined; path: { animalId: string; visitId: string }; onDone: (done: Sent) => void }): JSX.Element {
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  if (!step) return <p>{sent.stepId}</p>
  const kind = step.finding.kind
  const send = async (): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    const body: Schemas['ReportFinding'] = kind === 'number' ? { number: Number(said.replace(',', '.')) } : kind === 'choice' ? { choice: said } : { words: said }
    try {
      onDone(await act(`finding:${sent.sendId}`, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/home-examination/{sendId}', { params: { path: { ...path, sendId: sent.sendId }, header }, body })))
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }
  if (sent.finding) {
    const { finding } = sent
    return <div class="card snug done"><p class="row icon-line"><Check /><span class="strong" lang="en">{step.title}</span> {finding.number != null ? `${number(finding.number)} ${finding.unit ?? ''}` : finding.choice != null ? choiceName(finding.choice) : finding.words}</p></div>
  }
  const drawing = drawings[step.id]
  return (
    <form class="card snug" onSubmit={event => (event.preventDefault(), said.trim() && void send())}>
      <h3 lang="en">{step.title}</h3>
      {drawing && <HowTo vital={drawing} />}
      <p lang="en">{step.ask}</p>
      {sent.note && <p class="strong">{t.note(sent.note)}</p>}
      {step.stop && <Notice tone="warn"><p lang="en">{step.stop}</p></Notice>}
      {step.timerSeconds && kind === 'number' && <Counter seconds={step.timerSeconds} unit={step.finding.unit ?? ''} onDone={rate => setSaid(String(rate))} />}
      {kind === 'number' && <TextField label={t.number} inputMode="decimal" unit={step.finding.unit ?? ''} value={said} onInput={setSaid} />}
      {kind === 'choice' && <Choice label={t.choice} value={said} onInput={setSaid} options={(step.finding.choices ?? []).map(one => ({ value: one, text: choiceName(one) }))} />}
      {kind === 'words' && <TextArea label={t.words} value={said} onInput={setSaid} rows={3} maxLength={2000} />}
      <Failure failed={failed} />
      <div><Button type="submit" busy={busy}>{t.send}</Button></div>
    </form>
  )
}

const choiceName = (choice: string): string => (t.choices as Record<string, string>)[choice] ?? choice.replace(/-/g, ' ')
