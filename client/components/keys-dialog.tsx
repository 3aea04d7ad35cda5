import { Modal } from '@mantine/core'
import { Fragment } from 'react'
import styles from './keys-help.module.css'
import type { KeyHelp } from './keys-help.tsx'

/** A chunk of its own: nobody who does not ask for it loads a modal. */
export function KeysDialog({ keys, onClose }: { keys: KeyHelp[]; onClose: () => void }) {
  const all = [...keys, { keys: ['?'], does: 'This list' }]
  return (
    <Modal opened onClose={onClose} title="Keys" centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className={styles.list}>
        {all.map(({ keys: pressed, does }) => (
          <Fragment key={does}>
            <dt>
              {pressed.map((key) => (
                <kbd key={key} className={styles.key}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </Fragment>
        ))}
      </dl>
    </Modal>
  )
}
