import { UnstyledButton } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type MouseEvent, type ReactNode, type RefObject, useEffect, useId, useRef } from 'react'
import styles from './dialog.module.css'

interface DialogProps {
  title: string
  children: ReactNode
  onClose: () => void
  /** While something runs that closing would not stop. */
  locked?: boolean
  /** What takes the focus afterwards, where that is not what had it before. */
  returnTo?: RefObject<HTMLElement | null>
}

/**
 * A modal dialog, open while it is mounted. The browser's own: it keeps the focus inside and gives it back, makes the page
 * behind inert and closes on Escape, without a style that the content security policy would refuse.
 */
export function Dialog({ title, children, onClose, locked = false, returnTo }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    const dialog = ref.current
    if (dialog === null) return
    const before = document.activeElement
    dialog.showModal()
    return () => {
      dialog.close()
      giveFocusBack(returnTo?.current ?? before)
    }
  }, [returnTo])

  const close = () => {
    if (!locked) onClose()
  }
  const closeOnBackdrop = (event: MouseEvent) => {
    if (event.target === ref.current) close()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog; Escape does the same by keyboard
    <dialog
      ref={ref}
      className={styles.dialog}
      aria-labelledby={titleId}
      onClick={closeOnBackdrop}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      // A second Escape closes it whatever the page says: the owner has to know.
      onClose={() => {
        if (ref.current?.open === false) onClose()
      }}
    >
      <div className={styles.inside}>
        <div className={styles.head}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          <UnstyledButton className={styles.close} onClick={close} aria-label="Close">
            <IconX size={20} stroke={1.6} aria-hidden="true" />
          </UnstyledButton>
        </div>
        {children}
      </div>
    </dialog>
  )
}

/** What had the focus may be gone together with the dialog, as after a deletion: then the page's heading takes it. */
function giveFocusBack(to: Element | null) {
  const isThere = to !== null && to !== document.body && to.isConnected
  const target = isThere ? to : document.querySelector('main h1')
  if (target instanceof HTMLElement) target.focus()
}
