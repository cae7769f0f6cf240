import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { config } from '../config'
import { common } from '../i18n/common'
import { Choice, TextField } from '../ui/fields'
import { Frame } from '../ui/Frame'
import { Button, Card, Failure } from '../ui/parts'
import { Page } from '../ui/Page'
import { back } from './back'
import { signInAs, subjectOf, tokenOf } from './dev'
import type { Role } from './session'

const w = common.signIn
const roles: readonly Role[] = ['owner', 'vet', 'staff', 'admin']
/** People to be with one press, for a first look: with animals, a licence and free hours. */
const owner = { name: 'Jo Rivera', role: 'owner', sub: 'jo-rivera' } as const
const vet = { name: 'Dr Amara Okafor', role: 'vet', sub: 'dr-amara-okafor' } as const
const people = [owner, vet, { name: 'Admin', role: 'admin', sub: 'admin' }] as const

/** Where signing in leads when the address names no page of its own. */
export const homeOf = (role: Role): string => (role === 'owner' ? '/owner' : role === 'vet' ? '/vet' : '/practice')

export function SignIn(): JSX.Element {
  return <Frame>{config().oidc ? <Issuer /> : <OneMachine />}</Frame>
}

function OneMachine(): JSX.Element {
  const { route, query } = useLocation()
  const [role, setRole] = useState<Role>('owner')
  const [name, setName] = useState('')
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const enter = async (as: Role, called: string, onStage = false): Promise<void> => {
    setBusy(true)
    try {
      if (onStage) await (await import('./stage')).setStage(vet, owner, tokenOf)
      await signInAs(as, subjectOf(called) || as)
      // The profile begins with the name that was said here.
      sessionStorage.setItem('called', called)
      route(back(query['back']) ?? homeOf(as), true)
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }
  return (
    <Page title={w.title} lead={w.lead}>
      <section class="card ask" aria-labelledby="quick">
        <h2 id="quick">{w.quick}</h2>
        <p class="muted">{w.quickLead}</p>
        <div class="row">{people.map(p => <Button key={p.name} kind="second" busy={busy} onClick={() => void enter(p.role, p.name, true)}>{p.name} · {common.roles[p.role]}</Button>)}</div>
        <Failure failed={failed} />
      </section>
      <h2>{w.other}</h2>
      <Card>
        <form class="stack" onSubmit={event => (event.preventDefault(), void enter(role, name))}>
          <Choice label={w.who} value={role} onInput={r => setRole(r as Role)} rows
            options={roles.map(r => ({ value: r, text: <span><span class="strong">{common.roles[r]}</span><br /><span class="small muted">{w.roleHints[r]}</span></span> }))} />
          <TextField label={w.name} hint={w.nameHint} value={name} onInput={setName} autocomplete="off" maxLength={60} />
          <Button type="submit" wide busy={busy}>{w.go}</Button>
        </form>
      </Card>
    </Page>
  )
}

function Issuer(): JSX.Element {
  const { query } = useLocation()
  const [failed, setFailed] = useState<unknown>()
  const begin = (): void => void import('./oidc').then(oidc => oidc.begin(back(query['back']) ?? '/')).catch(setFailed)
  return (
    <Page title={w.withIssuer} lead={w.withIssuerLead}>
      <Failure failed={failed} />
      <div><Button onClick={begin}>{w.go}</Button></div>
    </Page>
  )
}

/** The page that the issuer sends people back to. */
export function SignedIn(): JSX.Element {
  const { route } = useLocation()
  const [failed, setFailed] = useState(false)
  useEffect(() => void import('./oidc').then(oidc => oidc.finish()).then(to => route(to, true), () => setFailed(true)), [])
  return <Frame><Page title={failed ? w.failed : w.finishing}>{failed && <div><Button onClick={() => route('/sign-in', true)}>{common.retry}</Button></div>}</Page></Frame>
}
