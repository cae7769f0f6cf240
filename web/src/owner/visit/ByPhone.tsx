import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { act, api, ask, type Schemas } from '../../api/client'
import { isCode } from '../../api/problem'
import { Phone } from '../../ui/icons'
import { Button, Failure, Notice } from '../../ui/parts'
import { at, type Visit } from '../data'
import { w } from '../words'

const t = w.phone

/** The telephone as the backup of the picture: the vet is rung, then the owner, and both are joined. */
export function ByPhone({ visit }: { visit: Visit }): JSX.Element {
  const [call, setCall] = useState<Schemas['CallView']>()
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const path = { animalId: visit.animalId, visitId: visit.id }
  const going = call !== undefined && call.phase !== 'ended'
  useEffect(() => {
    if (!going) return
    const timer = setInterval(() => {
      void ask(api().GET('/api/animals/{animalId}/visits/{visitId}/calls', { params: { path } })).then(list => {
        const now = list.calls.find(one => one.callId === call.callId) ?? list.calls[list.calls.length - 1]
        if (now) setCall(now)
      }, () => undefined)
    }, 2500)
    return () => clearInterval(timer)
  }, [going, call?.callId])
  const ring = async (): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    try {
      setCall(await act(`phone:${visit.id}`, null, header => api().POST('/api/animals/{animalId}/visits/{visitId}/calls', { params: { path, header } })))
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  return (
    <section class="card snug" aria-labelledby="phone">
      <h2 id="phone">{t.title}</h2>
      <p class="muted small">{t.lead}</p>
      <div role="status">{call && <p class="strong">{call.phase === 'ended' ? ((t.outcomes as Record<string, string>)[call.outcome] ?? t.over) : ((t.phases as Record<string, string>)[call.phase] ?? call.phase)}</p>}</div>
      {isCode(failed, 'number-missing', 'number-not-verified', 'phone-missing', 'phone-unverified') && <Notice tone="warn"><a href={at.profile}>{t.verify}</a></Notice>}
      <Failure failed={failed} />
      <div><Button kind="second" busy={busy || going} onClick={() => void ring()}><Phone />{t.go}</Button></div>
    </section>
  )
}
