import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './confirm.module.css'

interface ConfirmProps {
  opened: boolean
  title: string
  children: ReactNode
  confirmLabel: string
  onConfirm: () => void
  onClose: () => void
  busy?: boolean
}

/** Asks before something that cannot be taken back. The safe answer has the focus. */
export function Confirm({ opened, title, children, confirmLabel, onConfirm, onClose, busy = false }: ConfirmProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      closeOnClickOutside={!busy}
      closeOnEscape={!busy}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.words}>{children}</div>
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose} disabled={busy} data-autofocus>
          Cancel
        </Button>
        <Button variant="ink" onClick={onConfirm} loading={busy}>
          {confirmLabel}
        </Button>
      </div>
    </Modal>
  )
}
