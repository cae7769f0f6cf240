import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { common } from '../i18n/common'
import { Back } from './icons'

let first = true

/** One page: its heading takes the focus after a move within the app, so that a screen reader says where one is. */
export function Page({ title, lead, back, wide, children }: { title: string; lead?: ComponentChildren; /** An address, or `history` for wherever one came from. */ back?: string; wide?: boolean; children: ComponentChildren }): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${common.product}`
  }, [title])
  useEffect(() => {
    if (first) first = false
    else {
      scrollTo(0, 0)
      heading.current?.focus({ preventScroll: true })
    }
  }, [])
  return (
    <main id="main" class={wide ? 'page wide' : 'page'}>
      <div class="page-head">
        {back === 'history'
          ? <button type="button" class="button quiet back" onClick={() => history.back()}><Back />{common.back}</button>
          : back && <a class="button quiet back" href={back}><Back />{common.back}</a>}
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {children}
    </main>
  )
}
