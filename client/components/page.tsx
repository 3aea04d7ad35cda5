import { type ReactNode, useContext, useEffect, useRef } from 'react'
import { Navigated } from './navigated.ts'
import styles from './page.module.css'

interface PageProps {
  title: string
  intro?: ReactNode
  actions?: ReactNode
  /** One column of text rather than a wide page. */
  narrow?: boolean
  children: ReactNode
}

/** A page with its heading. Sets the tab's title; after a navigation the heading takes the focus, for screen readers. */
export function Page({ title, intro, actions, narrow = false, children }: PageProps) {
  const navigated = useContext(Navigated)
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    document.title = `${title} · Greenroom`
  }, [title])

  useEffect(() => {
    if (!navigated) return
    heading.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [navigated])

  return (
    <div className={narrow ? `${styles.page} ${styles.narrow}` : styles.page}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {intro !== undefined && <div className={styles.intro}>{intro}</div>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}
