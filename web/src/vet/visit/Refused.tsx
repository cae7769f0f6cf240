import type { JSX } from 'preact'
import type { Schemas } from '../../api/client'
import { Problem } from '../../api/problem'
import { terms } from '../../i18n/terms'
import { hostOf } from '../../ui/address'
import { Failure } from '../../ui/parts'

/** A refusal with the law's reasons and the medical sources that it names. */
export function Refused({ failed }: { failed: unknown }): JSX.Element | null {
  if (!(failed instanceof Problem)) return <Failure failed={failed} />
  const reasons = (failed.details['reasons'] ?? []) as readonly Schemas['VcprReason'][]
  const sources = (failed.details['sources'] ?? []) as readonly string[]
  return (
    <div class="stack tight">
      <Failure failed={failed} />
      {(reasons.length > 0 || sources.length > 0) && (
        <ul class="small">
          {reasons.map(one => <li key={one.code}>{one.text} {one.citation.instrument}{one.citation.source && <> · <a href={one.citation.source} target="_blank" rel="noopener noreferrer">{terms.source}</a></>}</li>)}
          {sources.map(one => <li key={one}><a href={one} target="_blank" rel="noopener noreferrer">{hostOf(one)}</a></li>)}
        </ul>
      )}
    </div>
  )
}
