// People, animals and visits for the tests, made over the API as any client would.
import { randomUUID } from 'node:crypto'

export type Role = 'owner' | 'vet' | 'staff' | 'admin' | 'device'

/** An answer of the API, as loosely as a test reads it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Said = any

export const host = (): string => process.env['HOST']!.replace(/\/$/, '')

/** Somebody with a token. */
export class Person {
  private constructor(readonly name: string, readonly role: Role, readonly sub: string, readonly token: string) {}

  static async signIn(role: Role, name: string, animal?: string): Promise<Person> {
    const sub = `${name.toLowerCase().replace(/[^a-z]+/g, '-')}-${randomUUID().slice(0, 8)}`
    const answer = await fetch(`${host()}/dev/tokens`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ role, sub, ...(animal ? { animal } : {}) }) })
    const { token } = (await answer.json()) as { token: string }
    return new Person(name, role, sub, token)
  }

  /** The answer's body; fails where the API says no. */
  async send(method: string, path: string, body?: unknown): Promise<Said> {
    const answer = await this.ask(method, path, body)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text ? JSON.parse(text) : undefined
  }

  ask(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${host()}/api/${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }
}

const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const services = ['teleadvice', 'teletriage', 'telemedicine', 'follow-up', 'refill']

/** A vet around the clock with a verified licence, and an owner with a dog and a cat: one for each file of tests in each worker. A file that books in the pages names a region of its own: there no other vet's times are found. */
export class Town {
  private constructor(readonly region: string, readonly admin: Person, readonly staff: Person, readonly vet: Person, readonly owner: Person, readonly practice: string, readonly dog: string, readonly cat: string) {}

  static async open(region = 'US-CA'): Promise<Town> {
    const [admin, staff, vet, owner] = await Promise.all([Person.signIn('admin', 'Admin'), Person.signIn('staff', 'Sam Lee'), Person.signIn('vet', 'Dr Amara Okafor'), Person.signIn('owner', 'Jo Rivera')])
    await vet.send('PUT', 'vets/me', { name: 'Dr Amara Okafor', phone: '+15550100001', languages: ['en', 'es'], about: 'Twelve years in small-animal practice.', species: ['dog', 'cat', 'rabbit'], services })
    await vet.send('PUT', 'vets/me/availability', { zone: 'America/Los_Angeles', weekly: week.map(day => ({ day, from: '00:00', to: '00:00' })), exceptions: [], slotMinutes: 5, bufferMinutes: 0, minimumNoticeMinutes: 0 })
    await admin.send('POST', `vets/${vet.sub}/licences`, { region, number: 'VET-12345', validUntil: inDays(700) })
    const practice = await admin.send('POST', 'practices', { name: 'Hillside Animal Clinic', region, phone: '+15550100009' })
    await admin.send('POST', `practices/${practice.id}/members`, { personId: vet.sub, kind: 'vet' })
    await admin.send('POST', `practices/${practice.id}/members`, { personId: staff.sub, kind: 'staff' })
    await owner.send('PUT', 'owners/me', { name: 'Jo Rivera', phone: '+15550100002', email: 'jo@example.org', region, language: 'en', reminders: 'email', zone: 'America/Los_Angeles' })
    const dog = await owner.send('POST', 'animals', { name: 'Bruno', species: 'dog', breed: 'Beagle', sex: 'male', neutered: true, birthDate: '2020-05-14', weightKg: 12.5 })
    const cat = await owner.send('POST', 'animals', { name: 'Miso', species: 'cat', sex: 'male', neutered: true, birthDate: '2021-04-01', weightKg: 4.2, practiceId: practice.id })
    return new Town(region, admin, staff, vet, owner, practice.id, dog.id, cat.id)
  }

  /** The vet works no more: whoever looks for free times finds none of this town. */
  async close(): Promise<void> {
    await this.vet.send('PUT', 'vets/me/availability', { zone: 'America/Los_Angeles', weekly: [], exceptions: [], slotMinutes: 5, bufferMinutes: 0, minimumNoticeMinutes: 0 })
  }

  intake(animal = this.dog, sign = 'rash-itch-mild', complaint = 'Red spots on his belly, he licks them.'): Promise<Said> {
    return this.owner.send('POST', `animals/${animal}/intakes`, { complaint, region: this.region, consent: { textVersion: '2026-11' }, questions: ['Can it wait until Monday?'], signs: [{ id: sign, durationHours: 48 }] })
  }

  /** The soonest free time, booked. What was booked a moment ago may still stand in the list. */
  async book(animal = this.dog): Promise<string> {
    const intake = await this.intake(animal)
    const quote = await this.owner.send('GET', `fees/quote?region=${this.region}&service=telemedicine`)
    for (const { start } of await this.openings()) {
      const booked = await this.owner.ask('POST', `animals/${animal}/visits`, {
        intakeId: intake.intakeId, vetId: this.vet.sub, start, service: 'telemedicine', reason: 'Red spots on his belly, he licks them.', backupPhoneAgreed: true,
        fee: { amountMinor: quote.amountMinor, currency: quote.currency },
      })
      const said = (await booked.json()) as Said
      if (booked.ok) return said.id
      if (said.code !== 'slot-taken') throw new Error(JSON.stringify(said))
    }
    throw new Error('Every time is taken.')
  }

  /** The vet's hours reach the list of free times through the feed. */
  async openings(): Promise<readonly { readonly start: string }[]> {
    return until(async () => (await this.owner.send('GET', `openings?region=${this.region}&species=dog&service=telemedicine&vetId=${this.vet.sub}`)).openings, found => found.length > 0)
  }

  checkIn(visit: string, animal = this.dog): Promise<Said> {
    return this.owner.send('POST', `animals/${animal}/visits/${visit}/check-in`, { signs: [] })
  }

  start(visit: string, animal = this.dog): Promise<Said> {
    return this.vet.send('POST', `animals/${animal}/visits/${visit}/start`)
  }

  /** Confirms what the law asks before a visit by video begins the relationship. */
  async confirm(visit: string, animal = this.dog): Promise<void> {
    const path = `animals/${animal}/visits/${visit}`
    const said = (await (await this.vet.ask('POST', `${path}/end`, treated)).json()) as Said
    if (said.code !== 'vcpr-steps-missing') throw new Error(JSON.stringify(said))
    await this.vet.send('POST', `${path}/relationship`, { confirmed: said.confirm })
  }

  prescribe(visit: string, animal = this.dog): Promise<Said> {
    return this.vet.send('POST', `animals/${animal}/visits/${visit}/prescriptions`, shampoo)
  }

  end(visit: string, animal = this.dog): Promise<Said> {
    return this.vet.send('POST', `animals/${animal}/visits/${visit}/end`, treated)
  }
}

/** A drug that a relationship by video reaches to. */
const shampoo = {
  drug: { name: 'Chlorhexidine shampoo', ingredients: ['chlorhexidine'], form: 'shampoo', strength: '4 %', route: 'topical', product: 'animal-drug', class: 'prescription-only', antimicrobial: false, asLabelled: true },
  dosing: { directions: 'Lather, wait ten minutes, rinse.', everyHours: 48, days: 10 },
  supply: { quantity: 1, unit: 'bottle', refills: 0 },
}

const treated = {
  outcome: 'treated', notes: 'Mild contact dermatitis of the belly. No fever, eats and drinks.',
  summary: {
    assessment: 'Contact dermatitis, mild', differential: ['contact dermatitis', 'flea allergy'], instructions: 'Rinse the belly with lukewarm water after walks.',
    plan: { steps: ['rinse the belly after walks', 'soft collar for three days'], watch: [{ what: 'the spots spread or weep', then: 'book again the same day' }], followUpOn: inDays(7) },
  },
}

/** ISO day so many days from now. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

/** Asks again until it is as wished. */
export async function until<T>(ask: () => Promise<T>, wished: (answer: T) => boolean, seconds = 60): Promise<T> {
  for (const end = Date.now() + seconds * 1000; ; await new Promise(done => setTimeout(done, 300))) {
    const answer = await ask()
    if (wished(answer)) return answer
    if (Date.now() > end) throw new Error(`Not so after ${seconds} seconds: ${JSON.stringify(answer).slice(0, 2000)}`)
  }
}
