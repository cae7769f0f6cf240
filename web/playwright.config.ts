import { defineConfig } from '@playwright/test'

/** Chromium is the machine's own; none is downloaded. */
const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run',
  // A made camera and microphone, allowed without a question, and media between two pages of one machine.
  '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--autoplay-policy=no-user-gesture-required', '--allow-loopback-in-peer-connection',
]

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'e2e/results',
  globalSetup: './e2e/host.ts',
  // One host; a browser for each core of the smallest machine that runs them. Who books in the pages does so in a region of their own, so that no two take each other's times.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: process.env['E2E_REPORT'] ? [['list'], ['json', { outputFile: process.env['E2E_REPORT'] }]] : [['list']],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: flags },
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    locale: 'en-US',
    timezoneId: 'America/Los_Angeles',
    // A trace of every test costs a sixth of the run; `npm run e2e -- --trace on` has it where a picture does not tell enough.
    screenshot: 'only-on-failure',
  },
})
