import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { act, api, ask, type Schemas } from '../api/client'
import { fieldProblems } from '../api/problem'
import { useAsk } from '../api/useAsk'
import { session } from '../auth/session'
import { terms, termOf } from '../i18n/terms'
import { TextField } from '../ui/fields'
import { Badge, Button, Card, Failure, Loaded, Notice } from '../ui/parts'
import { Page } from '../ui/Page'
import { RegionField } from '../ui/RegionField'
import { localDate, plainDate } from '../ui/time'
import { toast } from '../ui/toast'
import { hostOf } from '../ui/address'
import { w } from './words'

const r = w.rules

/** What the law lets a vet do in a region on a day, why, and where it is written. */
export default function RulesPage(): JSX.Element {
  const { query, path, route } = useLocation()
  const region = query['region'] ?? ''
  const [on, setOn] = useState(localDate(new Date()))
  const [turn, setTurn] = useState(0)
  const rules = useAsk(async () => (region ? ((await ask(api().GET('/api/rules/{region}', { params: { path: { region }, query: { on } }, headers: { Accept: 'application/json' } }))) as Schemas['RegionRules']) : undefined), [region, on, turn])
  return (
    <Page title={r.title} lead={r.lead} wide>
      <div class="row top">
        <RegionField label={r.region} value={region} onInput={next => route(`${path}?region=${encodeURIComponent(next)}`, true)} />
        <TextField label={r.on} type="date" value={on} onInput={day => day && setOn(day)} />
      </div>
      {region && <Loaded of={rules}>{found => found && <Rules of={found} />}</Loaded>}
      <Versions turn={turn} />
      {session()?.role === 'admin' && <LoadForm done={() => setTurn(n => n + 1)} />}
    </Page>
  )
}

function Rules({ of }: { of: Schemas['RegionRules'] }): JSX.Element {
  const { stated, federal } = of
  return (
    <div class="stack loose">
      <section class="stack" aria-labelledby="region">
        <h2 id="region">{of.name ?? of.region}</h2>
        <Notice tone={of.law === 'known' ? 'info' : 'warn'}><p class="strong">{termOf(terms.law, of.law)}</p><p>{of.summary}</p></Notice>
        <p class="small muted">{terms.rulesVersion(of.rulesVersion)} · {r.checked(of.lastChecked)}</p>
      </section>
      <div class="grid wide-grid">{of.situations.map(one => <SituationCard key={one.id} of={one} />)}</div>
      {stated && (
        <Card label={r.stated}>
          <h2>{r.stated}</h2>
          {stated.instrument && <p class="strong">{stated.instrument}</p>}
          <p class="row snug">
            <Badge tone={stated.confidence === 'high' ? 'good' : 'warn'}>{r.confidence[stated.confidence]}</Badge>
            {stated.inForceSince && <span class="small">{r.since(plainDate(stated.inForceSince))}{stated.inForceUntil ? ` ${r.until(plainDate(stated.inForceUntil))}` : ''}</span>}
          </p>
          {stated.notes && <p>{stated.notes}</p>}
          <Texts title={r.steps} texts={stated.steps.map(step => termOf(terms.steps, step))} />
          <Texts title={r.exceptions} texts={stated.exceptions} />
          <Texts title={r.prescribing} texts={stated.teleOnlyPrescribing?.other ?? []} />
          <Texts title={r.unverified} texts={stated.unverifiedFields} />
          <Sources list={[stated.source, ...stated.moreSources].filter((one): one is string => Boolean(one))} />
        </Card>
      )}
      {federal && <Card label={r.federal}><h2>{r.federal}</h2><p class="strong">{federal.instrument}</p><p>{federal.rule}</p><p>{federal.consequence}</p><Sources list={federal.sources} /></Card>}
    </div>
  )
}

function SituationCard({ of }: { of: Schemas['Situation'] }): JSX.Element {
  return (
    <Card snug label={of.title}>
      <h3>{of.title}</h3>
      <ul class="plain stack tight">
        {of.services.map(one => (
          <li key={one.service}>
            <span class="row spread"><span>{termOf(terms.services, one.service)}</span><Badge tone={one.allowed ? 'good' : 'danger'}>{one.allowed ? r.allowed : r.barred}</Badge></span>
            <span class="small muted">{one.allowed ? termOf(terms.basis, one.basis) : one.no?.text}</span>
          </li>
        ))}
        <li class="row spread"><span>{r.prescribing}</span><Badge tone={of.prescribing.allowed ? 'good' : 'danger'}>{of.prescribing.allowed ? r.allowed : r.barred}</Badge></li>
      </ul>
    </Card>
  )
}

const Texts = ({ title, texts }: { title: string; texts: readonly string[] }): JSX.Element | null =>
  texts.length === 0 ? null : <div><h3>{title}</h3><ul class="any">{texts.map(one => <li key={one}>{one}</li>)}</ul></div>

const Sources = ({ list }: { list: readonly string[] }): JSX.Element | null =>
  list.length === 0 ? null : <div><h3>{r.sources}</h3><ul>{list.map(one => <li key={one}>{/^https?:/.test(one) ? <a href={one} target="_blank" rel="noopener noreferrer">{hostOf(one)}</a> : one}</li>)}</ul></div>

function Versions({ turn }: { turn: number }): JSX.Element {
  const versions = useAsk(() => ask(api().GET('/api/rules')), [turn])
  return (
    <section class="stack" aria-labelledby="versions">
      <h2 id="versions">{r.versions}</h2>
      <Loaded of={versions}>{list => <ul>{list.map(one => <li key={one.version}><span class="numbers">{one.version}</span> <span class="muted">{r.from(plainDate(one.from))}, {one.reviewedBy ? r.reviewed(one.reviewedBy) : r.unreviewed}</span></li>)}</ul>}</Loaded>
    </section>
  )
}

function LoadForm({ done }: { done: () => void }): JSX.Element {
  const [rules, setRules] = useState<unknown>()
  const [said, setSaid] = useState({ from: localDate(new Date()), reviewedBy: '' })
  const [failed, setFailed] = useState<unknown>()
  const [notJson, setNotJson] = useState(false)
  const wrong = fieldProblems(failed)
  const read = (file: File | undefined): void => {
    setNotJson(false)
    if (file) file.text().then(text => setRules(JSON.parse(text))).catch(() => (setRules(undefined), setNotJson(true)))
  }
  const load = (): void => {
    const body = { ...said, rules }
    act('load-rules', { ...said, rules: JSON.stringify(rules).length }, header => api().POST('/api/rules', { params: { header }, body })).then(() => (setFailed(undefined), toast(r.loaded), done()), setFailed)
  }
  return (
    <Card>
      <h2>{r.load}</h2>
      <form class="stack" onSubmit={event => (event.preventDefault(), rules !== undefined && load())}>
        <div class="field">
          <label for="rule-file">{r.file}</label>
          <input id="rule-file" class="input" type="file" accept="application/json,.json" required onChange={event => read(event.currentTarget.files?.[0])} aria-invalid={notJson || undefined} aria-describedby={notJson ? 'rule-file-error' : undefined} />
          {notJson && <span class="error" id="rule-file-error">{r.notJson}</span>}
        </div>
        <TextField label={r.first} type="date" value={said.from} onInput={from => setSaid({ ...said, from })} error={wrong['/from']} />
        <TextField label={r.reviewer} value={said.reviewedBy} onInput={reviewedBy => setSaid({ ...said, reviewedBy })} error={wrong['/reviewedBy']} maxLength={200} />
        <Failure failed={failed} />
        <div><Button type="submit">{r.load}</Button></div>
      </form>
    </Card>
  )
}
