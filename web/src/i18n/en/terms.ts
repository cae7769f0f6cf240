const terms = {
  services: {
    teleadvice: 'Advice', teletriage: 'Triage', telemedicine: 'Video visit', teleconsulting: 'Second opinion between vets', telemonitoring: 'Monitoring at home',
    'follow-up': 'Follow-up', refill: 'Refill',
  },
  status: {
    waiting: 'Waits for a vet', booked: 'Booked', 'checked-in': 'Owner is there', started: 'Running', ended: 'Ended', cancelled: 'Cancelled', stopped: 'Stopped: emergency', missed: 'Missed',
  },
  outcomes: {
    treated: 'Treated', 'watch-at-home': 'Watch at home', 'see-in-person': 'See in person', 'emergency-referred': 'Sent on as an emergency',
    'could-not-treat': 'Could not treat', interrupted: 'Interrupted', 'no-show': 'Nobody came',
  },
  urgency: { now: 'Now', today: 'Today', 'within-three-days': 'Within three days', 'within-two-weeks': 'Within two weeks' },
  sides: { owner: 'Owner', vet: 'Vet', staff: 'Staff', system: 'The system' },
  sex: { male: 'male', female: 'female', unknown: 'sex unknown' },
  neutered: 'neutered',
  notNeutered: 'not neutered',
  born: (date: string) => `born ${date}`,
  died: (date: string) => `died ${date}`,
  kg: (n: string) => `${n} kg`,
  known: 'Known conditions',
  products: { 'animal-drug': 'Animal drug', 'human-drug': 'Human drug', compounded: 'Compounded', 'feed-directive': 'Feed directive' },
  classes: {
    'over-the-counter': 'Over the counter', 'prescription-only': 'Prescription only', 'schedule-ii': 'Schedule II', 'schedule-iii': 'Schedule III', 'schedule-iv': 'Schedule IV', 'schedule-v': 'Schedule V',
  },
  prescriptions: { active: 'Active', expired: 'Expired', cancelled: 'Cancelled' },
  photos: { none: 'None', 'awaiting-upload': 'Not uploaded yet', working: 'Being looked at', ready: 'Ready', retake: 'Asked again', refused: 'Not usable', abandoned: 'Never came' },
  verdicts: { good: 'Good', usable: 'Usable', retake: 'Take again' },
  measures: {
    temperature: 'Temperature', 'heart-rate': 'Heart rate', 'respiratory-rate': 'Breathing rate', weight: 'Weight', glucose: 'Blood glucose', 'blood-pressure': 'Blood pressure',
    oxygen: 'Oxygen', 'pain-score': 'Pain score', 'itch-score': 'Itch score', free: 'In words',
    temperatureC: 'Temperature (°C)', heartRate: 'Heart rate (/min)', respiratoryRate: 'Breathing rate (/min)', usualRespiratoryRate: 'Usual breathing rate (/min)',
    capillaryRefillSeconds: 'Capillary refill (s)', glucoseMgDl: 'Blood glucose (mg/dL)', weightChangePercent: 'Weight change (%)', hoursWithoutFood: 'Hours without food', hoursWithoutDroppings: 'Hours without droppings',
  },
  cameAbout: { 'in-person': 'Examined in person', 'synchronous-video': 'Began by live video', 'emergency-exception': 'Emergency exception' },
  basis: {
    'no-vcpr-needed': 'needs no relationship', 'existing-vcpr': 'on the relationship that exists', 'same-complaint': 'as a follow-up of the same complaint', 'starts-by-video': 'this visit begins the relationship',
    'emergency-exception': 'by the emergency exception', 'referring-vets-vcpr': 'on the referring vet’s relationship',
  },
  licence: {
    number: (n: string) => `Number ${n}`,
    until: (date: string) => `Valid until ${date}`,
    revoked: { suspended: 'Suspended', surrendered: 'Given up', 'revoked-by-register': 'Revoked by the register', 'entered-in-error': 'Entered by mistake' },
    lapsed: 'Lapsed',
    valid: 'Valid',
  },
  steps: {
    'consent-recorded': 'Record the owner’s consent to telehealth.',
    'identity-confirmed': 'Confirm who the owner is and which animal this is.',
    'location-confirmed': 'Confirm where the animal is at this moment.',
    'licence-shown': 'Give the owner your name, licence state and number.',
    'history-reviewed': 'Review the animal’s history.',
    'examination-by-video': 'Examine the animal by live video, as far as the complaint needs.',
    'second-contact-channel': 'Agree on a second way to reach each other if the connection drops.',
    'in-person-follow-up-named': 'Name a clinic near the animal for care in person.',
    'federal-limits-told': 'Say that federal law limits what can be prescribed after an examination by video.',
    'pharmacy-choice-told': 'Say that some drugs may be had from a pharmacy of the owner’s choice.',
  },
  law: { known: 'Law known', undated: 'Law known, start not dated', unknown: 'No rule known: the strictest applies', 'not-in-force': 'Not in force', 'no-row': 'No rule known: the strictest applies' },
  rulesVersion: (version: string) => `Rules ${version}`,
  source: 'Source',
  kinds: {
    visit: 'Visits', intake: 'Intakes', examination: 'Examinations', prescription: 'Prescriptions', photo: 'Photos', wound: 'Wounds', reading: 'Readings', answer: 'Answers', consent: 'Consents',
    message: 'Messages', fee: 'Fees', call: 'Calls', video: 'Video', share: 'Shares', custody: 'Custody',
  },
}

export default terms
