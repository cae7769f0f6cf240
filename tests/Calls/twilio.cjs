// Twilio's own helper says what a signature and an answer look like. Reads one JSON object from standard input, writes one to standard output.
const { validateRequest } = require('twilio')
const { getExpectedTwilioSignature } = require('twilio/lib/webhooks/webhooks')
const { twiml } = require('twilio')

const voices = { 'en-US': 'Polly.Joanna', 'es-US': 'Polly.Lupe' }
const { secret, address, form, callback, english, spanish } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'))
const at = step => `${callback}?step=${step}`
const spoken = speech => [{ language: speech.language, voice: voices[speech.language] }, speech.text]
const xml = make => {
  const response = new twiml.VoiceResponse()
  make(response)
  return response.toString()
}

const signature = getExpectedTwilioSignature(secret, address, form)
if (!validateRequest(secret, signature, address, form)) throw new Error('the helper does not believe itself')
process.stdout.write(JSON.stringify({
  signature,
  wait: xml(r => { r.pause({ length: 60 }); r.redirect(callback) }),
  say: xml(r => { r.say(...spoken(english)); r.redirect(at('tell')) }),
  ask: xml(r => r.gather({ numDigits: 1, timeout: 12, actionOnEmptyResult: true, action: at('ask') }).say(...spoken(spanish))),
  join: xml(r => {
    r.say(...spoken(english))
    r.dial().conference({ beep: 'false', waitUrl: '', endConferenceOnExit: true, statusCallback: at('join'), statusCallbackEvent: 'join' }, 'v1.f1')
  }),
}))
