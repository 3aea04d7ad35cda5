import { UnstyledButton } from '@mantine/core'
import { lazy, Suspense, useEffect, useState } from 'react'
import { isField } from './is-field.ts'
import styles from './keys-help.module.css'

export interface KeyHelp {
  /** Pressed together, such as `['Ctrl', 'Enter']`. */
  keys: string[]
  does: string
}

const KeysDialog = lazy(() => import('./keys-dialog.tsx').then((m) => ({ default: m.KeysDialog })))

/** What the keys of this page do: a quiet button, and `?` anywhere outside a field. */
export function KeysHelp({ keys }: { keys: KeyHelp[] }) {
  const [opened, setOpened] = useState(false)

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return
      event.preventDefault()
      setOpened(true)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  return (
    <>
      <UnstyledButton className={styles.button} onClick={() => setOpened(true)} aria-haspopup="dialog">
        Keys <kbd className={styles.key}>?</kbd>
      </UnstyledButton>
      {opened && (
        <Suspense fallback={null}>
          <KeysDialog keys={keys} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  )
}
