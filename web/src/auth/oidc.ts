// Sign-in by an OpenID Connect issuer with PKCE; loaded only where config.json names one.
import { UserManager, WebStorageStateStore } from 'oidc-client-ts'
import { config } from '../config'
import { back } from './back'
import { signIn } from './session'

function manager(): UserManager {
  const oidc = config().oidc
  if (!oidc) throw new Error('config.json names no issuer')
  return new UserManager({
    authority: oidc.authority,
    client_id: oidc.clientId,
    scope: oidc.scope,
    redirect_uri: `${location.origin}/signed-in`,
    response_type: 'code',
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
  })
}

export const begin = (back: string): Promise<void> => manager().signinRedirect({ state: back })

/** Takes the code that the issuer sent back with; answers the page to go on with. */
export async function finish(): Promise<string> {
  const user = await manager().signinRedirectCallback()
  signIn(user.access_token)
  return (typeof user.state === 'string' ? back(user.state) : undefined) ?? '/'
}
