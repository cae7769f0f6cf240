import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api, ask } from '../api/client'
import { useAsk } from '../api/useAsk'
import { common } from '../i18n/common'
import { Select } from '../ui/fields'
import { Button, Card, Failure } from '../ui/parts'
import { timeOf } from '../ui/time'
import { toast } from '../ui/toast'
import { w } from './words'

/** Whether visits on demand are offered to this vet, and for how long. */
export function Duty({ turn }: { turn: number }): JSX.Element | null {
  const duty = useAsk(() => ask(api().GET('/api/vets/me/duty')), [turn])
  const [hours, setHours] = useState('4')
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const shown = duty.value
  if (!shown) return <Failure failed={duty.failed} again={duty.again} />
  const put = async (on: boolean): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    try {
      // The state itself is sent, so a repeat is the same.
      duty.set(await ask(api().PUT('/api/vets/me/duty', { body: on ? { on, until: new Date(Date.now() + Number(hours) * 3_600_000).toISOString() } : { on } })))
      toast(on ? w.duty.changedOn : w.duty.changedOff)
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  return (
    <Card snug label={w.duty.title}>
      <div class="row spread">
        <div class="stack tight grow">
          <p class="row nowrap"><span class={shown.on ? 'dot' : 'dot off'} /><span>{shown.on && shown.until ? w.duty.on(timeOf(shown.until)) : w.duty.off}</span></p>
          {shown.regions.length > 0 && <p class="small muted">{w.duty.regions(shown.regions.join(', '))}</p>}
        </div>
        <div class="row bottom">
          {!shown.on && <Select label={w.duty.hours} value={hours} onInput={setHours} options={[1, 2, 4, 8, 11].map(n => ({ value: String(n), text: common.hours(n) }))} />}
          <Button kind={shown.on ? 'second' : 'main'} busy={busy} onClick={() => void put(!shown.on)}>{shown.on ? w.duty.goOff : w.duty.goOn}</Button>
        </div>
      </div>
      <Failure failed={failed} />
    </Card>
  )
}
