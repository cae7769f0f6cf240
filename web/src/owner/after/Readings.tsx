import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { act, api, ask, type Schemas } from '../../api/client'
import { fieldProblems } from '../../api/problem'
import { useAsk } from '../../api/useAsk'
import { Select, TextField } from '../../ui/fields'
import { Page } from '../../ui/Page'
import { ReadingsChart } from '../../ui/Picture'
import { Button, Card, Failure, LevelBadge, Loaded, Notice } from '../../ui/parts'
import { momentOf, number } from '../../ui/time'
import { Counter } from '../intake/Counter'
import { at } from '../data'
import { w } from '../words'

const t = w.readings
type Kind = keyof typeof t.kinds
/** The kinds with their units; the first unit is the one that is kept. */
const kinds: Readonly<Record<Kind, readonly string[]>> = {
  'respiratory-rate': ['/min'], weight: ['kg', 'lb'], temperature: ['°C', '°F'], 'heart-rate': ['/min'], glucose: ['mg/dL', 'mmol/L'], 'itch-score': ['points'], 'pain-score': ['points'], 'blood-pressure': ['mmHg'], oxygen: ['%'],
}
const counted: Readonly<Record<string, number>> = { 'respiratory-rate': 30, 'heart-rate': 15 }

/** Home measurements: take one, see how it goes, see what rang an alarm. */
export function Readings(): JSX.Element {
  const animalId = useRoute().params['animalId'] ?? ''
  const [kind, setKind] = useState<Kind>('respiratory-rate')
  const [turn, setTurn] = useState(0)
  const page = useAsk(() => ask(api().GET('/api/animals/{animalId}/readings', { params: { path: { animalId }, query: { kind, limit: '50' } } })), [animalId, kind, turn])
  return (
    <Page title={t.title} lead={t.lead} back={at.animal(animalId)}>
      <Take key={kind} animalId={animalId} kind={kind} onKind={setKind} onTaken={() => setTurn(n => n + 1)} />
      <section class="stack" aria-labelledby="course">
        <h2 id="course">{t.course(t.kinds[kind])}</h2>
        <Loaded of={page}>{({ readings }) => readings.length === 0 ? <p class="muted">{t.none}</p> : <>
          <ReadingsChart key={turn} animalId={animalId} kind={kind} alt={t.chart(t.kinds[kind], readings.length)} />
          <ul class="plain stack tight">
            {readings.map(one => (
              <li key={one.readingId} class="card snug flat">
                <span class="row spread"><strong class="numbers">{valueOf(one)}</strong><span class="small muted">{momentOf(one.at)}</span></span>
                {one.note && <span>{one.note}</span>}
                {one.alarm && <Notice tone="warn"><p><LevelBadge level={one.alarm.level ?? 'routine'} /> {one.alarm.why.join('; ')}</p></Notice>}
              </li>
            ))}
          </ul>
        </>}</Loaded>
      </section>
    </Page>
  )
}

const valueOf = (one: Schemas['ReadingView']): string => `${one.value == null ? '' : number(one.value, 2)}${one.diastolic == null ? '' : `/${number(one.diastolic, 0)}`} ${one.unit}`

function Take({ animalId, kind, onKind, onTaken }: { animalId: string; kind: Kind; onKind: (kind: Kind) => void; onTaken: () => void }): JSX.Element {
  const units = kinds[kind]
  const [value, setValue] = useState('')
  const [low, setLow] = useState('')
  const [unit, setUnit] = useState(units[0]!)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const [told, setTold] = useState<Schemas['ReadingsAnswer']>()
  const wrong = fieldProblems(failed)
  // The time of the first press, so that a repeat is the same reading.
  const measuredAt = useRef<string | undefined>(undefined)
  const asNumber = (text: string): number | null => (text.trim() === '' ? null : Number(text.replace(',', '.')))
  const send = async (): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    setTold(undefined)
    measuredAt.current ??= new Date().toISOString()
    const body = { kind, at: measuredAt.current, value: asNumber(value), unit, note: note.trim() || null, ...(kind === 'blood-pressure' ? { diastolic: asNumber(low) } : {}) } as Schemas['TakeReadings']
    try {
      setTold(await act(`reading:${animalId}`, body, header => api().POST('/api/animals/{animalId}/readings', { params: { path: { animalId }, header }, body })))
      measuredAt.current = undefined
      setValue('')
      setLow('')
      setNote('')
      onTaken()
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  const seconds = counted[kind]
  return (
    <Card label={t.take}>
      <form class="stack" noValidate onSubmit={event => (event.preventDefault(), void send())}>
        <Select label={t.what} value={kind} onInput={chosen => onKind(chosen as Kind)} options={(Object.keys(kinds) as Kind[]).map(one => ({ value: one, text: t.kinds[one] }))} />
        {seconds && <Counter seconds={seconds} unit={unit} onDone={rate => setValue(String(rate))} />}
        <TextField label={kind === 'blood-pressure' ? t.systolic : t.value} inputMode="decimal" value={value} onInput={setValue} error={wrong['/value'] ?? wrong['/unit']} {...(units.length === 1 ? { unit } : {})} />
        {kind === 'blood-pressure' && <TextField label={t.diastolic} inputMode="decimal" unit={unit} value={low} onInput={setLow} error={wrong['/diastolic']} />}
        {units.length > 1 && <Select label={t.unit} value={unit} onInput={setUnit} options={units.map(one => ({ value: one, text: one }))} />}
        <TextField label={t.note} optional value={note} onInput={setNote} error={wrong['/note']} maxLength={500} />
        <Failure failed={failed} fields={['/value', '/unit', '/diastolic', '/note']} />
        <div role="status">
          {told && (told.level && told.level !== 'routine'
            ? <Notice tone={told.level === 'immediate' || told.level === 'emergency' ? 'danger' : 'warn'}><LevelBadge level={told.level} />{told.advice.map(one => <p key={one}>{one}</p>)}{told.vetTold && <p>{t.vetTold}</p>}<p><a href={at.ask(animalId)}>{t.ask}</a></p></Notice>
            : <Notice tone="good">{t.kept}</Notice>)}
        </div>
        <Button type="submit" busy={busy}>{t.save}</Button>
      </form>
    </Card>
  )
}
