// What every test stands on: windows of people, watched for errors, and pictures of pages.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContextOptions, expect, type Page, test as base } from '@playwright/test'
import { host, type Person } from './town'

export { expect }
export const phone = { width: 390, height: 844 }
export const desktop = { width: 1280, height: 800 }

type Open = (who?: Person, options?: BrowserContextOptions) => Promise<Page>

interface Windows {
  /** A window of its own browser profile, signed in as somebody; `goto` takes paths. */
  readonly open: Open
  /** What a window may say although it is an error, as in a test of a broken line. */
  readonly allow: (words: RegExp) => void
}

export const test = base.extend<Windows & { watch: { readonly wrong: string[]; readonly allowed: RegExp[] } }>({
  watch: async ({}, use) => {
    const watch = { wrong: [] as string[], allowed: [] as RegExp[] }
    await use(watch)
    expect(watch.wrong.filter(said => !watch.allowed.some(words => words.test(said))), 'no window says an error, and none breaks the Content-Security-Policy').toEqual([])
  },
  allow: async ({ watch }, use) => use(words => void watch.allowed.push(words)),
  open: async ({ browser, watch }, use) => {
    const opened: Page[] = []
    await use(async (who, options = {}) => {
      const context = await browser.newContext({ baseURL: host(), viewport: phone, permissions: ['clipboard-read', 'clipboard-write'], ...options })
      context.on('console', said => {
        // A refusal of the API (4xx) is told to the person by the page; Chromium writes a line of its own about it, with the address only.
        if (said.type() === 'error' && !/Failed to load resource: the server responded with a status of 4\d\d/.test(said.text())) watch.wrong.push(`${said.location().url}: ${said.text()}`)
      })
      context.on('weberror', wrong => watch.wrong.push(String(wrong.error())))
      context.on('response', answer => {
        if (answer.status() >= 500) watch.wrong.push(`${answer.status()} ${answer.url()}`)
        if (answer.request().isNavigationRequest() && answer.url().startsWith(host()) && !/default-src 'none'/.test(answer.headers()['content-security-policy'] ?? '')) watch.wrong.push(`no policy: ${answer.url()}`)
      })
      if (who) {
        const { token, role, sub } = who
        // The blank page that a window begins with keeps nothing.
        await context.addInitScript(kept => location.protocol === 'about:' || sessionStorage.getItem('session') !== null || sessionStorage.setItem('session', kept), JSON.stringify({ token, role, sub, until: Date.now() + 12 * 3_600_000 }))
      }
      const page = await context.newPage()
      opened.push(page)
      return page
    })
    for (const page of opened) await page.context().close()
  },
})

const pictures = join(import.meta.dirname, 'screenshots')
mkdirSync(pictures, { recursive: true })

/** A page as a person sees it, whole, at the size of a phone and of a desk; `also` is done at each size. */
export async function picture(page: Page, name: string, also?: (kind: string) => Promise<void>): Promise<void> {
  const was = page.viewportSize()!
  for (const [kind, size] of [['phone', phone], ['desktop', desktop]] as const) {
    await page.setViewportSize(size)
    // From its top: the bar that stays in sight stands where it belongs.
    await page.evaluate(() => scrollTo(0, 0))
    await page.screenshot({ path: join(pictures, `${name}-${kind}.png`), fullPage: true, animations: 'disabled' })
    await also?.(kind)
  }
  await page.setViewportSize(was)
}

/** The page is there: its heading is, and nothing is still on its way. */
export async function ready(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('.skeleton')).toHaveCount(0)
}

/** A photograph as a phone takes it, drawn: hair, skin and spots; `light` 1 is a sunny window, 0.03 a cellar. */
export async function photograph(page: Page, light = 1): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const base64 = await page.evaluate(async light => {
    const canvas = new OffscreenCanvas(1600, 1200)
    const draw = canvas.getContext('2d')!
    let seed = 7
    const any = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647
    draw.fillStyle = '#c9a183'
    draw.fillRect(0, 0, 1600, 1200)
    for (let i = 0; i < 40; i++) {
      const [x, y, r] = [300 + any() * 1000, 250 + any() * 700, 12 + any() * 34]
      draw.fillStyle = `rgba(176, 58, 52, ${0.35 + any() * 0.4})`
      draw.beginPath()
      draw.arc(x, y, r, 0, 7)
      draw.fill()
    }
    for (let i = 0; i < 9000; i++) {
      const [x, y, tone] = [any() * 1600, any() * 1200, 60 + any() * 150]
      draw.strokeStyle = `rgba(${tone}, ${tone * 0.8}, ${tone * 0.62}, 0.85)`
      draw.lineWidth = 1 + any() * 1.6
      draw.beginPath()
      draw.moveTo(x, y)
      draw.lineTo(x + 8 + any() * 26, y + 14 + any() * 30)
      draw.stroke()
    }
    if (light < 1) {
      draw.fillStyle = `rgba(0, 0, 0, ${1 - light})`
      draw.fillRect(0, 0, 1600, 1200)
    }
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 })).arrayBuffer())
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return btoa(text)
  }, light)
  return { name: 'belly.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') }
}
