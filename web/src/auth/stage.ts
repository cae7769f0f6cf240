// A machine that was just started is empty. For a first look this brings on what a visit needs: a clinic, a vet with a licence, hours around the clock and duty,
// an owner with two animals. All of it through the API, as anybody could; what is there already is left as it is, and two windows that do it at once do it once.
import { config } from '../config'
import { here } from '../ui/time'

const region = 'US-CA'
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

export async function setStage(vet: { sub: string; name: string }, owner: { sub: string; name: string }, tokenOf: (role: string, sub: string) => Promise<string>): Promise<void> {
  const [asVet, asOwner, asAdmin] = await Promise.all([tokenOf('vet', vet.sub), tokenOf('owner', owner.sub), tokenOf('admin', 'admin')])
  // Administrators look where the clinic is.
  if (!localStorage.getItem('practice:region')) localStorage.setItem('practice:region', region)
  await Promise.all([
    unlessThere('vets/me/availability', asVet, async () => {
      const clinic = await send<{ id: string }>('POST', 'practices', asAdmin, { name: 'Hillside Animal Clinic', region, phone: '+15550100003' })
      await send('POST', `practices/${clinic.id}/members`, asAdmin, { personId: vet.sub, kind: 'vet' })
      await send('POST', `vets/${vet.sub}/licences`, asAdmin, { region, number: 'VET-12345', validUntil: `${new Date().getFullYear() + 2}-12-31` })
      await send('PUT', 'vets/me', asVet, {
        name: vet.name, phone: '+15550100001', languages: ['en', 'es'], species: ['dog', 'cat', 'rabbit', 'guinea-pig', 'ferret', 'bird', 'reptile', 'horse'],
        services: ['teleadvice', 'teletriage', 'telemedicine', 'follow-up', 'refill'],
      })
      await send('PUT', 'vets/me/availability', asVet, {
        zone: here, weekly: days.map(day => ({ day, from: '00:00', to: '00:00' })), exceptions: [], slotMinutes: 15, bufferMinutes: 0, minimumNoticeMinutes: 0,
      })
      await send('PUT', 'vets/me/duty', asVet, { on: true })
    }),
    unlessThere('owners/me', asOwner, async () => {
      await send('PUT', 'owners/me', asOwner, { name: owner.name, region, phone: '+15550100002', language: document.documentElement.lang, reminders: 'none', zone: here })
      await send('POST', 'animals', asOwner, { name: 'Bruno', species: 'dog', breed: 'Beagle', sex: 'male', neutered: true, birthDate: '2020-05-14', weightKg: 12.5 })
      await send('POST', 'animals', asOwner, { name: 'Miso', species: 'cat', sex: 'male', neutered: true, birthDate: '2021-04-01', weightKg: 4.2 })
    }),
  ])
}

async function unlessThere(path: string, token: string, make: () => Promise<void>): Promise<void> {
  const found = await fetch(`${config().api}/${path}`, { headers: { Authorization: `Bearer ${token}` } })
  if (found.status === 404) await make()
}

async function send<T>(method: string, path: string, token: string, body: unknown): Promise<T> {
  const answer = await fetch(`${config().api}/${path}`, {
    method, headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': `stage-${path}-${JSON.stringify(body).length}` }, body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}
