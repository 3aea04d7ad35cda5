import type { Band } from '#contract/report.ts'
import { figureOfMark, wordOfMark } from '#contract/report-words.ts'
import { LEVELS, type Level } from '#contract/rubric.ts'
import styles from './level-mark.module.css'

/** A mark as a word, with its figure second: "Solid, 4 of 5", or a range where no more is known. */
export function LevelMark({ level, band }: { level: Level; band: Band | null }) {
  const [low, high] = band === null ? [level, level] : [band.low, band.high]
  return (
    <span className={styles.mark}>
      <span className={styles.word}>{wordOfMark({ level, band })}</span>
      <span className={styles.figure}>{figureOfMark({ level, band })}</span>
      <span className={styles.steps} aria-hidden="true">
        {LEVELS.map((step) => (
          <span key={step} data-step={step <= low ? 'full' : step <= high ? 'maybe' : 'none'} />
        ))}
      </span>
    </span>
  )
}
