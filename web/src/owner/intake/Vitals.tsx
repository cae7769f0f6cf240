import type { JSX } from 'preact'
import type { Schemas } from '../../api/client'
import { TextField } from '../../ui/fields'
import { number } from '../../ui/time'
import { w } from '../words'
import { Counter } from './Counter'
import { HowTo } from './HowTo'

const t = w.vitals
/** Counted with a tap for so many seconds. */
const counted: Readonly<Record<string, number>> = { respiratoryRate: 30, heartRate: 15 }

/** What can be measured at home, each with how. None must be. */
export function Vitals({ asked, values, onInput, wrong }: { asked: readonly Schemas['VitalQuestion'][]; values: Readonly<Record<string, string>>; onInput: (name: string, value: string) => void; wrong: Readonly<Record<string, string>> }): JSX.Element {
  return (
    <ul class="plain stack">
      {asked.map(vital => {
        const label = (t.names as Record<string, string>)[vital.name] ?? vital.name
        const seconds = counted[vital.name]
        return (
          <li key={vital.name} class="card snug vital flat">
            <HowTo vital={vital.name} />
            <div class="stack tight">
              <TextField label={label} hint={vital.how} optional inputMode="decimal" unit={vital.unit} value={values[vital.name] ?? ''} onInput={value => onInput(vital.name, value)} error={wrong[`/vitals/${vital.name}`] ?? problemOf(vital, values[vital.name])} />
              {vital.normal && <p class="small muted">{t.normal(number(vital.normal.low), number(vital.normal.high), vital.unit)}</p>}
              {seconds && <Counter seconds={seconds} unit={vital.unit} onDone={rate => onInput(vital.name, String(rate))} />}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

/** A slip of the pen is said at once; the API says it again. */
export function problemOf(vital: Pick<Schemas['VitalQuestion'], 'least' | 'most'>, said: string | undefined): string | undefined {
  if (!said || said.trim() === '') return undefined
  const value = Number(said.replace(',', '.'))
  return Number.isNaN(value) ? t.noNumber : value < vital.least || value > vital.most ? t.between(number(vital.least), number(vital.most)) : undefined
}
