import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { api, ask, type Schemas } from '../api/client'
import { useAsk } from '../api/useAsk'
import { common } from '../i18n/common'
import { Page } from '../ui/Page'
import { Badge, Card, Loaded, Notice } from '../ui/parts'
import { regionName } from '../ui/regions'
import { plainDate } from '../ui/time'
import { Sources } from './intake/Answer'
import { serviceName } from './VisitCard'
import { w } from './words'

const t = w.law

/** What may be done by video where the animal is, and why. */
export function Law(): JSX.Element {
  const region = useRoute().params['region'] ?? ''
  const rules = useAsk(() => ask(api().GET('/api/rules/{region}', { params: { path: { region } }, headers: { Accept: 'application/json' } })), [region])
  return (
    <Page title={t.title(regionName(region))} lead={t.lead} back="history">
      <Loaded of={rules}>{known => <>
        <Notice tone={known.law === 'known' ? 'info' : 'warn'}><p lang="en">{known.summary}</p>{known.law !== 'known' && <p>{t.strict}</p>}</Notice>
        {known.situations.slice(0, 1).map(one => <Case key={one.id} one={one} />)}
        {known.situations.length > 1 && <details><summary>{t.others}</summary><div class="stack">{known.situations.slice(1).map(one => <Case key={one.id} one={one} />)}</div></details>}
        {known.stated && (
          <Card snug>
            <h2>{t.source}</h2>
            {known.stated.instrument && <p lang="en">{known.stated.instrument}{known.stated.inForceSince && ` · ${t.since(plainDate(known.stated.inForceSince))}`}</p>}
            <Sources sources={[...(known.stated.source ? [known.stated.source] : []), ...known.stated.moreSources]} />
          </Card>
        )}
        <p class="small muted">{t.noAdvice}</p>
      </>}</Loaded>
    </Page>
  )
}

function Case({ one }: { one: Schemas['Situation'] }): JSX.Element {
  return (
    <section class="card snug">
      <h2 lang="en">{one.title}</h2>
      <ul class="plain stack tight">
        {one.services.map(service => (
          <li key={service.service}>
            <span class="row"><Badge tone={service.allowed ? 'good' : 'warn'}>{service.allowed ? common.yes : common.no}</Badge><span class="strong">{serviceName(service.service)}</span></span>
            {service.no && <p class="small muted" lang="en">{service.no.text}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
