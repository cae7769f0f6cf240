import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { api, ask } from '../api/client'
import { useAsk } from '../api/useAsk'
import { Frame } from '../ui/Frame'
import { Page } from '../ui/Page'
import { Card, Loaded } from '../ui/parts'
import { dateOf } from '../ui/time'
import { w } from './words'

/** The page behind a share link: anybody who holds it, without an account. */
export default function Shared(): JSX.Element {
  const token = useRoute().params['token'] ?? ''
  const record = useAsk(() => ask(api().GET('/api/shared/{token}', { params: { path: { token } }, headers: { Accept: 'application/json' } })), [token])
  return <Frame><Page title={w.title}><Loaded of={record}>{page => page.entries.map(entry => <Card key={entry.id} snug>{dateOf(entry.at)} {entry.kind}</Card>)}</Loaded></Page></Frame>
}
