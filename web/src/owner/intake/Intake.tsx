import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { act, api, ask } from '../../api/client'
import { fieldProblems } from '../../api/problem'
import { useAsk } from '../../api/useAsk'
import { common } from '../../i18n/common'
import { CheckBox, TextArea, TextField } from '../../ui/fields'
import { Page } from '../../ui/Page'
import { Button, Failure, Loaded, Notice } from '../../ui/parts'
import { RegionField } from '../../ui/RegionField'
import { type Animal, at, getAnimal, getOwner } from '../data'
import { w } from '../words'
import { type Draft, dropDraft, empty, readDraft, toIntake, writeDraft } from './draft'
import { flagsOf, type Question } from './questions'
import { Details, FindSigns, Ticks } from './Signs'
import { problemOf, Vitals } from './Vitals'

const t = w.intake
/** The measures that few households can take come last. */
const usualVitals = ['respiratoryRate', 'temperatureC', 'heartRate', 'capillaryRefillSeconds', 'usualRespiratoryRate', 'hoursWithoutFood', 'hoursWithoutDroppings', 'weightChangePercent', 'glucoseMgDl']

export function Intake(): JSX.Element {
  const id = useRoute().params['animalId'] ?? ''
  const all = useAsk(async () => {
    const [animal, owner] = await Promise.all([getAnimal(id), getOwner()])
    const page = await ask(api().GET('/api/intake/signs', { params: { query: { species: animal.species } } }))
    return { animal, region: owner?.region ?? '', page }
  }, [id])
  return (
    <Page title={all.value ? t.title(all.value.animal.name) : t.titleAny} back={at.animal(id)}>
      <Loaded of={all}>{({ animal, region, page }) => <Conversation animal={animal} region={region} questions={page.signs} vitals={page.vitals} />}</Loaded>
    </Page>
  )
}

type Step = 'tell' | 'signs' | 'details' | 'vitals' | 'finish'

function Conversation({ animal, region, questions, vitals }: { animal: Animal; region: string; questions: readonly Question[]; vitals: Parameters<typeof Vitals>[0]['asked'] }): JSX.Element {
  const { route } = useLocation()
  const [draft, setDraft] = useState<Draft>(() => readDraft(animal.id) ?? { ...empty, region })
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const [tried, setTried] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const moved = useRef(false)
  const change = (part: Partial<Draft>): void => {
    const next = { ...draft, ...part }
    setDraft(next)
    writeDraft(animal.id, next)
  }
  const toggle = (sign: string): void => {
    const { [sign]: was, ...others } = draft.signs
    change({ signs: was ? others : { ...others, [sign]: { facts: {} } } })
  }
  const flags = flagsOf(questions)
  const flagged = flags.some(q => q.id in draft.signs)
  const detailed = questions.filter(q => q.id in draft.signs && (q.asksDuration || q.facts.length > 0))
  const steps: readonly Step[] = ['tell', 'signs', ...(detailed.length > 0 ? ['details' as const] : []), 'vitals', 'finish']
  const step = steps[Math.min(draft.step, steps.length - 1)]!
  const go = (to: number): void => {
    moved.current = true
    change({ step: to })
  }
  useEffect(() => {
    if (moved.current) heading.current?.focus()
  }, [step])

  const send = async (): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    try {
      const body = toIntake(draft, deviceOf(navigator.userAgent))
      const path = { animalId: animal.id }
      const taken = await act(`intake:${animal.id}`, body, header => api().POST('/api/animals/{animalId}/intakes', { params: { path, header }, body }))
      dropDraft(animal.id)
      route(at.answer(animal.id, taken.intakeId), true)
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }

  const ready = draft.consent && Object.keys(draft.signs).length > 0
  const slips = vitals.some(v => problemOf(v, draft.vitals[v.name]))
  const wrong = fieldProblems(failed)
  return (
    <div class="stack loose">
      <div class="stack tight">
        <p class="small muted">{t.step(steps.indexOf(step) + 1, steps.length)}</p>
        <progress class="bar-of" max={steps.length} value={steps.indexOf(step) + 1} aria-hidden="true" />
      </div>
      <h2 ref={heading} tabIndex={-1}>{t.steps[step]}</h2>

      {step === 'tell' && (
        <div class="long">
          <TextArea label={t.complaint} hint={t.complaintHint} value={draft.complaint} onInput={complaint => change({ complaint })} maxLength={4000} />
          <Ticks legend={t.flags} questions={flags} chosen={draft.signs} onToggle={toggle} />
          {flagged && (
            <div class="in-reach">
              <Notice tone="danger" alert>
                <p class="strong">{t.flagged}</p>
                {!draft.region && <RegionField label={t.where} value={draft.region} onInput={value => change({ region: value })} />}
                <p class="small">{t.consentShort}</p>
                <Failure failed={failed} />
                <Button kind="danger" busy={busy} big onClick={() => void send()}>{t.answerNow}</Button>
              </Notice>
            </div>
          )}
        </div>
      )}

      {step === 'signs' && <FindSigns complaint={draft.complaint} questions={questions} chosen={draft.signs} onToggle={toggle} />}
      {step === 'details' && detailed.map(q => <Details key={q.id} question={q} sign={draft.signs[q.id]!} onInput={sign => change({ signs: { ...draft.signs, [q.id]: sign } })} />)}

      {step === 'vitals' && <>
        <p class="lead">{t.vitalsLead}</p>
        <div><Button kind="second" busy={slips} onClick={() => go(steps.indexOf(step) + 1)}>{t.notNow}</Button></div>
        <Vitals asked={[...vitals].sort((a, b) => usualVitals.indexOf(a.name) - usualVitals.indexOf(b.name))} values={draft.vitals} wrong={wrong}
          onInput={(name, value) => change({ vitals: { ...draft.vitals, [name]: value } })} />
      </>}

      {step === 'finish' && <>
        {Object.keys(draft.signs).length === 0 && <Notice tone="warn"><p>{t.noSigns}</p><div><Button kind="second" onClick={() => go(1)}>{t.toSigns}</Button></div></Notice>}
        <RegionField label={t.where} hint={t.whereHint} value={draft.region} onInput={value => change({ region: value })} error={wrong['/region']} />
        <OwnQuestions asked={draft.questions} onInput={asked => change({ questions: asked })} />
        <CheckBox label={t.consent} hint={t.consentWords} checked={draft.consent} onInput={consent => change({ consent })} />
      </>}

      {step === 'finish' && tried && !ready && <Notice tone="warn" alert>{Object.keys(draft.signs).length === 0 ? t.noSigns : t.consentMissing}</Notice>}
      {!(step === 'tell' && flagged) && <Failure failed={failed} />}
      <div class="actions">
        {step !== 'tell' && <Button kind="second" onClick={() => go(steps.indexOf(step) - 1)}>{common.back}</Button>}
        {step !== 'finish'
          ? <Button busy={step === 'vitals' && slips} onClick={() => go(steps.indexOf(step) + 1)}>{step === 'vitals' && Object.values(draft.vitals).every(v => v.trim() === '') ? t.skip : common.next}</Button>
          : <Button busy={busy} onClick={() => (ready ? void send() : setTried(true))}>{t.send}</Button>}
      </div>
      <p class="small muted">{t.kept} <button type="button" class="button quiet" onClick={() => (dropDraft(animal.id), route(at.animal(animal.id)))}>{t.discard}</button></p>
    </div>
  )
}

function OwnQuestions({ asked, onInput }: { asked: readonly string[]; onInput: (asked: readonly string[]) => void }): JSX.Element {
  const rows = [...asked, ...(asked.length < 5 && asked[asked.length - 1] !== '' ? [''] : [])]
  return (
    <div class="stack tight">
      <h3>{t.questions}</h3>
      {rows.map((question, i) => <TextField key={i} label={t.question(i + 1)} optional value={question} maxLength={1000} onInput={text => onInput(rows.map((q, at) => (at === i ? text : q)).filter((q, at, list) => q !== '' || at < list.length - 1))} />)}
    </div>
  )
}

/** What a vet should know of the connection to come; no more than the browser's family. */
function deviceOf(agent: string): { kind: string; browser: string } {
  const browser = /Firefox\//.test(agent) ? 'Firefox' : /Edg\//.test(agent) ? 'Edge' : /Chrome\//.test(agent) ? 'Chrome' : /Safari\//.test(agent) ? 'Safari' : 'other'
  return { kind: /Mobi|Android/.test(agent) ? 'phone' : 'computer', browser }
}
