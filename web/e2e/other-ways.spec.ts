// The ways that a visit does not take: turned away, refused, shared, sent back, asked for at once; and in another language.
import { readFileSync } from 'node:fs'
import type { Locator } from '@playwright/test'
import { desktop, expect, phone, photograph, picture, ready, test } from './test'
import { Person, Town, until } from './town'

let town: Town
test.beforeAll(async () => void (town = await Town.open()))
test.afterAll(() => town.close())

test('an emergency fills the screen, and nothing can be booked from it', async ({ open }) => {
  const page = await open(town.owner)
  await page.goto(`/owner/animals/${town.cat}/ask`)
  await page.setViewportSize({ width: 360, height: 640 })
  await page.getByLabel(/struggling to breathe/).check()
  await expect(page.getByRole('button', { name: 'Show what to do now' }), 'what to press is in sight without a search for it').toBeInViewport({ ratio: 1 })
  await page.getByLabel(/struggling to breathe/).uncheck()
  await page.setViewportSize(phone)
  await page.getByLabel(/strain/i).first().check()
  await page.getByRole('button', { name: 'Show what to do now' }).click()
  await expect(page.getByRole('heading', { name: 'Do this now' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Do not' })).toBeVisible()
  await expect(page.getByRole('link', { name: /^Call Hillside Animal Clinic/ })).toHaveAttribute('href', 'tel:+15550100009')
  await expect(page.locator('h1')).toBeFocused()
  // Nothing on the screen leads to a time, a fee or another page than the animal's.
  const ways = await page.locator('a:visible, button:visible').evaluateAll(all => all.map(one => `${one.textContent} ${one.getAttribute('href') ?? ''}`))
  expect(ways.filter(way => /book|times|visit|\$/i.test(way))).toEqual([])
  const box = (await page.locator('main').boundingBox())!
  expect([box.x, box.y, box.width]).toEqual([0, 0, 390])
  expect(box.height).toBeGreaterThanOrEqual(844)
})

test('the law stands before the form, and a drug that it does not reach to is refused with it', async ({ open }) => {
  const visit = await town.book()
  await town.checkIn(visit)
  await town.start(visit)
  await town.confirm(visit)
  const vet = await open(town.vet, { viewport: desktop })
  await vet.goto(`/vet/animals/${town.dog}/visits/${visit}`)
  await vet.getByRole('tab', { name: 'Prescribe' }).click()
  await expect(vet.getByRole('heading', { name: 'What the law lets you prescribe here, today' })).toBeVisible()
  await expect(vet.getByText('Needs an examination in person', { exact: true })).toBeVisible()
  await picture(vet, 'vet-prescribe-law')
  await vet.getByLabel('Drug', { exact: true }).fill('Amoxicillin')
  await vet.getByLabel('Active ingredients').fill('amoxicillin')
  await vet.getByLabel('Form', { exact: true }).fill('tablet')
  await vet.getByLabel('Strength').fill('250 mg')
  await vet.getByLabel('Directions for the owner').fill('One tablet, twice a day.')
  await vet.getByLabel('Quantity').fill('28')
  await vet.getByLabel('Unit', { exact: true }).fill('tablets')
  await vet.getByLabel('Product').selectOption('human-drug')
  await expect(vet.getByText('Not allowed on this relationship.')).toBeVisible()
  const write = vet.getByRole('button', { name: 'Prescribe', exact: true })
  await expect(write).toBeDisabled()
  // What the page cannot know the API says, and where it is written.
  await vet.getByLabel('Product').selectOption('animal-drug')
  await vet.getByLabel('Active ingredients').fill('ibuprofen')
  await write.click()
  await expect(vet.getByRole('alert').getByText(/never prescribed for this species/)).toBeVisible()
  await picture(vet, 'vet-prescribe-refused')
  expect(await town.vet.send('GET', `animals/${town.dog}/prescriptions`)).toEqual([])
  // A vet who is in a visit is offered no other.
  await town.vet.send('POST', `animals/${town.dog}/visits/${visit}/end`, { outcome: 'interrupted' })
})

test('a shared record is opened by a stranger, until it is called back', async ({ open }) => {
  const owner = await open(town.owner, { viewport: desktop })
  await owner.goto(`/owner/animals/${town.dog}/sharing`)
  await owner.getByRole('button', { name: 'Make the link' }).click()
  const link = new URL((await owner.getByRole('alert').getByRole('link').getAttribute('href'))!)
  const stranger = await open()
  await stranger.goto(link.pathname)
  await expect(stranger.getByRole('heading', { name: 'Record of Bruno' })).toBeVisible()
  await owner.reload()
  await expect(owner.getByText('opened once')).toBeVisible()
  await owner.getByRole('button', { name: 'Call back' }).click()
  await expect(owner.getByText('Called back', { exact: true })).toBeVisible()
  await stranger.reload()
  await expect(stranger.getByRole('heading', { name: 'Record of Bruno' })).toHaveCount(0)
  await ready(stranger)
})

test('a photo from a cellar is sent back; by the window it comes out well', async ({ open }) => {
  const page = await open(town.owner)
  await page.goto(`/owner/animals/${town.dog}/photos`)
  await ready(page)
  const files = page.locator('[data-test=photo-files]')
  await files.setInputFiles(await photograph(page, 0.03))
  await expect(page.getByText(/too dark/i).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Take it again' })).toBeVisible()
  await picture(page, 'owner-photo-retake')
  const better = await photograph(page)
  const [camera] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Take it again' }).click()])
  expect(await camera.element().getAttribute('capture'), 'the button opens the camera').toBe('environment')
  // Until a better one is taken, what was wrong stands there.
  await expect(page.locator('.sending').getByText(/too dark/i).first()).toBeVisible()
  await camera.setFiles(better)
  await expect(page.locator('.sending').getByText(/Came out well|Good enough/)).toBeVisible()
  await expect(page.locator('.sending')).toHaveCount(1)
})

test('who cannot wait asks for a vet now; the vet on duty is offered the visit and takes it', async ({ open }) => {
  const vet = await open(town.vet, { viewport: desktop })
  await vet.goto('/vet')
  await vet.getByRole('button', { name: 'Go on duty' }).click()
  await expect(vet.getByText(/You are on duty until/)).toBeVisible()
  const intake = await town.intake()
  const owner = await open(town.owner)
  await owner.goto(`/owner/animals/${town.dog}/book/${intake.intakeId}`)
  await owner.getByRole('button', { name: 'Wait for a vet now' }).click()
  await expect(owner.getByRole('heading', { name: 'Waiting room' })).toBeVisible()
  await expect(vet.getByText('A visit is offered to you')).toBeVisible()
  await expect(vet.getByRole('progressbar', { name: /^\d+ seconds left/ })).toBeVisible()
  await picture(vet, 'vet-offer')
  await vet.getByRole('button', { name: 'Accept' }).click()
  await expect(vet).toHaveURL(/\/visits\//)
  await town.vet.send('PUT', 'vets/me/duty', { on: false })
})

test('an intake that was written and a photo that was chosen outlive a lost line and a reload', async ({ open, allow }) => {
  allow(/Failed to load resource|ERR_INTERNET_DISCONNECTED|Failed to fetch/)
  const page = await open(town.owner)
  await page.goto(`/owner/animals/${town.dog}/photos`)
  await ready(page)
  const photo = await photograph(page)
  await page.context().setOffline(true)
  await page.locator('[data-test=photo-files]').setInputFiles({ ...photo, name: 'offline.jpg' })
  await expect(page.locator('.sending')).toHaveCount(1)
  await page.context().setOffline(false)
  await page.reload()
  await expect(page.locator('.sending').getByText(/Came out well|Good enough/)).toBeVisible()

  await page.goto(`/owner/animals/${town.dog}/ask`)
  await page.getByLabel('In your own words').fill('He is limping on a front leg since yesterday')
  await page.reload()
  await expect(page.getByLabel('In your own words')).toHaveValue('He is limping on a front leg since yesterday')
  for (let step = 0; step < 2; step++) await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Back' }).last().click()
  await page.getByRole('group', { name: /From what you wrote/ }).getByLabel(/limping but using the leg/).check()
  for (let step = 0; step < 2; step++) await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Skip this' }).click()
  await page.getByRole('checkbox').last().check()
  const before = await intakes()
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Get the answer' }).click()
  await expect(page.getByText(/connection|line/i).first()).toBeVisible()
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Get the answer' }).click()
  await expect(page.getByRole('heading', { name: 'The answer' })).toBeVisible()
  expect(await intakes()).toBe(before + 1)

  async function intakes(): Promise<number> {
    const { entries } = await until(() => town.owner.send('GET', `animals/${town.dog}/record?kinds=intake`), said => Array.isArray(said.entries))
    return entries.length
  }
})

test('what is half answered at check-in outlives a reload, and goes with the person or with the check-in', async ({ open }) => {
  const [path, page] = [`/owner/animals/${town.dog}/visits/${await town.book()}`, await open(town.owner)]
  const answer = (asked: RegExp, said: string): Locator => page.getByRole('group', { name: asked }).getByRole('radio', { name: said, exact: true })
  const where = page.getByLabel('Where exactly?')
  const half = async (): Promise<void> => {
    await page.getByLabel('None of these').check()
    await answer(/driving/, 'No').check()
    await where.fill('12 Hill Street')
  }
  await page.goto(path)
  await page.setViewportSize({ width: 360, height: 640 })
  await page.getByLabel(/struggling to breathe/).check()
  await expect(page.getByRole('button', { name: 'Show what to do now' }), 'what to press is in sight').toBeInViewport({ ratio: 1 })
  await half()
  await page.reload()
  await expect(where).toHaveValue('12 Hill Street')
  await expect(answer(/driving/, 'No')).toBeChecked()
  await expect(answer(/with you/, 'Yes')).not.toBeChecked()

  // The window signs its person in again with each load.
  await page.getByRole('button', { name: /^Sign out/ }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  expect(await kept()).toEqual([])
  await page.goto(path)
  await expect(page.getByLabel('None of these')).not.toBeChecked()

  await half()
  expect(await kept()).toHaveLength(1)
  await answer(/with you/, 'Yes').check()
  await answer(/call you back|no phone number/, 'Yes').check()
  await page.getByRole('button', { name: 'We are here' }).click()
  await expect(page.getByRole('heading', { name: 'Waiting room' })).toBeVisible()
  expect(await kept()).toEqual([])

  function kept(): Promise<string[]> {
    return page.evaluate(() => Object.keys(localStorage).filter(name => name.startsWith('check-in')))
  }
})

test('on a line on which the pages take long, their name stands there meanwhile', async ({ open }) => {
  const page = await open(town.owner)
  let arrive = (): void => undefined
  const line = new Promise<void>(done => (arrive = done))
  await page.route('**/assets/Area-*.js', async route => (await line, route.continue()))
  await page.goto('/owner', { waitUntil: 'commit' })
  const name = page.locator('.arriving')
  await expect(name).toBeVisible()
  arrive()
  await ready(page)
  await expect(name).toBeHidden()
})

test('the pages speak Spanish to whom reads it, and keep to it', async ({ open }) => {
  const page = await open(town.owner, { locale: 'es-US' })
  await page.goto('/owner')
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await expect(page.getByRole('heading', { name: 'Sus animales' }).or(page.getByRole('heading', { name: 'Tus animales' }))).toBeVisible()
  await picture(page, 'owner-es')
  await page.getByRole('combobox').first().selectOption('en')
  await expect(page.getByRole('heading', { name: 'Your animals' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Your animals' })).toBeVisible()
})

test('who chose Spanish reads the question, the emergency and the advice in Spanish, in a browser that speaks English', async ({ open }) => {
  const page = await open(town.owner)
  await page.goto(`/owner/animals/${town.cat}`)
  await page.getByRole('combobox').first().selectOption('es')
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await page.goto(`/owner/animals/${town.cat}/ask`)
  await page.getByLabel('¿Hace fuerza o se agacha una y otra vez sin orinar').first().check()
  await page.getByRole('button', { name: 'Ver qué hacer ahora' }).or(page.getByRole('alert').getByRole('button')).click()
  await expect(page.getByRole('heading', { name: 'Haga esto ahora' })).toBeVisible()
  await expect(page.locator('h1')).toHaveText('Vaya a una clínica ahora (dentro de una hora).')
  await expect(page.getByRole('listitem').filter({ hasText: 'No hay nada que probar en casa: vaya; un gato macho obstruido puede morir en 24-48 horas.' }).first()).toBeVisible()
  await page.getByText('Por qué esta respuesta').click()
  await expect(page.getByText('el signo en sí').or(page.getByText('vejiga obstruida')).first()).toBeVisible()
  await expect(page.locator('main')).not.toContainText(/\b(clinic|the|vet|bladder)\b/)
  await picture(page, 'owner-emergency-chosen-es')
})

test('every stop of a form is seen, and shows that it has the focus', async ({ open }) => {
  const page = await open(await Person.signIn('owner', 'Key Board'))
  await page.goto('/owner/profile')
  await ready(page)
  const order: string[] = []
  // From the top: the link past the header is first, and everything is reached in the order in which it stands.
  for (let n = 0; n < 40; n++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      const one = document.activeElement as HTMLElement
      if (one === document.body) return null
      const { top, left, width, height } = one.getBoundingClientRect()
      const style = getComputedStyle(one)
      const shown = getComputedStyle(one.matches('input[type=radio], input[type=checkbox]') ? (one.parentElement ?? one) : one)
      return { name: `${one.tagName} ${(one.textContent ?? '').trim().slice(0, 30)}`, top: top + scrollY, left, seen: width > 0 && height > 0, ring: [style, shown].some(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none') }
    })
    if (at === null) break
    expect(at.seen, `${at.name} is seen when it has the focus`).toBe(true)
    expect(at.ring, `${at.name} shows that it has the focus`).toBe(true)
    order.push(at.name)
  }
  expect(order[0]).toMatch(/^A (Skip|To the content|Go to)/)
  expect(order.length).toBeGreaterThan(5)
})

test('whoever wants less motion gets none', async ({ open }) => {
  const page = await open(town.owner)
  await page.goto('/owner')
  await ready(page)
  const moving = (): Promise<string[]> => page.evaluate(() => [...document.querySelectorAll('*')].filter(one => {
    const { animationDuration, animationName, transitionDuration } = getComputedStyle(one)
    const long = (durations: string): boolean => durations.split(',').some(d => parseFloat(d) * (d.includes('ms') ? 1 : 1000) > 1)
    return (animationName !== 'none' && long(animationDuration)) || long(transitionDuration)
  }).map(one => one.className.toString()))
  expect(await moving()).not.toEqual([])
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await moving()).toEqual([])
})

test('the calendar file is one that a calendar opens', async ({ open }) => {
  const visit = await town.book()
  const page = await open(town.owner)
  await page.goto(`/owner/animals/${town.dog}/visits/${visit}`)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'To my calendar' }).click()])
  expect(readFileSync(await file.path(), 'utf8')).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*BEGIN:VEVENT[\s\S]*END:VCALENDAR\r\n$/)
})
