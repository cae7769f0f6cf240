import type { JSX } from 'preact'
import type { Schemas } from '../../api/client'
import { common } from '../../i18n/common'
import { Choice, TextField } from '../../ui/fields'
import { Notice } from '../../ui/parts'
import { RegionField } from '../../ui/RegionField'
import { regionName } from '../../ui/regions'
import { type Animal, at, type Visit } from '../data'
import { w } from '../words'
import { type Safety, stopOf } from './safety'

const t = w.checkIn

/** Whether a visit can be held safely here and now; what stands in the way is said at once. */
export function SafetyQuestions({ visit, animal, sheet, said, onInput }: { visit: Visit; animal: Animal; sheet: Schemas['CheckInSheet']; said: Safety; onInput: (said: Safety) => void }): JSX.Element {
  const stop = stopOf(said, visit.region)
  const change = (part: Partial<Safety>): void => onInput({ ...said, ...part })
  return <>
    <YesNo label={t.driving} value={said.driving} onInput={driving => change({ driving })} />
    {stop === 'driving' && <Notice tone="warn" alert>{t.stops.driving}</Notice>}
    <YesNo label={t.animalHere(animal.name)} value={said.animalHere} onInput={animalHere => change({ animalHere })} />
    {stop === 'away' && <Notice tone="warn" alert>{t.stops.away(animal.name)}</Notice>}
    <RegionField label={t.region} hint={t.regionHint(regionName(visit.region))} value={said.region} onInput={region => change({ region })} />
    {stop === 'elsewhere' && <Notice tone="warn" alert><p>{t.stops.elsewhere(regionName(visit.region), regionName(said.region))}</p><p><a href={at.ask(animal.id)}>{t.tellAnew}</a></p></Notice>}
    <TextField label={t.whereExactly} hint={t.whereExactlyHint} value={said.where} onInput={where => change({ where })} maxLength={300} autocomplete="street-address" optional />
    <YesNo label={sheet.callBackNumber ? t.number(sheet.callBackNumber) : t.noNumber} value={said.numberRight} onInput={numberRight => change({ numberRight })} />
    {said.numberRight === false && <Notice><a href={`${at.profile}?back=${encodeURIComponent(at.visit(animal.id, visit.id))}`}>{t.changeNumber}</a></Notice>}
  </>
}

const YesNo = ({ label, value, onInput }: { label: string; value: boolean | undefined; onInput: (value: boolean) => void }): JSX.Element => (
  <Choice label={label} value={value === undefined ? '' : value ? 'yes' : 'no'} onInput={said => onInput(said === 'yes')} options={[{ value: 'yes', text: common.yes }, { value: 'no', text: common.no }]} />
)
