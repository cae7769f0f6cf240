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
  // A page that has axe is not given it again, and tells only what is wrong: its half a megabyte and the lists of all that is right cost more than the judging.
  const has = await page.evaluate(() => 'axe' in window)
  const { violations } = await new AxeBuilder({ page, ...(has ? { axeSource: ';' } : {}) }).setLegacyMode(true)
    .options({ ...(rules ? { runOnly: { type: 'rule', values: [...rules] } } : { runOnly: standards, rules: { 'target-size': { enabled: true } } }), resultTypes: ['violations'] }).analyze()
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

/** The same page in these colours; at once, for whoever wants less motion: a colour in the midst of its change would be judged as neither. */
const inColours = (page: Page, colorScheme: 'light' | 'dark'): Promise<void> => page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })

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
  await inColours(page, 'light')
  await picture(page, name, kind => axe(page, `${kind}, light`))
  await page.setViewportSize(desktop)
  await inColours(page, 'dark')
  await axe(page, 'dark', ofColour)
  await notByColourAlone(page)
  await fits(page, 360, 640)
  // A desk of 1280 pixels at 200 %.
  await fits(page, 640, 400)
  await page.setViewportSize(phone)
}
