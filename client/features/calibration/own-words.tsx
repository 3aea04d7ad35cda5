import type { OwnWords } from '#contract/calibration.ts'
import styles from './calibration-page.module.css'
import { marksOf, verdictsOf } from './own-words.ts'

/** How the grades did where nobody who wrote an answer knew what would be looked for. */
export function InOwnWords({ ownWords, wasFitted }: { ownWords: OwnWords; wasFitted: boolean }) {
  return (
    <section>
      <h2 className={styles.heading}>In words of their own</h2>
      <p className={styles.text}>{marksOf(ownWords)}</p>
      <ul className={styles.list}>
        {verdictsOf(ownWords).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {wasFitted && (
        <p className={styles.text}>
          How word matching weighs its words was chosen with sight of these marks, so your answers may fare somewhat
          worse.
        </p>
      )}
    </section>
  )
}
