import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { act, api, fetchFrom, type Schemas } from '../../api/client'
import { Page } from '../../ui/Page'
import { Badge, Button, ButtonLink, Card, Failure, Notice, type Tone } from '../../ui/parts'
import { number } from '../../ui/time'
import { at } from '../data'
import { w } from '../words'
import { measureLine, openMedia } from './measure'

const t = w.test
type Judged = Schemas['ConnectionJudged']
const tones: Readonly<Record<string, Tone>> = { good: 'good', 'audio-only': 'warn', 'phone-instead': 'danger' }

/** Camera, microphone, line; what the API makes of them goes to the visit, for the vet to see. */
export function ConnectionTest(): JSX.Element {
  const { animalId = '', visitId = '' } = useRoute().params
  const [step, setStep] = useState<'start' | 'running' | 'done'>('start')
  const [measured, setMeasured] = useState<Schemas['VideoMeasured']>()
  const [judged, setJudged] = useState<Judged>()
  const [failed, setFailed] = useState<unknown>()
  const [media, setMedia] = useState<MediaStream | null>(null)
  const picture = useRef<HTMLVideoElement>(null)
  useEffect(() => () => media?.getTracks().forEach(track => track.stop()), [media])
  useEffect(() => {
    if (picture.current) picture.current.srcObject = media
  }, [media, step])

  const run = async (): Promise<void> => {
    setStep('running')
    setFailed(undefined)
    try {
      const opened = await openMedia()
      setMedia(opened)
      const line = await measureLine((path, init) => fetchFrom(path, init))
      const found: Schemas['VideoMeasured'] = {
        camera: (opened?.getVideoTracks().length ?? 0) > 0, microphone: (opened?.getAudioTracks().length ?? 0) > 0, speaker: null,
        browser: navigator.userAgent.slice(0, 200), lossPercent: null, ...line,
      }
      setMeasured(found)
      setJudged(await act(`test:${visitId}`, found, header => api().POST('/api/animals/{animalId}/visits/{visitId}/connection-tests', { params: { path: { animalId, visitId }, header }, body: found })))
    } catch (error) {
      setFailed(error)
    }
    setStep('done')
  }

  return (
    <Page title={t.title} lead={t.lead} back={at.visit(animalId, visitId)}>
      <Card>
        <video ref={picture} class="preview" muted autoplay playsInline hidden={!media?.getVideoTracks().length} aria-label={t.preview} />
        <div role="status" class="stack tight">
          {step === 'running' && <p>{t.running}</p>}
          {judged && <>
            <div><Badge tone={tones[judged.verdict] ?? 'info'}>{(t.verdicts as Record<string, string>)[judged.verdict] ?? judged.verdict}</Badge></div>
            {judged.tips.length > 0 && <ul lang="en">{judged.tips.map(tip => <li key={tip}>{tip}</li>)}</ul>}
          </>}
        </div>
        {measured && (
          <dl class="facts">
            <div><dt>{t.camera}</dt><dd>{measured.camera ? t.works : t.missing}</dd></div>
            <div><dt>{t.microphone}</dt><dd>{measured.microphone ? t.works : t.missing}</dd></div>
            {measured.downKbit != null && <div><dt>{t.down}</dt><dd>{number(measured.downKbit / 1000)} Mbit/s</dd></div>}
            {measured.upKbit != null && <div><dt>{t.up}</dt><dd>{number(measured.upKbit / 1000)} Mbit/s</dd></div>}
            {measured.roundTripMs != null && <div><dt>{t.delay}</dt><dd>{number(measured.roundTripMs, 0)} ms</dd></div>}
          </dl>
        )}
        {measured && (!measured.camera || !measured.microphone) && <Notice tone="warn"><p>{t.allow}</p></Notice>}
        <Failure failed={failed} />
        <div class="actions">
          <Button busy={step === 'running'} onClick={() => void run()}>{step === 'start' ? t.go : t.again}</Button>
          {step === 'done' && <ButtonLink kind="second" href={at.visit(animalId, visitId)}>{t.back}</ButtonLink>}
        </div>
      </Card>
    </Page>
  )
}
