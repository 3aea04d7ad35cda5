import { Button } from '@mantine/core'
import type { ReactNode, RefObject } from 'react'
import styles from './confirm.module.css'
import { Dialog } from './dialog.tsx'

interface ConfirmProps {
  opened: boolean
  title: string
  children: ReactNode
  confirmLabel: string
  onConfirm: () => void
  onClose: () => void
  busy?: boolean
  /** What takes the focus afterwards, where that is not what had it before. */
  returnTo?: RefObject<HTMLElement | null>
}

/** Asks before something that cannot be taken back. The safe answer has the focus. */
export function Confirm(props: ConfirmProps) {
  const { opened, title, children, confirmLabel, onConfirm, onClose, busy = false, returnTo } = props
  if (!opened) return null
  return (
    <Dialog title={title} onClose={onClose} locked={busy} returnTo={returnTo}>
      <div className={styles.words}>{children}</div>
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose} disabled={busy} ref={focusFirst}>
          Cancel
        </Button>
        <Button variant="ink" onClick={onConfirm} loading={busy}>
          {confirmLabel}
        </Button>
      </div>
    </Dialog>
  )
}

/** React keeps `autofocus` to itself; the dialog looks for the attribute when it opens. */
function focusFirst(button: HTMLButtonElement | null) {
  button?.setAttribute('autofocus', '')
}
