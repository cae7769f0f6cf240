import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api, ask, type Schemas } from '../api/client'
import { fieldProblems } from '../api/problem'
import { useAsk } from '../api/useAsk'
import { termOf } from '../i18n/terms'
import { TextField } from '../ui/fields'
import { Badge, Button, Card, Failure, Loaded, Notice } from '../ui/parts'
import { Page } from '../ui/Page'
import { momentOf } from '../ui/time'
import { toast } from '../ui/toast'
import { w } from './words'

const h = w.webhooks

export default function WebhooksPage(): JSX.Element {
  const hooks = useAsk(() => ask(api().GET('/api/webhooks')), [])
  const [made, setMade] = useState<Schemas['WebhookView']>()
  return (
    <Page title={h.title} lead={h.lead}>
      {made?.signingKey && <Notice tone="good" alert><p class="strong">{h.key}</p><p>{h.keyLead}</p><pre class="raw">{made.signingKey}</pre></Notice>}
      <Loaded of={hooks}>{list => list.webhooks.length === 0 ? <p class="muted">{h.none}</p> : <ul class="plain stack">{list.webhooks.map(one => <li key={one.id}><Hook of={one} changed={hooks.again} /></li>)}</ul>}</Loaded>
      <AddForm added={one => (setMade(one), hooks.again())} />
    </Page>
  )
}

function Hook({ of, changed }: { of: Schemas['WebhookView']; changed: () => void }): JSX.Element {
  const [failed, setFailed] = useState<unknown>()
  const path = { webhookId: of.id }
  const remove = (): void => void act(`unhook:${of.id}`, null, header => api().DELETE('/api/webhooks/{webhookId}', { params: { path }, headers: header })).then(() => (toast(h.removed), changed()), setFailed)
  return (
    <Card snug>
      <div class="row spread"><span class="strong any">{of.address}</span>{of.disabledAt ? <Badge tone="danger">{h.disabled(momentOf(of.disabledAt))}</Badge> : of.failingSince ? <Badge tone="warn">{h.failing(momentOf(of.failingSince))}</Badge> : <Badge tone="good">{h.well}</Badge>}</div>
      <p class="small muted">{of.types.join(', ')} · {h.since(momentOf(of.since))}</p>
      <Failure failed={failed} />
      <Log webhookId={of.id} changed={changed} />
      <div><Button kind="quiet" onClick={remove}>{h.remove(of.address)}</Button></div>
    </Card>
  )
}

function Log({ webhookId, changed }: { webhookId: string; changed: () => void }): JSX.Element {
  const [open, setOpen] = useState(false)
  return <details onToggle={event => setOpen(event.currentTarget.open)}><summary>{h.log}</summary>{open && <Deliveries webhookId={webhookId} changed={changed} />}</details>
}

function Deliveries({ webhookId, changed }: { webhookId: string; changed: () => void }): JSX.Element {
  const log = useAsk(() => ask(api().GET('/api/webhooks/{webhookId}/deliveries', { params: { path: { webhookId } } })), [webhookId])
  const [failed, setFailed] = useState<unknown>()
  const replay = (): void => {
    act(`rehook:${webhookId}`, null, header => api().POST('/api/webhooks/{webhookId}/replay', { params: { path: { webhookId }, header } })).then(sent => (toast(h.replayed(sent.deliveries.length)), log.again(), changed()), setFailed)
  }
  return (
    <Loaded of={log}>{({ deliveries }) => deliveries.length === 0 ? <p class="muted">{h.empty}</p> : (
      <div class="stack">
        <div class="scroll-x" tabIndex={0} role="region" aria-label={h.log}>
          <table>
            <thead><tr><th scope="col">{h.type}</th><th scope="col">{h.state}</th><th scope="col">{h.tries}</th><th scope="col">{h.answer}</th><th scope="col">{h.at}</th></tr></thead>
            <tbody>{deliveries.map(one => <tr key={one.key}><td>{one.type}</td><td>{termOf(h.states, one.state)}</td><td class="numbers">{one.tries}</td><td class="numbers">{one.status ?? '—'}</td><td>{one.triedAt ? momentOf(one.triedAt) : '—'}</td></tr>)}</tbody>
          </table>
        </div>
        <Failure failed={failed} />
        <div><Button kind="second" onClick={replay}>{h.replay}</Button></div>
      </div>
    )}</Loaded>
  )
}

function AddForm({ added }: { added: (hook: Schemas['WebhookView']) => void }): JSX.Element {
  const [said, setSaid] = useState({ address: '', types: '*' })
  const [failed, setFailed] = useState<unknown>()
  const wrong = fieldProblems(failed)
  const add = (): void => {
    const body = { address: said.address, types: said.types.split(',').map(one => one.trim()).filter(Boolean) }
    act('webhook', body, header => api().POST('/api/webhooks', { params: { header }, body })).then(hook => (setFailed(undefined), setSaid({ address: '', types: '*' }), added(hook)), setFailed)
  }
  return (
    <Card>
      <h2>{h.add}</h2>
      <form class="stack" onSubmit={event => (event.preventDefault(), add())}>
        <TextField label={h.address} hint={h.addressHint} value={said.address} onInput={address => setSaid({ ...said, address })} error={wrong['/address']} autocomplete="off" />
        <TextField label={h.types} hint={h.typesHint} value={said.types} onInput={types => setSaid({ ...said, types })} error={wrong['/types']} autocomplete="off" />
        <Failure failed={failed} />
        <div><Button type="submit">{h.add}</Button></div>
      </form>
    </Card>
  )
}
