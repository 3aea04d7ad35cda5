import { CopyButton, UnstyledButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import styles from './settings-page.module.css'

/** Lines of a file, to be copied. */
export function Lines({ title, text }: { title: string; text: string }) {
  return (
    <figure className={styles.lines}>
      <figcaption className={styles.linesTitle}>
        {title}
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <UnstyledButton className={styles.copy} onClick={copy} aria-label={`Copy the lines for ${title}`}>
              {copied ? <IconCheck size={16} stroke={1.7} /> : <IconCopy size={16} stroke={1.7} />}
              <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
            </UnstyledButton>
          )}
        </CopyButton>
      </figcaption>
      <pre>
        <code>{text}</code>
      </pre>
    </figure>
  )
}

/** Names of settings and what they do. */
export function Variables({ variables }: { variables: readonly { name: string; does: string }[] }) {
  return (
    <dl className={styles.variables}>
      {variables.map(({ name, does }) => (
        <div key={name}>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  )
}
