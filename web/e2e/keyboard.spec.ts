// The owner's main way without a mouse: from the first word to the waiting room by Tab, Space, arrows and Enter alone.
import type { Locator, Page } from '@playwright/test'
import { expect, ready, test } from './test'
import { Town } from './town'

let town: Town
test.beforeAll(async () => void (town = await Town.open('US-OH')))
test.afterAll(() => town.close())

test('an owner asks, books and checks in by keyboard alone', async ({ open }) => {
  const page = await open(town.owner)
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name })
  await page.goto(`/owner/animals/${town.dog}/ask`)
  await ready(page)
  // Past the header with the first key.
  await page.keyboard.press('Tab')
  await expect(page.locator(':focus')).toHaveAttribute('href', /^#/)
  await to(page, page.getByLabel('In your own words'))
  await page.keyboard.type('He is limping on a front leg since yesterday')
  await press(page, button('Continue'))
  await to(page, page.getByRole('group', { name: /From what you wrote/ }).getByLabel(/limping but using the leg/))
  await page.keyboard.press('Space')
  await press(page, button('Continue'))
  await expect(page.getByText('Step 3 of 5')).toBeVisible()
  await press(page, button('Continue'))
  await press(page, button('Skip this'))
  await to(page, page.getByRole('checkbox').last())
  await page.keyboard.press('Space')
  await press(page, button('Get the answer'))
  // A new page says its heading first.
  await expect(page.getByRole('heading', { name: 'The answer' })).toBeFocused()
  await press(page, page.getByRole('link', { name: 'See free times' }))
  await expect(page.getByRole('heading', { name: 'Choose a time', exact: true })).toBeFocused()
  // Just before midnight the day may have one time left; the arrows need two.
  await expect(page.locator('.slots input').first()).toBeVisible()
  if ((await page.locator('.slots input').count()) === 1) await press(page, page.locator('.days button').nth(1))
  await to(page, page.locator('.slots input').first())
  await page.keyboard.press('Space')
  // A group is one stop; inside it the arrows choose.
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('.slots input').nth(1)).toBeChecked()
  await press(page, button(/^Book for/))
  await expect(page).toHaveURL(/\/visits\//)
  await expect(page.getByRole('heading', { level: 1, name: /^Visit/ })).toBeFocused()
  await to(page, page.getByLabel('None of these'))
  await page.keyboard.press('Space')
  for (const [asked, answer] of [[/driving/, 'No'], [/with you/, 'Yes'], [/call you back|no phone number/, 'Yes']] as const) {
    const radio = page.getByRole('group', { name: asked }).getByRole('radio', { name: answer, exact: true })
    await to(page, page.getByRole('group', { name: asked }).getByRole('radio').first())
    await page.keyboard.press('Space')
    for (let tries = 0; tries < 3 && !(await radio.isChecked()); tries++) await page.keyboard.press('ArrowRight')
    await expect(radio).toBeChecked()
  }
  await press(page, button('We are here'))
  await expect(page.getByRole('heading', { name: 'Waiting room' })).toBeVisible()
})

/** Goes on with Tab until the wished for has the focus. Each stop stands after the one before it, is in sight, and shows that it has the focus. */
async function to(page: Page, wished: Locator): Promise<void> {
  await expect(wished).toBeVisible()
  for (let stops = 0; stops < 120; stops++) {
    const at = await wished.evaluate(one => {
      const now = document.activeElement as HTMLElement
      const kept = window as unknown as { lastStop?: Element | undefined }
      const before = kept.lastStop
      const forth = !before?.isConnected || before === now || now === document.body || Boolean(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING)
      kept.lastStop = now === document.body ? undefined : now
      const face = now.closest('label')?.querySelector('.face') ?? now.closest('label') ?? now
      const { width, height, top, bottom } = face.getBoundingClientRect()
      return {
        there: now === one, name: `${now.tagName} ${(now.closest('label') ?? now).textContent?.trim().slice(0, 40)}`, forth,
        seen: now === document.body || (width > 0 && height > 0 && bottom > 0 && top < innerHeight),
        // A heading that a page begins with has the focus for whoever listens; no key leads to it.
        shown: now === document.body || now.tabIndex < 0 || [now, face].some(e => getComputedStyle(e).outlineStyle !== 'none'),
      }
    })
    expect(at, `${at.name}: the focus goes on in the order of the page, in sight and shown`).toMatchObject({ forth: true, seen: true, shown: true })
    if (at.there) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`No key leads to ${wished}.`)
}

async function press(page: Page, wished: Locator): Promise<void> {
  await to(page, wished)
  await page.keyboard.press('Enter')
  // What comes next begins anew.
  await page.evaluate(() => delete (window as unknown as { lastStop?: Element }).lastStop)
}
