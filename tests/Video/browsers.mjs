// Chromium with a made camera and microphone, led from the tests: one JSON command a line on standard input, one answer a line on standard output.
//   { id, op: "open", page, origin, init }  a page of its own browser context at that origin, with the product's video module as `Video`
//   { id, op: "eval", page, script }        the value of an async function's body in that page
//   { id, op: "close", page }
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'

const module = fileURLToPath(new URL('../../web/src/video/index.ts', import.meta.url))
const { outputFiles } = await build({ entryPoints: [module], bundle: true, write: false, format: 'iife', globalName: 'Video', target: 'es2022' })
const page = `<!doctype html><title>room</title><video autoplay muted playsinline></video><script>${outputFiles[0].text}</script>`

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run',
    '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--autoplay-policy=no-user-gesture-required',
    // The relay listens on this machine alone.
    '--allow-loopback-in-peer-connection',
  ],
})
const pages = new Map()

const ops = {
  async open({ page: name, origin, init }) {
    const context = await browser.newContext()
    const opened = await context.newPage()
    opened.on('console', said => process.stderr.write(`${name}: ${said.text()}\n`))
    opened.on('pageerror', wrong => process.stderr.write(`${name}: ${wrong}\n`))
    await opened.route(`${origin}/room`, route => route.fulfill({ contentType: 'text/html', body: page }))
    await opened.goto(`${origin}/room`)
    pages.set(name, opened)
    return ops.eval({ page: name, script: init })
  },
  eval: ({ page: name, script }) => pages.get(name).evaluate(`(async () => { ${script} })()`),
  async close({ page: name }) {
    await pages.get(name).context().close()
    pages.delete(name)
  },
}

process.stdout.write('{"id":0,"ready":true}\n')
for await (const line of createInterface({ input: process.stdin })) {
  const { id, op, ...what } = JSON.parse(line)
  ops[op](what).then(
    value => process.stdout.write(`${JSON.stringify({ id, value: value ?? null })}\n`),
    wrong => process.stdout.write(`${JSON.stringify({ id, wrong: String(wrong) })}\n`),
  )
}
await browser.close()
