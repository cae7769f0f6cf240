import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api, ask } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { fieldProblems } from '../../api/problem'
import { common } from '../../i18n/common'
import { terms } from '../../i18n/terms'
import { Dialog } from '../../ui/Dialog'
import { Choice, Select, TextArea, TextField } from '../../ui/fields'
import { Button, Notice } from '../../ui/parts'
import { money } from '../../ui/time'
import { toast } from '../../ui/toast'
import type { Visit } from '../data'
import { blankEnding, blankWatch, bodyOf, type Ending, missing } from '../logic/ending'
import { t } from '../patient'
import { Refused } from './Refused'

const p = t.plan
const measures = ['temperature', 'heart-rate', 'respiratory-rate', 'weight', 'glucose', 'blood-pressure', 'oxygen', 'pain-score', 'itch-score'] as const
const outcomes = ['treated', 'watch-at-home', 'see-in-person', 'emergency-referred', 'could-not-treat', 'interrupted'] as const

/** Notes and plan beside the video: kept in this window, sent when the visit ends. */
export function Plan({ visit, stepsOpen, ended }: { visit: Visit; stepsOpen: boolean; ended: (visit: Visit) => void }): JSX.Element {
  const kept = `plan:${visit.id}`
  const [said, setSaid] = useState<Ending>(() => ({ ...blankEnding, ...(JSON.parse(sessionStorage.getItem(kept) ?? '{}') as Partial<Ending>) }))
  const [failed, setFailed] = useState<unknown>()
  const [asking, setAsking] = useState(false)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<Ending>): void => {
    const next = { ...said, ...part }
    sessionStorage.setItem(kept, JSON.stringify(next))
    setSaid(next)
  }
  const lacks = missing(said, stepsOpen)
  const wrong = fieldProblems(failed)
  const end = async (): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    const body = bodyOf(said)
    try {
      const done = await act(`end:${visit.id}`, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/end', { params: { path: { animalId: visit.animalId, visitId: visit.id }, header }, body }))
      sessionStorage.removeItem(kept)
      toast(p.ended)
      ended(done)
    } catch (error) {
      setFailed(error)
    }
    setAsking(false)
    setBusy(false)
  }
  const area = (key: 'notes' | 'assessment' | 'differential' | 'instructions' | 'steps', label: string, rows: number, hint?: string): JSX.Element =>
    <TextArea label={label} {...(hint ? { hint } : {})} rows={rows} value={said[key]} onInput={value => change({ [key]: value })} maxLength={20_000} optional />
  const runs = visit.status === 'started'
  return (
    <form class="stack" onSubmit={event => (event.preventDefault(), setTried(true), lacks.length === 0 && setAsking(true))}>
      {area('notes', p.notes, 5)}
      <p class="small muted">{p.kept}</p>
      {area('assessment', p.assessment, 2)}
      {area('differential', p.differential, 2, p.differentialHint)}
      {area('instructions', p.instructions, 3)}
      {area('steps', p.steps, 3, p.stepsHint)}
      <WatchList said={said} change={change} wrong={wrong} />
      <TextField label={p.followUp} type="date" value={said.followUpOn} onInput={followUpOn => change({ followUpOn })} error={wrong['/summary/plan/followUpOn']} optional />
      {runs && (
        <>
          <Choice label={p.outcome} rows value={said.outcome} onInput={outcome => change({ outcome })} error={tried && lacks.includes('outcome') ? p.needs.outcome : wrong['/outcome']}
            options={outcomes.map(value => ({ value, text: <span><span class="strong">{terms.outcomes[value]}</span> <span class="small muted">· {p.feeNote[value]}</span></span> }))} />
          {said.outcome === 'see-in-person' && (
            <Choice label={p.urgency} value={said.urgency} onInput={urgency => change({ urgency })} error={tried && lacks.includes('urgency') ? p.needs.urgency : undefined} options={Object.entries(terms.urgency).map(([value, text]) => ({ value, text }))} />
          )}
          {tried && lacks.length > 0 && <Notice tone="warn" alert><ul>{lacks.map(one => <li key={one}>{p.needs[one]}</li>)}</ul></Notice>}
          <AgreedFee visit={visit} />
          <Refused failed={failed} />
          <div><Button type="submit" busy={busy} big>{p.end}</Button></div>
        </>
      )}
      <Dialog open={asking} title={p.end} onClose={() => setAsking(false)}>
        <p>{p.endAsk}</p>
        <p class="strong">{said.outcome ? terms.outcomes[said.outcome as (typeof outcomes)[number]] : ''}</p>
        <div class="actions end"><Button kind="second" onClick={() => setAsking(false)}>{common.cancel}</Button><Button busy={busy} onClick={() => void end()}>{p.end}</Button></div>
      </Dialog>
    </form>
  )
}

function WatchList({ said, change, wrong }: { said: Ending; change: (part: Partial<Ending>) => void; wrong: Readonly<Record<string, string>> }): JSX.Element {
  const put = (at: number, part: Partial<Ending['watch'][number]>): void => change({ watch: said.watch.map((one, i) => (i === at ? { ...one, ...part } : one)) })
  return (
    <fieldset class="field">
      <legend>{p.watch} <span class="need">({common.optional})</span></legend>
      <div class="stack tight">
        {said.watch.map((one, i) => (
          <div key={i} class="watch">
            <TextField label={p.watchWhat} value={one.what} onInput={what => put(i, { what })} maxLength={500} error={wrong[`/summary/plan/watch/${i}/what`]} />
            <TextField label={p.watchThen} value={one.then} onInput={then => put(i, { then })} maxLength={500} error={wrong[`/summary/plan/watch/${i}/then`]} />
            <div class="row bottom">
              <Select label={p.measure} value={one.measure} onInput={measure => put(i, { measure })} error={wrong[`/summary/plan/watch/${i}/measure`]} options={[{ value: '', text: p.measureNone }, ...measures.map(value => ({ value, text: terms.measures[value] }))]} />
              {one.measure && <><span class="limit"><TextField label={p.below} inputMode="decimal" value={one.below} onInput={below => put(i, { below })} optional /></span><span class="limit"><TextField label={p.above} inputMode="decimal" value={one.above} onInput={above => put(i, { above })} error={wrong[`/summary/plan/watch/${i}/above`]} optional /></span></>}
              <Button kind="quiet" aria-label={p.removeWatch(i + 1)} onClick={() => change({ watch: said.watch.filter((_, at) => at !== i) })}>×</Button>
            </div>
          </div>
        ))}
        <div><Button kind="quiet" onClick={() => change({ watch: [...said.watch, blankWatch] })}>+ {p.addWatch}</Button></div>
      </div>
    </fieldset>
  )
}

function AgreedFee({ visit }: { visit: Visit }): JSX.Element | null {
  const fee = useAsk(() => ask(api().GET('/api/animals/{animalId}/visits/{visitId}/fee', { params: { path: { animalId: visit.animalId, visitId: visit.id } } })), [visit.id])
  const agreed = fee.value?.agreed
  if (!agreed) return null
  return <p class="small muted">{agreed.amountMinor === 0 ? p.feeFree : p.fee(money(agreed.amountMinor, agreed.currency))}</p>
}
