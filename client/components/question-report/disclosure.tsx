import { IconChevronRight } from '@tabler/icons-react'
import { createElement, type ReactNode } from 'react'
import styles from './disclosure.module.css'

interface DisclosureProps {
  level: number
  title: string
  hint?: string
  open: boolean
  children: ReactNode
}

/** A part of the report that opens on demand. */
export function Disclosure({ level, title, hint, open, children }: DisclosureProps) {
  return (
    <details className={styles.details} open={open}>
      <summary className={styles.summary}>
        <IconChevronRight className={styles.chevron} size={18} stroke={1.8} aria-hidden="true" />
        {createElement(`h${level}`, { className: styles.title }, title)}
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  )
}
