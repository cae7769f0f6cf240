import { defineConfig } from 'vitest/config'

// The local host builds this in the background and serves it; `npm run dev` is for those who change the pages, beside a running local host.
const host = 'http://127.0.0.1:7071'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Content-Security-Policy allows no data: scripts and styles; pictures small enough to inline are drawn as SVG components.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': host, '/dev': host, '/config.json': host } },
  test: { include: ['test/**/*.test.ts', 'src/**/*.test.ts'], environment: 'node' },
})
