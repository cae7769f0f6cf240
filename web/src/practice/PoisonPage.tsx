import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api, ask, type Schemas } from '../api/client'
import { useAsk } from '../api/useAsk'
import { Select, TextField } from '../ui/fields'
import { Button, Card, Failure, Loaded } from '../ui/parts'
import { Page } from '../ui/Page'
import { momentOf } from '../ui/time'
import { toast } from '../ui/toast'
import { w } from './words'

const p = w.poison
const queues = ['feed-poison', 'webjobs-blobtrigger-poison', 'owner-messages', 'calls', 'billing', 'pharmacy'] as const

/** What failed for good, queue by queue, to be looked at and tried again. */
export default function PoisonPage(): JSX.Element {
  const [queue, setQueue] = useState<string>(queues[0])
  const messages = useAsk(() => ask(api().GET('/api/operations/poison', { params: { query: { queue } } })), [queue])
  return (
    <Page title={p.title} lead={p.lead}>
      <div class="row bottom">
        <Select label={p.queue} value={queue} onInput={setQueue} options={queues.map(value => ({ value, text: value }))} />
        <Button kind="second" onClick={messages.again}>{p.refresh}</Button>
      </div>
      <Loaded of={messages}>{list => list.messages.length === 0 ? <p class="muted">{p.none}</p> : <ul class="plain stack tight">{list.messages.map(one => <li key={one.id}><Message of={one} replayed={messages.again} /></li>)}</ul>}</Loaded>
      <FeedForm />
    </Page>
  )
}

function Message({ of, replayed }: { of: Schemas['PoisonMessage']; replayed: () => void }): JSX.Element {
  const [failed, setFailed] = useState<unknown>()
  const replay = (): void => {
    act(`replay:${of.id}`, null, header => api().POST('/api/operations/poison/{queue}/{messageId}/replay', { params: { path: { queue: of.queue, messageId: of.id }, header } })).then(() => (toast(p.replayed), replayed()), setFailed)
  }
  return (
    <Card snug>
      <div class="row spread"><span class="small muted">{p.since(momentOf(of.at))}</span><Button kind="second" aria-label={p.replayOf(of.id)} onClick={replay}>{p.replay}</Button></div>
      <pre class="raw">{of.text}</pre>
      <Failure failed={failed} />
    </Card>
  )
}

const nothing = { reader: 'project', partition: '', stream: '', version: '' }

function FeedForm(): JSX.Element {
  const [said, setSaid] = useState(nothing)
  const [failed, setFailed] = useState<unknown>()
  const hand = (): void => {
    const body = { ...said, version: Number(said.version) }
    act('feed-replay', body, header => api().POST('/api/operations/feed/replay', { params: { header }, body })).then(() => (setSaid(nothing), setFailed(undefined), toast(p.handed)), setFailed)
  }
  return (
    <details>
      <summary>{p.feed}</summary>
      <form class="stack" onSubmit={event => (event.preventDefault(), hand())}>
        <div class="fields">
          <Select label={p.reader} value={said.reader} onInput={reader => setSaid({ ...said, reader })} options={['project', 'publish'].map(value => ({ value, text: value }))} />
          <TextField label={p.partition} value={said.partition} onInput={partition => setSaid({ ...said, partition })} autocomplete="off" />
          <TextField label={p.stream} value={said.stream} onInput={stream => setSaid({ ...said, stream })} autocomplete="off" />
          <TextField label={p.version} inputMode="numeric" value={said.version} onInput={version => setSaid({ ...said, version })} />
        </div>
        <Failure failed={failed} />
        <div><Button kind="second" type="submit">{p.hand}</Button></div>
      </form>
    </details>
  )
}
