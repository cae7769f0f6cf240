const record = {
  by: (who: string) => `by ${who}`,
  roles: { owner: 'the owner', vet: 'a vet', staff: 'staff', system: 'the system', device: 'a device', share: 'whoever held a link', admin: 'an administrator' },
  yes: 'yes',
  no: 'no',
  nothing: 'Nothing is recorded here yet.',
  more: (n: number) => `and ${n} more`,
  terms: {
    complaint: 'Complaint', answer: 'Answer', reasons: 'Reasons', questions: 'Own questions', reason: 'Reason', service: 'Service', start: 'Time', outcome: 'Outcome', notes: 'Notes', assessment: 'Assessment',
    differential: 'Could also be', instructions: 'Instructions', urgency: 'Seen in person', steps: 'Plan', watch: 'Watch for', followUpOn: 'Follow-up', drug: 'Drug', directions: 'Directions', supply: 'Supply',
    expiresOn: 'Valid until', findings: 'Finding', stepId: 'Step', choice: 'Found', number: 'Found', words: 'Found', confirmed: 'Confirmed', on: 'Day', verdict: 'Verdict', note: 'Note', text: 'Text',
    question: 'Question', opinion: 'Opinion', woundId: 'Wound', area: 'Area', readings: 'Readings', kind: 'Kind', how: 'How', series: 'Series', takenAt: 'Taken', seeInPersonBy: 'See in person by', what: 'What', signs: 'Signs', vitals: 'Measured',
  },
  every: (hours: string, days: string) => `every ${hours} hours, for ${days} days`,
  whatThen: (what: string, then: string) => `${what}: ${then}`,
}

export default record
