import type { JSX } from 'preact'
import type { Schemas } from '../api/client'
import { Calendar } from '../ui/icons'
import { Badge, type Tone } from '../ui/parts'
import { dayOf, timeOf, zoneName } from '../ui/time'
import { type Animal, at } from './data'
import { w } from './words'

const tones: Readonly<Record<string, Tone>> = { waiting: 'info', booked: 'info', 'checked-in': 'good', started: 'good', stopped: 'danger', missed: 'warn' }

export const StatusBadge = ({ status }: { status: string }): JSX.Element => {
  const tone = tones[status]
  return <Badge {...(tone ? { tone } : {})}>{(w.status as Record<string, string>)[status] ?? status}</Badge>
}

export const serviceName = (service: string): string => (w.services as Record<string, string>)[service] ?? service

export const VisitCard = ({ visit, animal }: { visit: Schemas['VisitLine']; animal: Animal | undefined }): JSX.Element => (
  <a class="card snug" href={at.visit(visit.animalId, visit.id)}>
    <span class="row spread">
      <span class="row icon-line"><Calendar /><strong class="numbers">{dayOf(visit.start)}, {timeOf(visit.start)} <span class="muted small">{zoneName(visit.start)}</span></strong></span>
      <StatusBadge status={visit.status} />
    </span>
    <span class="muted">{[animal?.name, serviceName(visit.service)].filter(Boolean).join(' · ')}</span>
  </a>
)
