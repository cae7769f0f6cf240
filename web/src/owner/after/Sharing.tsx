import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { act, api, ask, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { sentence } from '../../shared/entry'
import { w as shared } from '../../shared/words'
import { CheckBox, Choice, Choices, Select } from '../../ui/fields'
import { Eye, Link } from '../../ui/icons'
import { Page } from '../../ui/Page'
import { Badge, Button, Card, Failure, Loaded, Notice } from '../../ui/parts'
import { dateOf, fromNow, momentOf } from '../../ui/time'
import { toast } from '../../ui/toast'
import { at } from '../data'
import { w } from '../words'
import { Clinic } from './Clinic'

const t = w.sharing
const kinds = ['visit', 'intake', 'examination', 'photo', 'reading', 'prescription'] as const
type Share = Schemas['ShareView']

/** Links to the record, each with its end; and who has looked. */
export function Sharing(): JSX.Element {
  const animalId = useRoute().params['animalId'] ?? ''
  const shares = useAsk(() => ask(api().GET('/api/animals/{animalId}/shares', { params: { path: { animalId } } })).then(list => list.shares), [animalId])
  const [made, setMade] = useState<Share>()
  return (
    <Page title={t.title} lead={t.lead} back={at.animal(animalId)}>
      {made?.token ? <Made share={made} onDone={() => setMade(undefined)} /> : <Make animalId={animalId} onMade={share => (setMade(share), shares.again())} />}
      <section class="stack" aria-labelledby="links">
        <h2 id="links">{t.links}</h2>
        <Loaded of={shares}>{list => list.length === 0 ? <p class="muted">{t.none}</p> : <ul class="plain stack">{list.map(one => <li key={one.shareId} class="flat"><One animalId={animalId} share={one} onChange={shares.again} /></li>)}</ul>}</Loaded>
      </section>
      <Clinic animalId={animalId} />
      <Looks animalId={animalId} />
    </Page>
  )
}

function Make({ animalId, onMade }: { animalId: string; onMade: (share: Share) => void }): JSX.Element {
  const [what, setWhat] = useState('all')
  const [some, setSome] = useState<readonly string[]>(['visit'])
  const [days, setDays] = useState('14')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const make = async (): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    // Kinds left out, not empty: a share of everything.
    const body = { days: Number(days), ...(what === 'some' ? { kinds: [...some] } : {}) } as Schemas['MakeShare']
    try {
      onMade(await act(`share:${animalId}`, body, header => api().POST('/api/animals/{animalId}/shares', { params: { path: { animalId }, header }, body })))
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  return (
    <Card label={t.make}>
      <h2>{t.make}</h2>
      <Choice label={t.what} value={what} onInput={setWhat} options={[{ value: 'all', text: t.all }, { value: 'some', text: t.some }]} />
      {what === 'some' && <Choices label={t.which} values={some} onInput={setSome} options={kinds.map(one => ({ value: one, text: w.record.kinds[one] }))} />}
      <Select label={t.days} value={days} onInput={setDays} options={['1', '7', '14', '30'].map(n => ({ value: n, text: t.forDays(Number(n)) }))} />
      <Failure failed={failed} />
      <div><Button busy={busy} onClick={() => void make()}><Link />{t.go}</Button></div>
    </Card>
  )
}

/** The link is told once. */
function Made({ share, onDone }: { share: Share; onDone: () => void }): JSX.Element {
  const link = `${location.origin}/shared/${share.token ?? ''}`
  return (
    <Notice tone="good" alert>
      <p class="strong">{t.made}</p>
      <p class="link-text"><a href={link}>{link}</a></p>
      <p class="small">{t.once(dateOf(share.expiresAt))}</p>
      <div class="row">
        <Button onClick={() => void navigator.clipboard.writeText(link).then(() => toast(t.copied))}>{t.copy}</Button>
        {'share' in navigator && <Button kind="second" onClick={() => void navigator.share({ url: link, title: t.title }).catch(() => undefined)}>{t.send}</Button>}
        <Button kind="quiet" onClick={onDone}>{t.done}</Button>
      </div>
    </Notice>
  )
}

function One({ animalId, share, onChange }: { animalId: string; share: Share; onChange: () => void }): JSX.Element {
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const open = share.status === 'open'
  const revoke = async (): Promise<void> => {
    setBusy(true)
    try {
      await act(`revoke:${share.shareId}`, null, header => api().POST('/api/animals/{animalId}/shares/{shareId}/revoke', { params: { path: { animalId, shareId: share.shareId }, header } }))
      toast(t.revoked)
      onChange()
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  return (
    <div class="card snug">
      <div class="row spread"><strong>{share.kinds ? share.kinds.map(one => (w.record.kinds as { readonly [kind: string]: string })[one] ?? one).join(', ') : t.all}</strong><Badge tone={open ? 'good' : 'info'}>{(t.states as Record<string, string>)[share.status] ?? share.status}</Badge></div>
      <p class="small muted">{open ? t.ends(fromNow(share.expiresAt)) : dateOf(share.expiresAt)} · {t.views(share.views)}{share.lastViewedAt && ` · ${t.last(fromNow(share.lastViewedAt))}`}{share.answers > 0 && ` · ${t.answers(share.answers)}`}</p>
      <Failure failed={failed} />
      {open && <div><Button kind="second" busy={busy} onClick={() => void revoke()}>{t.revoke}</Button></div>}
    </div>
  )
}

function Looks({ animalId }: { animalId: string }): JSX.Element {
  const [all, setAll] = useState(false)
  const audit = useAsk(() => ask(api().GET('/api/animals/{animalId}/audit', { params: { path: { animalId } } })), [animalId])
  return (
    <section class="stack" aria-labelledby="looked">
      <div class="row icon-line"><Eye /><h2 id="looked">{t.looked}</h2></div>
      <p class="small muted">{t.lookedLead}</p>
      <CheckBox label={t.changesToo} checked={all} onInput={setAll} />
      <Loaded of={audit}>{page => lookedAt(page.entries, all).length === 0 ? <p class="muted">{t.nobody}</p> : (
        <ul class="plain looks">
          {lookedAt(page.entries, all).sort((a, b) => b.at.localeCompare(a.at)).slice(0, 100).map((one, i) => (
            <li key={i} class="flat">
              <span><strong>{whoOf(one.by)}</strong> {(t.actions as Record<string, string>)[one.action] ?? one.action} {[...new Set(one.what.map(thingOf))].join(', ')}</span>
              <span class="small muted numbers">{momentOf(one.at)}{one.from && ` · ${t.network(one.from)}`}</span>
            </li>
          ))}
        </ul>
      )}</Loaded>
    </section>
  )
}

/** Looks alone, or every change with them. */
const lookedAt = (entries: readonly Schemas['AuditEntry'][], all: boolean): Schemas['AuditEntry'][] => entries.filter(one => all || one.action === 'read')

/** What was looked at or changed: `record`, `photos/3f2…`, or the type of an event. */
const thingOf = (what: string): string => {
  const [kind = what, id] = what.split('/')
  return (t.things as Record<string, string>)[id ? `${kind}/` : kind] ?? (shared.types as Record<string, string>)[what] ?? sentence(what).toLowerCase()
}

const whoOf = (by: string): string => (t.people as Record<string, string>)[by.split(':')[0] ?? by] ?? by
