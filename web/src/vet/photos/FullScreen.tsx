import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { common } from '../../i18n/common'
import { Button } from '../../ui/parts'

/** The browser's modal dialog over the whole screen: Escape closes it, the focus goes back to where it was. */
export function FullScreen({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  return (
    <dialog ref={dialog} class="full" aria-labelledby={id} onCancel={event => (event.preventDefault(), onClose())}>
      <div class="full-in">
        <div class="row spread nowrap"><h2 id={id}>{title}</h2><Button kind="second" onClick={onClose}>{common.close}</Button></div>
        {children}
      </div>
    </dialog>
  )
}
