import { useContext, useEffect, useRef } from 'react'
import { Navigated } from '../../components/navigated.ts'
import styles from './hero.module.css'
import { HeroDoor } from './hero-door.tsx'

/** What this is, in one calm line. */
export function Hero() {
  const navigated = useContext(Navigated)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!navigated) return
    heading.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [navigated])

  return (
    <header className={styles.hero}>
      <div>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          Have the interview before the interview.
        </h1>
        <p className={styles.intro}>
          Answer real questions in your own words and take the follow-ups. Afterwards you see which of your sentences
          earned each mark, and what to say next time.
        </p>
      </div>
      <HeroDoor className={styles.door} />
    </header>
  )
}
