import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { Page } from '../ui/Page'
import { Day } from '../vet/Day'
import { useVetName } from './useVetName'
import { w } from './words'

/** A vet's day for the staff who answer the telephone; looked at again every half minute. */
export default function VetDayPage(): JSX.Element {
  const vetId = useRoute().params['vetId'] ?? ''
  const name = useVetName(vetId) ?? vetId
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && setTurn(n => n + 1), 30_000)
    return () => clearInterval(timer)
  }, [])
  return <Page title={w.one.dayOf(name)} back="/practice" lead={w.visit.staffOnly}><Day turn={turn} vetId={vetId} hrefOf={(animalId, visitId) => `/practice/animals/${encodeURIComponent(animalId)}/visits/${encodeURIComponent(visitId)}`} plain /></Page>
}
