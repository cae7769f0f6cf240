// One visit by video as its two people live it, each in a window of their own, from the first word to the plan.
import type { Page } from '@playwright/test'
import { desktop, expect, phone, photograph, picture, ready, test } from './test'
import { Town } from './town'

let town: Town
test.beforeAll(async () => void (town = await Town.open('US-AZ')))
test.afterAll(() => town.close())

test('an owner asks, books and is seen by a vet', async ({ open }) => {
  const [owner, vet] = [await open(town.owner, { viewport: phone }), await open(town.vet, { viewport: desktop })]
  await vet.goto('/vet')
  await ready(vet)
  const visit = await test.step('the owner tells what is wrong and is answered', () => askAndBook(owner))
  await test.step('the vet hears of it without asking', () => expect(vet.getByText('Bruno').first()).toBeVisible())
  await test.step('a photo comes out well', async () => {
    await owner.getByRole('link', { name: /Take photos/ }).click()
    await owner.locator('[data-test=photo-files]').setInputFiles(await photograph(owner))
    await expect(owner.locator('.sending').getByText(/Came out well|Good enough/)).toBeVisible()
  })
  await test.step('the connection is tested', async () => {
    await owner.goto(`${visit}/test`)
    await owner.getByRole('button', { name: /^(Test|Start)/ }).first().click()
    await expect(owner.getByText(/Good for video|Enough for sound|Better by phone/)).toBeVisible()
  })
  await test.step('the owner checks in and waits', async () => {
    await owner.goto(visit)
    await checkIn(owner)
    await expect(owner.getByRole('heading', { name: 'Waiting room' })).toBeVisible()
  })
  await test.step('the vet opens the visit; both see and hear each other', async () => {
    await vet.goto(visit.replace('/owner/', '/vet/'))
    await vet.getByRole('button', { name: 'Begin the visit' }).click()
    await vet.getByRole('button', { name: 'Join with camera' }).click()
    await owner.getByRole('button', { name: /Join with camera/ }).click()
    await Promise.all([seesAndHears(owner), seesAndHears(vet)])
    await picture(vet, 'story-vet-video')
    await picture(owner, 'story-owner-video')
  })
  await test.step('they write to each other', async () => {
    await vet.getByRole('tab', { name: /Messages/ }).click()
    await vet.getByLabel('Message to the owner').fill('Please lift his lip.')
    await vet.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(owner.getByText('Please lift his lip.')).toBeVisible()
  })
  await test.step('the vet sees the photo', async () => {
    await vet.getByRole('tab', { name: /Photos/ }).click()
    await expect(vet.getByRole('tabpanel').locator('img').first()).toBeVisible()
  })
  await test.step('the relationship begins by its steps, the visit ends with a plan', async () => {
    for (const box of await vet.getByRole('region', { name: 'This visit begins the relationship' }).getByRole('checkbox').all()) await box.check()
    await vet.getByRole('button', { name: 'Confirm these steps' }).click()
    await expect(vet.getByText('The relationship began with this visit.')).toBeVisible()
    await vet.getByRole('textbox', { name: /^Notes/ }).fill('Mild contact dermatitis of the belly.')
    await vet.getByRole('textbox', { name: /^Assessment/ }).fill('Contact dermatitis, mild')
    await vet.getByRole('textbox', { name: /^Instructions/ }).fill('Rinse the belly with lukewarm water after walks.')
    await vet.getByRole('textbox', { name: /^Plan/ }).fill('Soft collar for three days')
    await vet.getByRole('radio', { name: /^Treated/ }).check()
    await vet.getByRole('button', { name: 'End the visit' }).click()
    await vet.getByRole('dialog').getByRole('button', { name: 'End the visit' }).click()
    await expect(vet.getByText('The visit has ended. The owner sees the plan.')).toBeVisible()
  })
  await test.step('the owner sees the plan, and the fee and why', async () => {
    await owner.getByRole('link', { name: 'See the plan' }).click()
    await expect(owner.getByText('Soft collar for three days')).toBeVisible()
    await expect(owner.getByText('Rinse the belly with lukewarm water after walks.')).toBeVisible()
    await expect(owner.getByText('$49.00').first()).toBeVisible()
    await expect(owner.getByText('The vet could help.').first()).toBeVisible()
    await picture(owner, 'story-owner-plan')
  })
})

/** From the animal's page to the visit's; returns the visit's path. */
async function askAndBook(page: Page): Promise<string> {
  const next = page.getByRole('button', { name: 'Continue' })
  await page.goto(`/owner/animals/${town.dog}/ask`)
  await page.getByLabel('In your own words').fill('He is limping on a front leg since yesterday')
  await next.click()
  await page.getByRole('group', { name: /From what you wrote/ }).getByLabel(/limping but using the leg/).check()
  await next.click()
  await next.click()
  await page.getByRole('button', { name: 'Skip this' }).click()
  await page.getByRole('checkbox').last().check()
  await page.getByRole('button', { name: 'Get the answer' }).click()
  await page.getByRole('link', { name: 'See free times' }).click()
  await page.getByRole('radio', { name: /Telemedicine|Treatment|video/i }).first().check()
  await page.locator('.slots label').first().click()
  await page.getByRole('button', { name: /^Book/ }).click()
  await expect(page).toHaveURL(/\/visits\//)
  await ready(page)
  return new URL(page.url()).pathname
}

/** Nothing is worse, and what else is asked is answered as somebody at home would. */
async function checkIn(page: Page): Promise<void> {
  await page.getByLabel('None of these').check()
  for (const [asked, answer] of [[/driving/, 'No'], [/with you/, 'Yes'], [/call you back|no phone number/, 'Yes']] as const) await page.getByRole('group', { name: asked }).getByRole('radio', { name: answer, exact: true }).check()
  await page.getByLabel('Where exactly?').fill('12 Hill Street')
  await page.getByRole('button', { name: 'We are here' }).click()
}

/** Frames and sound of the other side arrive, and go on arriving. */
async function seesAndHears(page: Page): Promise<void> {
  const theirs = page.locator('video').first()
  const frames = (): Promise<number> => theirs.evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames)
  await expect.poll(frames).toBeGreaterThan(0)
  const before = await frames()
  await expect.poll(frames).toBeGreaterThan(before + 5)
  expect(await theirs.evaluate((video: HTMLVideoElement) => (video.srcObject as MediaStream).getTracks().map(track => `${track.kind} ${track.readyState}`).sort())).toEqual(['audio live', 'video live'])
}
