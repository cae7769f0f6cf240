import { afterEach, describe, expect, it, vi } from 'vitest'

/** The client as a browser with this language loads it. */
async function client(kept: string | null, browser: readonly string[]) {
  vi.resetModules()
  const store = { getItem: (name: string) => (name === 'language' ? kept : null), setItem: () => undefined, removeItem: () => undefined }
  vi.stubGlobal('window', { localStorage: store })
  vi.stubGlobal('localStorage', store)
  vi.stubGlobal('sessionStorage', store)
  vi.stubGlobal('navigator', { languages: browser })
  vi.doMock('../src/config', () => ({ config: () => ({ api: 'https://api.example/api' }) }))
  return await import('../src/api/client')
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.doUnmock('../src/config')
})

describe('the API is asked in the language of the pages', () => {
  it.each([
    ['es', ['en-US'], 'es'],
    ['en', ['es-MX'], 'en'],
    [null, ['es-MX', 'en'], 'es'],
    [null, ['fr-FR'], 'en'],
  ] as const)('chosen %s in a browser of %j', async (kept, browser, said) => {
    const asked: Request[] = []
    vi.stubGlobal('fetch', async (request: Request) => {
      asked.push(request)
      return new Response('{}', { headers: { 'Content-Type': 'application/json' } })
    })
    const { api, openApi } = await client(kept, browser)
    await api().GET('/api/intake/signs', { params: { query: { species: 'cat' } } })
    await openApi().GET('/api/intake/signs', { params: { query: { species: 'cat' } } })
    expect(asked.map(request => request.headers.get('Accept-Language'))).toEqual([said, said])
  })
})
