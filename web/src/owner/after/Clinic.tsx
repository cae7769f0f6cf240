import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { act, api, ask } from '../../api/client'
import { fieldProblems, isCode } from '../../api/problem'
import { useAsk } from '../../api/useAsk'
import { common } from '../../i18n/common'
import { language } from '../../i18n/language'
import { CheckBox, TextField } from '../../ui/fields'
import { Button, Card, Failure, Loaded } from '../../ui/parts'
import { toast } from '../../ui/toast'
import { consentVersion } from '../intake/draft'
import { w } from '../words'

const t = w.clinic
const what = 'share-with-clinic'
interface Known {
  readonly name: string
  readonly email: string
  readonly agreed: boolean
}

/** The clinic that sees the animal as a rule and is not one of this system's: with consent it gets a link to the summary of each visit. */
export function Clinic({ animalId }: { animalId: string }): JSX.Element {
  const path = { animalId }
  const known = useAsk<Known>(async () => {
    const [clinic, { consents }] = await Promise.all([
      ask(api().GET('/api/animals/{animalId}/regular-clinic', { params: { path } })).catch((failed: unknown) => {
        if (isCode(failed, 'not-found')) return null
        throw failed
      }),
      ask(api().GET('/api/animals/{animalId}/consents', { params: { path } })),
    ])
    return { name: clinic?.name ?? '', email: clinic?.email ?? '', agreed: consents.some(one => one.what === what) }
  }, [animalId])
  return (
    <Card label={t.title}>
      <h2>{t.title}</h2>
      <p class="muted">{t.lead}</p>
      <Loaded of={known}>{value => <Form key={`${value.name}${value.email}${value.agreed}`} animalId={animalId} known={value} onSaved={known.again} />}</Loaded>
    </Card>
  )
}

function Form({ animalId, known, onSaved }: { animalId: string; known: Known; onSaved: () => void }): JSX.Element {
  const [name, setName] = useState(known.name)
  const [email, setEmail] = useState(known.email)
  const [agreed, setAgreed] = useState(known.agreed)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const path = { animalId }
  const wrong = fieldProblems(failed)
  const run = async (change: () => Promise<unknown>): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    try {
      await change()
      toast(w.saved)
      onSaved()
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  const consent = (yes: boolean): Promise<unknown> => {
    const body = { what, textVersion: consentVersion }
    return yes
      ? act(`consent:${animalId}`, body, header => api().POST('/api/animals/{animalId}/consents', { params: { path, header }, body }))
      : act(`withdraw:${animalId}`, what, header => api().POST('/api/animals/{animalId}/consents/{what}/withdraw', { params: { path: { ...path, what }, header } }))
  }
  const save = (): Promise<void> => run(async () => {
    await ask(api().PUT('/api/animals/{animalId}/regular-clinic', { params: { path }, body: { name: name.trim(), email: email.trim(), language } }))
    if (agreed !== known.agreed) await consent(agreed)
  })
  const remove = (): Promise<void> => run(async () => {
    await ask(api().DELETE('/api/animals/{animalId}/regular-clinic', { params: { path } }))
    if (known.agreed) await consent(false)
  })
  return (
    <form class="stack" noValidate onSubmit={event => (event.preventDefault(), void save())}>
      <TextField label={t.name} value={name} onInput={setName} error={wrong['/name']} maxLength={120} autocomplete="off" />
      <TextField label={t.email} type="email" inputMode="email" value={email} onInput={setEmail} error={wrong['/email']} autocomplete="off" />
      <CheckBox label={t.agree} hint={t.agreeHint} checked={agreed} onInput={setAgreed} />
      <Failure failed={failed} fields={['/name', '/email']} />
      <div class="actions"><Button type="submit" busy={busy}>{common.save}</Button>{known.name !== '' && <Button kind="quiet" busy={busy} onClick={() => void remove()}>{t.remove}</Button>}</div>
    </form>
  )
}
