import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { act, api, ask } from '../api/client'
import { useAsk } from '../api/useAsk'
import { useSession } from '../auth/useSession'
import { isCode } from '../api/problem'
import { TextArea } from '../ui/fields'
import { Frame } from '../ui/Frame'
import { Page } from '../ui/Page'
import { Button, ButtonLink, Card, Failure, Loaded, Notice, speciesName } from '../ui/parts'
import { number, plainDate } from '../ui/time'
import { toast } from '../ui/toast'
import { RecordList } from './RecordList'
import { w } from './words'

/** The page behind a share link: whoever holds it reads the record, without an account; a licensed vet who is signed in may answer. */
export default function Shared(): JSX.Element {
  const token = useRoute().params['token'] ?? ''
  const who = useSession()
  const record = useAsk(() => ask(api().GET('/api/shared/{token}', { params: { path: { token } }, headers: { Accept: 'application/json' } })), [token])
  const gone = isCode(record.failed, 'not-found')
  return (
    <Frame>
      <Page title={record.value ? w.titleOf(record.value.animal.name) : w.title} lead={gone ? undefined : w.lead}>
        {gone ? <Notice tone="warn"><p class="strong">{w.gone}</p><p>{w.goneLead}</p></Notice> : <Loaded of={record}>{page => <>
          <Card snug>
            <dl class="facts">
              <div><dt>{w.animal}</dt><dd>{[page.animal.name, speciesName(page.animal.species), page.animal.breed].filter(Boolean).join(', ')}</dd></div>
              {page.animal.birthDate && <div><dt>{w.born}</dt><dd>{plainDate(page.animal.birthDate)}</dd></div>}
              {page.animal.weightKg != null && <div><dt>{w.weight}</dt><dd>{number(page.animal.weightKg)} kg</dd></div>}
              {page.animal.conditions.length > 0 && <div><dt>{w.conditions}</dt><dd>{page.animal.conditions.join(', ')}</dd></div>}
            </dl>
            <div class="no-print"><Button kind="second" onClick={() => print()}>{w.print}</Button></div>
          </Card>
          {who?.role === 'vet' ? <Answer token={token} /> : <p class="small muted no-print">{w.vets} <a href={`/sign-in?back=${encodeURIComponent(`/shared/${token}`)}`}>{w.signIn}</a></p>}
          <section class="stack" aria-labelledby="course"><h2 id="course">{w.course}</h2><RecordList entries={page.entries} /></section>
        </>}</Loaded>}
        {gone && <div><ButtonLink kind="second" href="/">{w.home}</ButtonLink></div>}
      </Page>
    </Frame>
  )
}

function Answer({ token }: { token: string }): JSX.Element {
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const send = async (): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    const body = { note: note.trim(), photoIds: [] }
    try {
      await act('share-answer', body, header => api().POST('/api/shared/{token}/answers', { params: { path: { token }, header }, body }))
      setNote('')
      toast(w.answered)
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  return (
    <Card snug label={w.answer}>
      <form class="stack tight" onSubmit={event => (event.preventDefault(), note.trim() && void send())}>
        <TextArea label={w.answer} hint={w.answerHint} value={note} onInput={setNote} rows={3} maxLength={4000} />
        <Failure failed={failed} />
        <div><Button type="submit" busy={busy}>{w.send}</Button></div>
      </form>
    </Card>
  )
}
