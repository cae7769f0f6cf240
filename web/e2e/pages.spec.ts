// Every page, in a state worth seeing: no violation of WCAG 2.2 AA, no error, nothing that sticks out; and its pictures.
import { look, lookOnce } from './look'
import { expect, photograph, ready, test } from './test'
import { Person, type Said, Town } from './town'

// No test here needs another: each half of them has a town of its own.
test.describe.configure({ mode: 'parallel' })

let town: Town
let intake: Said
let emergency: Said
/** A visit in each state. */
const visits: Record<'booked' | 'there' | 'running' | 'over', string> = { booked: '', there: '', running: '', over: '' }
let link = ''

test.beforeAll(async () => {
  town = await Town.open()
  for (const state of ['over', 'running', 'there', 'booked'] as const) visits[state] = await town.book()
  for (const state of ['over', 'running', 'there'] as const) await town.checkIn(visits[state])
  for (const state of ['over', 'running'] as const) await town.start(visits[state])
  const running = `animals/${town.dog}/visits/${visits.running}`
  await town.vet.send('POST', `${running}/home-examination`, { steps: [{ stepId: 'gum-colour' }, { stepId: 'breathing-count' }] })
  await town.vet.send('POST', `${running}/messages`, { text: 'Good morning! I have seen the photos. Please have him on a table, near a window.' })
  await town.owner.send('POST', `${running}/messages`, { text: 'He is on the table now.' })
  await town.confirm(visits.over)
  await town.prescribe(visits.over)
  await town.end(visits.over)
  await town.owner.send('POST', `animals/${town.dog}/readings`, { readings: Array.from({ length: 10 }, (_, i) => ({ kind: 'respiratory-rate', value: 18 + (i % 4), unit: '/min', at: new Date(Date.now() - i * 3_600_000).toISOString() })) })
  await town.owner.send('POST', `animals/${town.dog}/readings`, { kind: 'respiratory-rate', value: 44, unit: '/min', at: new Date().toISOString() })
  link = (await town.owner.send('POST', `animals/${town.dog}/shares`, { days: 7 })).token
  intake = await town.intake()
  emergency = await town.intake(town.cat, 'straining-no-urine', 'He goes in and out of the box and nothing comes.')
})
test.afterAll(() => town.close())

test('sign in', async ({ open }) => {
  const page = await open()
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await look(page, 'sign-in')
})

test('no such page', async ({ open }) => {
  const page = await open()
  await page.goto('/nothing/here')
  await look(page, 'not-found')
})

test('a shared record, and a link that opens nothing', async ({ open }) => {
  const page = await open()
  await page.goto(`/shared/${link}`)
  await expect(page.getByRole('heading', { name: 'Record of Bruno' })).toBeVisible()
  await look(page, 'shared')
  await page.goto('/shared/nothing')
  await look(page, 'shared-gone')
})

const owners: readonly (readonly [string, () => string])[] = [
  ['owner', () => ''],
  ['owner-profile', () => '/profile'],
  ['owner-visits', () => '/visits'],
  ['owner-animal-new', () => '/animals/new'],
  ['owner-animal', () => `/animals/${town.dog}`],
  ['owner-animal-edit', () => `/animals/${town.dog}/edit`],
  ['owner-answer', () => `/animals/${town.dog}/answers/${intake.intakeId}`],
  ['owner-emergency', () => `/animals/${town.cat}/answers/${emergency.intakeId}`],
  ['owner-law', () => `/law/${town.region}`],
  ['owner-readings', () => `/animals/${town.dog}/readings`],
  ['owner-prescriptions', () => `/animals/${town.dog}/prescriptions`],
  ['owner-record', () => `/animals/${town.dog}/record`],
  ['owner-sharing', () => `/animals/${town.dog}/sharing`],
  ['owner-visit-booked', () => `/animals/${town.dog}/visits/${visits.booked}`],
  ['owner-visit-move', () => `/animals/${town.dog}/visits/${visits.booked}/move`],
  ['owner-visit-test', () => `/animals/${town.dog}/visits/${visits.booked}/test`],
  ['owner-waiting-room', () => `/animals/${town.dog}/visits/${visits.there}/room`],
  ['owner-room', () => `/animals/${town.dog}/visits/${visits.running}/room`],
  ['owner-visit-over', () => `/animals/${town.dog}/visits/${visits.over}`],
]
for (const [name, path] of owners) {
  test(name, async ({ open }) => {
    const page = await open(town.owner)
    await page.goto(`/owner${path()}`)
    await look(page, name)
  })
}

const vets: readonly (readonly [string, () => string, string?])[] = [
  ['vet', () => ''],
  ['vet-visits', () => '/visits'],
  ['vet-animal', () => `/animals/${town.dog}`],
  ['vet-visit-booked', () => `/animals/${town.dog}/visits/${visits.booked}`],
  ['vet-visit-there', () => `/animals/${town.dog}/visits/${visits.there}`],
  ['vet-visit-running', () => `/animals/${town.dog}/visits/${visits.running}`],
  ['vet-visit-photos', () => `/animals/${town.dog}/visits/${visits.running}`, 'Photos'],
  ['vet-visit-exam', () => `/animals/${town.dog}/visits/${visits.running}`, 'Examine'],
  ['vet-visit-messages', () => `/animals/${town.dog}/visits/${visits.running}`, 'Messages'],
  ['vet-visit-prescribe', () => `/animals/${town.dog}/visits/${visits.running}`, 'Prescribe'],
  ['vet-visit-record', () => `/animals/${town.dog}/visits/${visits.running}`, 'Record'],
  ['vet-visit-colleague', () => `/animals/${town.dog}/visits/${visits.running}`, 'Colleague'],
  ['vet-visit-over', () => `/animals/${town.dog}/visits/${visits.over}`],
  ['vet-hours', () => '/hours'],
  ['vet-profile', () => '/profile'],
]
for (const [name, path, tab] of vets) {
  test(name, async ({ open }) => {
    const page = await open(town.vet)
    await page.goto(`/vet${path()}`)
    await ready(page)
    if (tab) await page.getByRole('tab', { name: tab }).click()
    await look(page, name)
  })
}

const admins: readonly (readonly [string, () => string])[] = [
  ['admin', () => ''],
  ['admin-practice', () => `/practices/${town.practice}`],
  ['admin-licences', () => '/licences'],
  ['admin-rules', () => '/rules'],
  ['admin-poison', () => '/poison'],
  ['admin-webhooks', () => '/webhooks'],
  ['admin-records', () => '/records'],
]
for (const [name, path] of admins) {
  test(name, async ({ open }) => {
    const page = await open(town.admin)
    await page.goto(`/practice${path()}`)
    await look(page, name)
  })
}

for (const [name, path] of [['staff', () => ''], ['staff-vet-day', () => `/vets/${town.vet.sub}`], ['staff-visit', () => `/animals/${town.dog}/visits/${visits.booked}`]] as const) {
  test(name, async ({ open }) => {
    const page = await open(town.staff)
    await page.goto(`/practice${path()}`)
    await look(page, name)
  })
}

test('owner-welcome', async ({ open }) => {
  const page = await open(await Person.signIn('owner', 'New Owner'))
  await page.goto('/owner')
  await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible()
  await look(page, 'owner-welcome')
})

test('owner-intake, each step', async ({ open }) => {
  const page = await open(town.owner)
  const next = page.getByRole('button', { name: 'Continue' })
  await page.goto(`/owner/animals/${town.dog}/ask`)
  await page.getByLabel('In your own words').fill('He is limping on a front leg since two days')
  await look(page, 'owner-intake-1-tell')
  await next.click()
  await page.getByRole('group', { name: /From what you wrote/ }).getByLabel(/limping but using the leg/).first().check()
  await look(page, 'owner-intake-2-signs')
  await next.click()
  await expect(page.getByText('Step 3 of 5')).toBeVisible()
  await look(page, 'owner-intake-3-details')
  await next.click()
  await expect(page.getByRole('heading', { name: 'Can you measure something?' })).toBeVisible()
  await look(page, 'owner-intake-4-vitals')
  await page.evaluate(() => scrollTo(0, 0))
  const skip = page.getByRole('button', { name: 'I cannot measure now' })
  await expect(skip, 'nobody has to pass all measures to leave them out').toBeInViewport({ ratio: 1 })
  await skip.click()
  await page.getByRole('button', { name: 'Get the answer' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await look(page, 'owner-intake-5-finish')
})

test('owner-book, with a time chosen', async ({ open }) => {
  const page = await open(town.owner)
  await page.goto(`/owner/animals/${town.dog}/book/${intake.intakeId}`)
  await page.locator('.slots label').first().click()
  await expect(page.getByRole('button', { name: /Book for/ })).toBeVisible()
  await look(page, 'owner-book')
})

test('owner-photos, one judged and one kept', async ({ open }) => {
  const page = await open(town.owner)
  await page.goto(`/owner/animals/${town.dog}/photos`)
  await ready(page)
  await page.locator('[data-test=photo-files]').setInputFiles(await photograph(page))
  await expect(page.locator('.sending').getByText(/Came out well|Good enough/)).toBeVisible()
  await look(page, 'owner-photos-judged')
  await page.reload()
  await expect(page.locator('.shot img')).toBeVisible()
  await look(page, 'owner-photos')
})

test('admin, with a region, a vet and the law chosen', async ({ open }) => {
  const page = await open(town.admin)
  await page.goto('/practice')
  await page.getByLabel('Region').first().selectOption(town.region)
  await expect(page.getByRole('link', { name: /Hillside Animal Clinic/ }).first()).toBeVisible()
  await look(page, 'admin-region')
  await page.goto('/practice/rules')
  await page.getByLabel('Region').selectOption(town.region)
  await expect(page.getByText(/AB 1399/).first()).toBeVisible()
  await look(page, 'admin-rules-region')
  await page.goto('/practice/licences')
  await page.getByLabel('Id of the vet').fill(town.vet.sub)
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByText(/VET-12345/)).toBeVisible()
  await look(page, 'admin-licences-vet')
})

const spanish: readonly (readonly [string, 'owner' | 'vet' | 'admin', () => string])[] = [
  ['owner', 'owner', () => '/owner'],
  ['owner-intake', 'owner', () => `/owner/animals/${town.dog}/ask`],
  ['owner-emergency', 'owner', () => `/owner/animals/${town.cat}/answers/${emergency.intakeId}`],
  ['owner-law', 'owner', () => `/owner/law/${town.region}`],
  ['owner-visit-booked', 'owner', () => `/owner/animals/${town.dog}/visits/${visits.booked}`],
  ['owner-visit-over', 'owner', () => `/owner/animals/${town.dog}/visits/${visits.over}`],
  ['vet', 'vet', () => '/vet'],
  ['vet-visit-running', 'vet', () => `/vet/animals/${town.dog}/visits/${visits.running}`],
  ['vet-hours', 'vet', () => '/vet/hours'],
  ['admin', 'admin', () => '/practice'],
]
for (const [name, who, path] of spanish) {
  test(`${name}, in Spanish, whose words are longer`, async ({ open }) => {
    const page = await open(town[who], { locale: 'es-US' })
    await page.goto(path())
    await expect(page.locator('html')).toHaveAttribute('lang', 'es')
    await lookOnce(page, `${name}-es`)
  })
}
