import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { api, ask, openApi, type Schemas } from '../api/client'
import { isCode } from '../api/problem'
import { useAsk } from '../api/useAsk'
import { useSession } from '../auth/useSession'
import { config } from '../config'
import { terms } from '../i18n/terms'
import { Select } from '../ui/fields'
import { Frame } from '../ui/Frame'
import { Button, ButtonLink, Card, Failure, Waiting } from '../ui/parts'
import { Page } from '../ui/Page'
import { AnswerForm } from './AnswerForm'
import { described } from './described'
import { RecordList } from './RecordList'
import { w } from './words'

/** The page behind a share link: anybody who holds it, without an account. A vet who is signed in may answer. */
export default function Shared(): JSX.Element {
  const token = useRoute().params['token'] ?? ''
  const isVet = useSession()?.role === 'vet'
  // The address is the key to the record: search engines are told to leave it alone.
  useEffect(() => {
    const robots = Object.assign(document.createElement('meta'), { name: 'robots', content: 'noindex' })
    document.head.append(robots)
    return () => robots.remove()
  }, [])
  const record = useAsk(() => ask((isVet ? api() : openApi()).GET('/api/shared/{token}', { params: { path: { token } }, headers: { Accept: 'application/json' } })) as Promise<Schemas['RecordPage']>, [token, isVet])
  const page = record.value
  if (isCode(record.failed, 'not-found')) return <Frame><Page title={w.gone} lead={w.goneLead}><div><ButtonLink href="/">{w.home}</ButtonLink></div></Page></Frame>
  return (
    <Frame>
      <Page key={page ? 'record' : 'loading'} title={page ? w.titleOf(page.animal.name) : w.title} {...(page ? { lead: described(page.animal) } : {})}>
        <Failure failed={record.failed} again={record.again} />
        {page ? <Record page={page} token={token} isVet={isVet} /> : record.loading && <Waiting />}
      </Page>
    </Frame>
  )
}

function Record({ page, token, isVet }: { page: Schemas['RecordPage']; token: string; isVet: boolean }): JSX.Element {
  const [kind, setKind] = useState('')
  const kinds = [...new Set(page.entries.map(entry => entry.kind))].filter((one): one is keyof typeof terms.kinds => one in terms.kinds)
  const shown = kind ? page.entries.filter(entry => entry.kind === kind) : page.entries
  const address = `${config().api}/shared/${encodeURIComponent(token)}`
  return (
    <>
      {page.animal.conditions.length > 0 && <p><span class="strong">{terms.known}:</span> {page.animal.conditions.join(', ')}</p>}
      <p class="small muted no-print">{w.lead}</p>
      <div class="row no-print"><Button kind="second" onClick={() => print()}>{w.print}</Button><a href={`${address}?format=html`} target="_blank" rel="noopener noreferrer">{w.withPhotos}</a><a href={`${address}?format=fhir`} target="_blank" rel="noopener noreferrer">{w.fhir}</a></div>
      <div class="no-print"><Select label={w.show} value={kind} onInput={setKind} options={[{ value: '', text: w.all }, ...kinds.map(value => ({ value, text: terms.kinds[value] }))]} /></div>
      <section class="stack" aria-labelledby="course"><h2 id="course">{w.course}</h2><RecordList entries={shown} /></section>
      <div class="no-print">
        {isVet ? <AnswerForm token={token} animalId={page.animal.id} /> : (
          <Card><h2>{w.answer}</h2><p class="muted">{w.vets}</p><div><ButtonLink kind="second" href={`/sign-in?back=${encodeURIComponent(`/shared/${token}`)}`}>{w.signIn}</ButtonLink></div></Card>
        )}
      </div>
    </>
  )
}
