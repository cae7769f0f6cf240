import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'

/** The browser's own modal dialog: it keeps the focus inside, Escape closes it, and the focus goes back to where it was. */
export function Dialog({ open, title, onClose, children }: { open: boolean; title: string; onClose: () => void; children: ComponentChildren }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const shown = dialog.current
    if (open && shown && !shown.open) shown.showModal()
    if (!open && shown?.open) shown.close()
  }, [open])
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={onClose} onClick={event => event.target === dialog.current && onClose()}>
      {open && <div class="dialog-in"><h2 id={id}>{title}</h2>{children}</div>}
    </dialog>
  )
}
