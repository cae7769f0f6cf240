const shared = {
  title: 'A shared record', titleOf: (name: string) => `Record of ${name}`, lead: 'The owner shared this with you. Every opening is counted and shown to the owner.',
  gone: 'This link opens nothing', goneLead: 'It may be over, called back, or copied in part. Ask the owner for a new one.', home: 'To the first page',
  animal: 'Animal', born: 'Born', weight: 'Weight', conditions: 'Known illnesses', print: 'Print', course: 'What happened', empty: 'Nothing is kept yet.',
  vets: 'Are you a licensed vet? Sign in to answer the owner.', signIn: 'Sign in', answer: 'Answer the owner', answerHint: 'It goes into the record, under your name.', send: 'Send', answered: 'Your answer is in the record',
  yes: 'yes', no: 'no',
  kinds: { visit: 'Visit', intake: 'Told by the owner', examination: 'Examination', photo: 'Photo', reading: 'Measurement', prescription: 'Prescription', answer: 'Answer', message: 'Message', fee: 'Fee', call: 'Call', video: 'Video', share: 'Share', consent: 'Consent', wound: 'Wound', record: 'Record' },
  types: {
    'visit.booked': 'Visit booked', 'visit.rescheduled': 'Visit moved', 'visit.checked-in': 'The owner checked in', 'visit.started': 'The visit began', 'visit.ended': 'The visit ended', 'visit.cancelled': 'Visit cancelled', 'visit.missed': 'Visit missed', 'visit.stopped': 'Stopped for an emergency', 'visit.ran-late': 'The visit ran late',
    'intake.taken': 'The owner told', 'photo.requested': 'A photo was asked for', 'photo.ready': 'Photo', 'photo.judged': 'Photo judged', 'prescription.written': 'Prescribed', 'readings.taken': 'Measured', 'home-finding.reported': 'Found by the owner', 'home-examination.sent': 'The vet asked to look', 'share.made': 'A link was made', 'share.viewed': 'A link was opened', 'share.answered': 'A vet answered', 'fee.decided': 'The fee was decided',
  },
  members: { complaint: 'In the owner’s words', reason: 'Reason', service: 'Kind of visit', level: 'Urgency', outcome: 'Outcome', notes: 'Notes', summary: 'Summary', assessment: 'Assessment', instructions: 'Instructions', plan: 'Plan', text: 'Text', drug: 'Medicine', dosing: 'Dosing', supply: 'Amount', advice: 'Advice', verdict: 'Verdict', kind: 'Kind', value: 'Value', unit: 'Unit', signs: 'Signs', answer: 'Answer', on: 'On', note: 'Note', steps: 'Steps', watch: 'Watch for', what: 'What', then: 'Then', differential: 'Differential', urgency: 'Urgency', followUpOn: 'Next look' },
}

export default shared
