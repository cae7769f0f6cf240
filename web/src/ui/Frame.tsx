import { type ComponentChildren, createContext, type JSX } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { leave } from '../auth/session'
import { useSession } from '../auth/useSession'
import { common } from '../i18n/common'
import { language, languages, speak } from '../i18n/language'
import { Paw } from './icons'
import { Button } from './parts'
import { Toasts } from './toast'

export interface Place {
  readonly href: string
  readonly text: string
}

const Framed = createContext(false)

/** The bar on top and what belongs to every page. `places` are the area's own; the longest that the address begins with is where one is. Within a frame, a second draws nothing of its own. */
export function Frame({ places = [], children }: { places?: readonly Place[]; children: ComponentChildren }): JSX.Element {
  return useContext(Framed) ? <>{children}</> : <Framed.Provider value={true}><Bar places={places} />{children}<Toasts /></Framed.Provider>
}

function Bar({ places }: { places: readonly Place[] }): JSX.Element {
  const { path } = useLocation()
  const who = useSession()
  const current = places.filter(p => path === p.href || path.startsWith(`${p.href}/`)).sort((a, b) => b.href.length - a.href.length)[0]
  return <>
    <a class="skip" href="#main">{common.skip}</a>
    <header class="bar">
      <div class="bar-in">
        <a class="brand" href="/"><Paw />{common.product}</a>
        {places.length > 0 && <nav aria-label={common.product}>{places.map(p => <a key={p.href} href={p.href} aria-current={p === current ? 'page' : undefined}>{p.text}</a>)}</nav>}
        <div class="push">
          <label><span class="visually-hidden">{common.language}</span>
            <select value={language} onChange={event => speak(event.currentTarget.value === 'es' ? 'es' : 'en')}>
              {languages.map(one => <option key={one.id} value={one.id} lang={one.id}>{one.name}</option>)}
            </select>
          </label>
          {who && <Button kind="quiet" aria-label={`${common.signOut}: ${who.sub}`} onClick={leave}>{common.signOut}</Button>}
        </div>
      </div>
    </header>
    <Offline />
  </>
}

function Offline(): JSX.Element {
  const [down, setDown] = useState(!navigator.onLine)
  useEffect(() => {
    const look = (): void => setDown(!navigator.onLine)
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => (removeEventListener('online', look), removeEventListener('offline', look))
  }, [])
  return <div role="status">{down && <p class="offline-bar">{common.offline}</p>}</div>
}
