import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { common } from '../i18n/common'
import { Select, TextField } from './fields'
import { regions } from './regions'

/** The region by name; elsewhere by its code. */
export function RegionField({ label, hint, error, value, onInput }: { label: string; hint?: string; error?: string | undefined; value: string; onInput: (region: string) => void }): JSX.Element {
  const [elsewhere, setElsewhere] = useState(value !== '' && !regions.some(r => r.value === value))
  return <>
    <Select label={label} hint={hint} error={elsewhere ? undefined : error} value={elsewhere ? '?' : value}
      onInput={chosen => (setElsewhere(chosen === '?'), onInput(chosen === '?' ? '' : chosen))}
      options={[{ value: '', text: common.region.choose }, ...regions, { value: '?', text: common.region.elsewhere }]} />
    {elsewhere && <TextField label={common.region.code} hint={common.region.codeHint} error={error} value={value} onInput={code => onInput(code.toUpperCase())} maxLength={6} />}
  </>
}
