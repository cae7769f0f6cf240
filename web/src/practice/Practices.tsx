import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api, ask, type Schemas } from '../api/client'
import { fieldProblems } from '../api/problem'
import { useAsk } from '../api/useAsk'
import { session } from '../auth/session'
import { TextField } from '../ui/fields'
import { Button, Card, Failure, Loaded } from '../ui/parts'
import { Page } from '../ui/Page'
import { RegionField } from '../ui/RegionField'
import { toast } from '../ui/toast'
import { w } from './words'

type Practice = Schemas['PracticeView']
const l = w.list
const keptRegion = 'practice:region'

export default function Practices(): JSX.Element {
  const [region, setRegion] = useState(localStorage.getItem(keptRegion) ?? '')
  const choose = (next: string): void => {
    localStorage.setItem(keptRegion, next)
    setRegion(next)
  }
  const practices = useAsk(async () => (region ? (await ask(api().GET('/api/practices', { params: { query: { region } } }))).practices : []), [region])
  return (
    <Page title={l.title} lead={l.lead}>
      <RegionField label={l.region} value={region} onInput={choose} />
      {region && <Loaded of={practices}>{list => list.length === 0 ? <p class="muted">{l.none}</p> : <ul class="plain stack tight">{list.map(one => <li key={one.id}><PracticeCard of={one} /></li>)}</ul>}</Loaded>}
      {session()?.role === 'admin' && <OpenForm region={region} opened={practices.again} />}
    </Page>
  )
}

const PracticeCard = ({ of }: { of: Practice }): JSX.Element => (
  <a class="card snug" href={`/practice/practices/${encodeURIComponent(of.id)}`}>
    <span class="strong">{of.name}</span>
    <span class="small muted">{[of.region, of.phone, of.email].filter(Boolean).join(' · ')}</span>
  </a>
)

function OpenForm({ region, opened }: { region: string; opened: () => void }): JSX.Element {
  const [said, setSaid] = useState({ name: '', phone: '', email: '' })
  const [failed, setFailed] = useState<unknown>()
  const wrong = fieldProblems(failed)
  const open = async (): Promise<void> => {
    const body: Schemas['OpenPractice'] = { name: said.name, region, phone: said.phone || null, email: said.email || null }
    try {
      await act('open-practice', body, header => api().POST('/api/practices', { params: { header }, body }))
      setSaid({ name: '', phone: '', email: '' })
      setFailed(undefined)
      toast(l.opened)
      opened()
    } catch (error) {
      setFailed(error)
    }
  }
  return (
    <Card>
      <h2>{l.open}</h2>
      <form class="stack" onSubmit={event => (event.preventDefault(), void open())}>
        <TextField label={l.name} value={said.name} onInput={name => setSaid({ ...said, name })} error={wrong['/name'] ?? wrong['/region']} />
        <TextField label={l.phone} type="tel" value={said.phone} onInput={phone => setSaid({ ...said, phone })} error={wrong['/phone']} optional />
        <TextField label={l.email} type="email" value={said.email} onInput={email => setSaid({ ...said, email })} error={wrong['/email']} optional />
        <Failure failed={failed} />
        <div><Button type="submit">{l.open}</Button></div>
      </form>
    </Card>
  )
}
