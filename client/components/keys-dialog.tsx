import { Fragment } from 'react'
import { Dialog } from './dialog.tsx'
import styles from './keys-help.module.css'
import type { KeyHelp } from './keys-help.tsx'

/** A chunk of its own: nobody who does not ask for it loads it. */
export function KeysDialog({ keys, onClose }: { keys: KeyHelp[]; onClose: () => void }) {
  const all = [...keys, { keys: ['?'], does: 'This list' }]
  return (
    <Dialog title="Keys" onClose={onClose}>
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
    </Dialog>
  )
}
