import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api, ask } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { termOf } from '../../i18n/terms'
import { t } from '../patient'

/** The calls of a visit; while one is going on it is looked at again every two seconds. */
export function Calls({ animalId, visitId, turn, watch }: { animalId: string; visitId: string; turn: number; watch: boolean }): JSX.Element | null {
  const [tick, setTick] = useState(0)
  const calls = useAsk(() => ask(api().GET('/api/animals/{animalId}/visits/{visitId}/calls', { params: { path: { animalId, visitId } } })), [animalId, visitId, turn, tick])
  const list = calls.value?.calls.filter(one => one.purpose === 'fallback') ?? []
  const goesOn = watch && list.some(one => one.phase !== 'ended')
  useEffect(() => {
    if (!goesOn) return
    const timer = setInterval(() => setTick(n => n + 1), 2000)
    return () => clearInterval(timer)
  }, [goesOn])
  if (list.length === 0) return null
  return <p class="small" role="status">{t.video.calls}: {list.map(one => termOf(t.video.outcomes, one.outcome)).join(' · ')}</p>
}
