import type { ReactNode } from 'react'
import styles from './empty-state.module.css'
import { Mark } from './mark.tsx'

interface EmptyStateProps {
  title: string
  children: ReactNode
  action?: ReactNode
}

/** A list with nothing in it: why, and what to do next. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <section className={styles.empty}>
      <Mark size={44} quiet />
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.words}>{children}</div>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </section>
  )
}
