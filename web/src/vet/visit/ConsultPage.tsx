import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { act, api, ask, type Schemas } from '../../api/client'
import { useAsk } from '../../api/useAsk'
import { terms } from '../../i18n/terms'
import { sentence } from '../../shared/entry'
import { TextArea } from '../../ui/fields'
import { Button, Card, Failure, Loaded } from '../../ui/parts'
import { Page } from '../../ui/Page'
import { momentOf } from '../../ui/time'
import { described } from '../../shared/described'
import { t } from '../patient'
import { findingText } from './Examine'

const c = t.consult

/** A colleague asks: the patient and the case, not who the owner is. */
export default function ConsultPage(): JSX.Element {
  const { params } = useRoute()
  const path = { animalId: params['animalId'] ?? '', visitId: params['visitId'] ?? '', consultId: params['consultId'] ?? '' }
  const consult = useAsk(() => ask(api().GET('/api/animals/{animalId}/visits/{visitId}/consults/{consultId}', { params: { path } })), [path.consultId])
  const [opinion, setOpinion] = useState('')
  const [failed, setFailed] = useState<unknown>()
  const give = (): void => {
    const body = { opinion }
    act(`opinion:${path.consultId}`, body, header => api().POST('/api/animals/{animalId}/visits/{visitId}/consults/{consultId}/opinion', { params: { path, header }, body })).then(consult.again, setFailed)
  }
  return (
    <Page title={c.title} back="/vet">
      <Loaded of={consult}>{view => (
        <>
          <Card>
            <p class="muted">{described(view)}</p>
            {view.conditions.length > 0 && <p>{terms.known}: {view.conditions.join(', ')}</p>}
            <h2 class="pre-line">{view.consult.question}</h2>
            {[view.reason, view.summary?.assessment, view.notes, view.summary?.instructions].filter(Boolean).map(one => <p key={one} class="pre-line">{one}</p>)}
            {view.steps.some(step => step.finding) && <ul>{view.steps.filter(step => step.finding).map(step => <li key={step.sendId}>{sentence(step.stepId)}: {findingText(step.finding!)}</li>)}</ul>}
            {view.photos.length > 0 && <ul class="photos plain">{view.photos.map(photo => <li key={photo.photoId}><CasePhoto photo={photo} /></li>)}</ul>}
          </Card>
          {view.consult.opinion
            ? <Card><h2>{c.given}</h2><p class="pre-line">{view.consult.opinion}</p></Card>
            : view.consult.withdrawn ? <p>{c.withdrawn}</p> : (
              <form class="stack" onSubmit={event => (event.preventDefault(), give())}>
                <TextArea label={c.opinion} hint={c.opinionLead} value={opinion} onInput={setOpinion} rows={6} maxLength={20_000} />
                <Failure failed={failed} />
                <div><Button type="submit">{c.give}</Button></div>
              </form>
            )}
        </>
      )}</Loaded>
    </Page>
  )
}

/** A small picture that opens the whole one. */
function CasePhoto({ photo }: { photo: Schemas['PhotoView'] }): JSX.Element | null {
  const [thumb, whole] = ['thumb', 'master'].map(name => photo.pictures.find(one => one.name === name && one.type === 'image/jpeg'))
  if (!thumb || !whole) return null
  return <a class="thumb" href={whole.url} target="_blank" rel="noreferrer"><img src={thumb.url} alt={momentOf(photo.requestedAt)} width={thumb.width} height={thumb.height} loading="lazy" /></a>
}
