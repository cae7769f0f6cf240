import type { JSX } from 'preact'
import type { Schemas } from '../api/client'
import { terms, termOf } from '../i18n/terms'
import { Badge } from '../ui/parts'
import { localDate, plainDate } from '../ui/time'

const l = terms.licence

/** A licence as it stands today, in words. */
export function LicenceCard({ licence }: { licence: Schemas['Licence'] }): JSX.Element {
  const lapsed = licence.validUntil < localDate(new Date())
  return (
    <div class="card snug">
      <div class="row spread">
        <span class="strong">{licence.region}</span>
        {licence.revoked ? <Badge tone="danger">{termOf(l.revoked, licence.revoked)}</Badge> : lapsed ? <Badge tone="warn">{l.lapsed}</Badge> : <Badge tone="good">{l.valid}</Badge>}
      </div>
      <span class="small muted">{l.number(licence.number)} · {l.until(plainDate(licence.validUntil))}</span>
    </div>
  )
}
