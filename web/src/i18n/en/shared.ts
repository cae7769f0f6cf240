const shared = {
  title: 'A shared record', titleOf: (name: string) => `Record of ${name}`, lead: 'The owner shared this with you. Every opening is counted and shown to the owner.',
  gone: 'This link opens nothing', goneLead: 'It may be over, called back, or copied in part. Ask the owner for a new one.', home: 'To the first page',
  animal: 'Animal', born: 'Born', weight: 'Weight', conditions: 'Known illnesses', print: 'Print', course: 'What happened', empty: 'Nothing is kept yet.',
  vets: 'Are you a licensed vet? Sign in to answer the owner.', signIn: 'Sign in', answer: 'Answer the owner', answerHint: 'It goes into the record, under your name.', send: 'Send', answered: 'Your answer is in the record',
  yes: 'yes', no: 'no',
  kinds: { visit: 'Visit', intake: 'Told by the owner', examination: 'Examination', photo: 'Photo', reading: 'Measurement', prescription: 'Prescription', answer: 'Answer', message: 'Message', messages: 'Message', fee: 'Fee', call: 'Call', video: 'Video', share: 'Share', consent: 'Consent', wound: 'Wound', record: 'Record', custody: 'Keeping', import: 'From elsewhere' },
  types: {
    'wound.measured': 'Wound measured', 'addendum.written': 'Added later', 'animal.examined': 'Examined in person', 'consult.asked': 'A colleague was asked', 'consult.opinion-given': 'A colleague’s opinion', 'visit.booked': 'Visit booked', 'visit.rescheduled': 'Visit moved', 'visit.checked-in': 'The owner checked in', 'visit.started': 'The visit began', 'visit.ended': 'The visit ended', 'visit.cancelled': 'Visit cancelled', 'visit.missed': 'Visit missed', 'visit.stopped': 'Stopped for an emergency', 'visit.ran-late': 'The visit ran late',
    'intake.taken': 'The owner told', 'photo.requested': 'A photo was asked for', 'photo.ready': 'Photo', 'photo.judged': 'Photo judged', 'prescription.written': 'Prescribed', 'readings.taken': 'Measured', 'home-finding.reported': 'Found by the owner', 'home-examination.sent': 'The vet asked to look', 'share.made': 'A link was made', 'share.viewed': 'A link was opened', 'photo.refused': 'Photo refused', 'message.sent': 'Message', 'vcpr.started': 'The relationship with the vet began', 'refill.asked': 'A refill was asked for', 'refill.refused': 'Refill refused', 'refill.granted': 'Refill granted', 'visit.requested': 'A visit was asked for', 'visit.claimed': 'A vet took the visit', 'share.revoked': 'A link was called back', 'share.answered': 'A vet answered', 'import.received': 'A paper of another clinic came', 'messages.read': 'Messages were read', 'photo.attempted': 'A photo was looked at by the system', 'fee.decided': 'The fee was decided',
    'call.requested': 'A call was asked for', 'call.placed': 'The call was placed', 'call.attended': 'The call went on', 'call.step-claimed': 'A step of the call', 'call.step-reported': 'A step of the call was reported', 'call.timed-out': 'Nobody answered the call', 'call.over': 'The call ended', 'connection.tested': 'The connection was tested', 'video.faltered': 'The video faltered', 'consent.given': 'Consent was given', 'consent.withdrawn': 'Consent was withdrawn', 'consult.withdrawn': 'The question to a colleague was taken back',
    'custody.hold-placed': 'Placed under a legal hold', 'custody.hold-lifted': 'The legal hold was lifted', 'custody.exported': 'Everything was handed out', 'custody.erasure-planned': 'Its erasure was planned', 'examination.withdrawn': 'An examination was taken back', 'intake.closed': 'What was told is closed', 'messages.closed': 'The messages were closed', 'photo.interrupted': 'Work on a photo broke off', 'photo.abandoned': 'A photo never came',
    'photo.retake': 'A photo was sent back', 'prescription.cancelled': 'Prescription cancelled', 'fee.let-go': 'The fee was let go', 'share.token-added': 'A link was made anew', 'visit.confirmed': 'The time was confirmed', 'visit.hold-lapsed': 'The held time was let go', 'visit.offered': 'A vet was asked', 'visit.offer-ended': 'The vet was asked no longer', 'visit.reoffered': 'Another vet was asked', 'visit.reminded': 'A reminder was sent', 'visit.wait-told': 'The wait was told',
  },
  members: { area: 'Area', questions: 'Own questions', reasons: 'Why', confirmed: 'Confirmed', complaint: 'In the owner’s words', reason: 'Reason', service: 'Kind of visit', level: 'Urgency', outcome: 'Outcome', notes: 'Notes', assessment: 'Assessment', instructions: 'Instructions', plan: 'Plan', text: 'Text', drug: 'Medicine', dosing: 'How to give it', supply: 'Amount', verdict: 'Verdict', kind: 'Kind', value: 'Value', signs: 'Signs', answer: 'Answer', note: 'Note', watch: 'Watch for', what: 'What', differential: 'Could also be', followUpOn: 'Next look', start: 'When', until: 'Until', code: 'Code', on: 'On', region: 'Region', late: 'Late', noticeMinutes: 'Minutes before' },
  services: { teleadvice: 'Advice', teletriage: 'Triage', telemedicine: 'Video visit', 'follow-up': 'Follow-up', refill: 'Refill' },
  outcomes: { treated: 'Treated', 'watch-at-home': 'Watch at home', 'see-in-person': 'See a vet in person', 'emergency-referred': 'Sent on as an emergency', 'could-not-treat': 'Could not be treated by video', 'no-show': 'Nobody came', interrupted: 'Broke off' },
  verdicts: { good: 'Good', usable: 'Usable', retake: 'Sent back, to be taken again' },
  fees: { free: 'Free', charged: 'Charged', waived: 'Let go', credited: 'Kept as a credit' },
  show: 'Show', all: 'Everything', withPhotos: 'Page with photos, to print or keep', fhir: 'For a clinic’s system (FHIR)',
  answerForm: {
    note: 'Your note', files: 'Photos and reports', filesHint: 'JPEG, HEIC, PNG, WebP or PDF, up to 20. They become part of the record.',
    sending: (n: number, of: number) => `Photo ${n} of ${of}…`, refused: (name: string, why: string) => `${name}: ${why}`,
    slow: 'A photo takes longer than usual. Press again in a moment: nothing is sent twice.',
  },
  imports: {
    title: 'From other clinics', lead: 'Reports, laboratory results, pictures or a file of another clinic: kept as they came, marked as foreign. They decide nothing here.', bring: 'Bring a file', brought: 'It is in the record', take: 'Open the file', foreign: 'From elsewhere',
    formats: { 'fhir-bundle': 'Record of another system (FHIR)', pdf: 'PDF', jpeg: 'Picture (JPEG)', png: 'Picture (PNG)', webp: 'Picture (WebP)', heic: 'Picture (HEIC)' },
  },
  everyStep: 'Show every step',
}

export default shared
