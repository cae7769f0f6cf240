/** What this installation is: read from /config.json once, before anything is drawn. */
export interface Config {
  /** The API's base address without a trailing slash: `/api` on one machine, an https address on Azure. */
  readonly api: string
  /** The OpenID Connect issuer that people sign in with; null on one machine, where `POST /dev/tokens` makes tokens. */
  readonly oidc: { readonly authority: string; readonly clientId: string; readonly scope: string } | null
}

let read: Config | undefined

/** The configuration; `loadConfig` has been awaited before any page runs. */
export function config(): Config {
  if (!read) throw new Error('config.json has not been read yet')
  return read
}

export async function loadConfig(): Promise<Config> {
  const answer = await fetch('/config.json', { cache: 'no-cache' })
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`)
  const { api, oidc } = (await answer.json()) as Partial<Config>
  if (typeof api !== 'string') throw new Error('config.json names no api')
  return (read = { api: api.replace(/\/$/, ''), oidc: oidc ?? null })
}
