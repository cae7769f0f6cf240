// What holds on every page: the rules of WCAG 2.2 AA that a machine can judge, and room for narrow windows and large letters.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { desktop, expect, phone, picture, ready } from './test'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What a colour scheme can change; everything else was judged in the light one. */
const ofColour = ['color-contrast', 'link-in-text-block']

/** No violation; what is wrong is said with the elements. */
async function axe(page: Page, where: string, rules?: readonly string[]): Promise<void> {
  // Legacy mode judges in the page itself, which has no frames of others.
  const builder = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await (rules ? builder.withRules([...rules]) : builder.options({ runOnly: standards, rules: { 'target-size': { enabled: true } } })).analyze()
  expect(violations.map(v => `${v.id}: ${v.help}\n${v.nodes.map(n => `  ${n.target.join(' ')}: ${n.failureSummary?.split('\n').slice(1, 3).join(';')}`).join('\n')}`), `axe, ${where}`).toEqual([])
}

/** Nothing sticks out to the side: one reads by scrolling down alone. */
async function fits(page: Page, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height })
  const out = await page.evaluate(() => {
    const room = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= room) return []
    return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > room + 1 && !e.closest('.scroll-x, .visually-hidden')).slice(0, 5).map(e => `${e.tagName.toLowerCase()}.${e.className}: ${e.getBoundingClientRect().right} of ${room}`)
  })
  expect(out, `nothing sticks out at ${width} pixels`).toEqual([])
}

/** What colour says, words or a mark say too. */
async function notByColourAlone(page: Page): Promise<void> {
  const silent = await page.evaluate(() => [
    ...[...document.querySelectorAll('.badge, .notice, .verdict, .chip')].filter(e => !e.textContent?.trim()),
    ...[...document.querySelectorAll('.notice')].filter(e => !e.querySelector('svg')),
    ...[...document.querySelectorAll('.dot')].filter(e => !e.parentElement?.textContent?.trim()),
    ...[...document.querySelectorAll('[aria-invalid="true"]')].filter(e => !e.getAttribute('aria-describedby')?.split(' ').some(id => document.getElementById(id)?.textContent?.trim())),
  ].map(e => e.outerHTML.slice(0, 200)))
  expect(silent, 'colour is never alone').toEqual([])
}

/** The same page in another language: its words and its room are other. */
export async function lookOnce(page: Page, name: string): Promise<void> {
  await ready(page)
  await picture(page, name)
  await axe(page, 'phone')
  await fits(page, 360, 640)
  await fits(page, 640, 400)
}

/** All that holds on every page; its pictures are kept. */
export async function look(page: Page, name: string): Promise<void> {
  await ready(page)
  await picture(page, name)
  // From its top: what is half below the bar at the top is judged as too small.
  await page.evaluate(() => scrollTo(0, 0))
  // Without motion a colour is there at once: in the midst of its change it would be judged as neither.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  for (const size of [phone, desktop]) {
    await page.setViewportSize(size)
    await axe(page, `${size.width} pixels, light`)
  }
  await page.emulateMedia({ colorScheme: 'dark' })
  await axe(page, 'dark', ofColour)
  await page.emulateMedia({ colorScheme: 'light' })
  await notByColourAlone(page)
  await fits(page, 360, 640)
  // A desk of 1280 pixels at 200 %.
  await fits(page, 640, 400)
  await page.setViewportSize(phone)
}
