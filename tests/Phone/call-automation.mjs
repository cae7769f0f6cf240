// Microsoft's own client against the stand-in exchange: every request that it can make of a call of ours, and the reports as its own parser reads them.
// Arguments: endpoint, access key. Prints what the client understood, as one line of JSON.
import { createServer } from 'node:http'
import { CallAutomationClient, parseCallAutomationEvent } from '@azure/communication-call-automation'

const [endpoint, key] = process.argv.slice(2)
const client = new CallAutomationClient(`endpoint=${endpoint};accesskey=${key}`, { allowInsecureConnection: true })
const events = []
const tokens = []
const listener = createServer(async (request, response) => {
  const parts = []
  for await (const part of request) parts.push(part)
  const report = JSON.parse(Buffer.concat(parts).toString())
  tokens.push(request.headers.authorization?.split('.').length ?? 0)
  events.push(...report.map(one => parseCallAutomationEvent(one)))
  response.writeHead(204).end()
})
await new Promise(listening => listener.listen(0, '127.0.0.1', listening))
const callback = `http://127.0.0.1:${listener.address().port}/reports`

/** The report of an operation, of one of these kinds. */
async function report(context, ...kinds) {
  for (let tries = 0; tries < 400; tries++) {
    const found = events.find(one => kinds.includes(one.kind) && one.operationContext === context)
    if (found) return found
    await new Promise(again => setTimeout(again, 50))
  }
  throw new Error(`No ${kinds} of ${context} came, but ${events.map(one => `${one.kind} ${one.operationContext}`)}`)
}

const vet = { phoneNumber: '+15550100001' }
const owner = { phoneNumber: '+15550100002' }
const caller = { phoneNumber: '+15550100000' }
const speech = (text, language = 'en-US') => ({ kind: 'textSource', text, sourceLocale: language, voiceKind: 'female' })
const said = {}

const created = await client.createCall({ targetParticipant: vet, sourceCallIdNumber: caller }, callback, {
  operationContext: 'dial',
  callIntelligenceOptions: { cognitiveServicesEndpoint: endpoint },
})
said.connected = (await report('dial', 'CallConnected')).callConnectionId === created.callConnectionProperties.callConnectionId
const call = created.callConnection
const properties = await call.getCallConnectionProperties()
said.state = properties.callConnectionState
said.target = properties.targetParticipants[0].phoneNumber
said.id = properties.callConnectionId === created.callConnectionProperties.callConnectionId

const media = call.getCallMedia()
await media.playToAll([speech('The video was lost.')], { operationContext: 'tell' })
said.played = [(await report('tell', 'PlayCompleted', 'PlayFailed')).resultInformation.code]
const added = await call.addParticipant({ targetParticipant: owner, sourceCallIdNumber: caller }, { operationContext: 'add', invitationTimeoutInSeconds: 60 })
said.added = [added.operationContext, (await report('add', 'AddParticipantSucceeded')).participant.phoneNumber]
said.people = (await call.listParticipants()).values.map(one => one.identifier.phoneNumber).sort()
await media.startRecognizing(owner, {
  kind: 'callMediaRecognizeDtmfOptions', maxTonesToCollect: 1, playPrompt: speech('Press 1.'), initialSilenceTimeoutInSeconds: 12, interruptPrompt: true, operationContext: 'ask',
})
const answer = await report('ask', 'RecognizeCompleted', 'RecognizeFailed')
said.tones = answer.dtmfResult?.tones
await media.startRecognizing(owner, { kind: 'callMediaRecognizeDtmfOptions', maxTonesToCollect: 1, playPrompt: speech('Press 1.'), operationContext: 'ask-again' })
const silence = await report('ask-again', 'RecognizeCompleted', 'RecognizeFailed')
said.silence = [silence.resultInformation?.code, silence.resultInformation?.subCode]
await call.removeParticipant(owner, { operationContext: 'remove' })
said.removed = [(await report('remove', 'RemoveParticipantSucceeded')).resultInformation.code]
await call.hangUp(true)
said.over = await call.getCallConnectionProperties().then(() => 'there', wrong => [wrong.statusCode, wrong.code])

await client.createCall({ targetParticipant: { phoneNumber: '+15550100003' }, sourceCallIdNumber: caller }, callback, { operationContext: 'dial-again' })
said.busy = [(await report('dial-again', 'CreateCallFailed')).resultInformation.code]

const stranger = new CallAutomationClient(`endpoint=${endpoint};accesskey=${Buffer.alloc(32).toString('base64')}`, { allowInsecureConnection: true })
said.stranger = await stranger.createCall({ targetParticipant: vet, sourceCallIdNumber: caller }, callback).then(() => 'let in', wrong => [wrong.statusCode, wrong.code])
said.http = await client.createCall({ targetParticipant: vet, sourceCallIdNumber: caller }, 'http://public.example/reports').then(() => 'let in', wrong => wrong.statusCode)

said.heard = events.map(one => one.kind)
said.signed = tokens.every(parts => parts === 3)
process.stdout.write(`${JSON.stringify(said)}\n`)
listener.close()
process.exit(0)
