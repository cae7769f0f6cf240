import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api } from '../../api/client'
import { TextField } from '../../ui/fields'
import { Button, Card, Failure } from '../../ui/parts'
import { localDate } from '../../ui/time'
import { toast } from '../../ui/toast'
import { ClockNotice } from '../Day'
import { clockChangeOn, minuteOf, momentOf } from '../logic/zone'
import { w } from '../words'

const h = w.hours

/** Takes time out of one day of the vet's zone. */
export function BlockForm({ zone }: { zone: string }): JSX.Element {
  const today = localDate(new Date(), zone)
  const [said, setSaid] = useState({ date: today, from: '12:00', to: '13:00' })
  const [failed, setFailed] = useState<unknown>()
  const put = (part: Partial<typeof said>): void => setSaid(before => ({ ...before, ...part }))
  const [from, to] = [minuteOf(said.from), minuteOf(said.to, true)]
  const change = said.date ? clockChangeOn(zone, said.date) : null
  const skipped = change?.kind === 'gap' && from >= change.from && to <= change.to
  const wrong = from >= to ? h.order : skipped ? h.noTime : undefined
  const block = async (): Promise<void> => {
    if (wrong) return
    const body = { from: new Date(momentOf(zone, said.date, from)).toISOString(), to: new Date(momentOf(zone, said.date, to)).toISOString() }
    try {
      await act('block', body, header => api().POST('/api/vets/me/blocks', { params: { header }, body }))
      setFailed(undefined)
      toast(h.blocked)
    } catch (error) {
      setFailed(error)
    }
  }
  return (
    <section class="stack" aria-labelledby="blocks">
      <h2 id="blocks">{h.blocks}</h2>
      <p class="small muted">{h.blocksLead}</p>
      <Card snug>
        <form class="stack" onSubmit={event => (event.preventDefault(), void block())}>
          <TextField label={h.date} type="date" value={said.date} min={today} onInput={date => put({ date })} />
          {said.date && <ClockNotice zone={zone} date={said.date} />}
          <div class="row top">
            <TextField label={h.from} type="time" value={said.from} onInput={value => put({ from: value })} />
            <TextField label={h.to} type="time" value={said.to} onInput={value => put({ to: value })} error={wrong} />
          </div>
          <Failure failed={failed} />
          <div><Button type="submit" kind="second">{h.blockIt}</Button></div>
        </form>
      </Card>
    </section>
  )
}
