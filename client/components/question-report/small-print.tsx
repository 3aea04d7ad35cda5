import type { Flag, Observations } from '#contract/grade.ts'
import type { Outcome } from '#contract/report.ts'
import { FLAG_WORDS, readingsInWords } from '#contract/report-words.ts'
import { formatCount, formatList } from '../format.ts'
import styles from './small-print.module.css'

type Graded = Extract<Outcome, { status: 'graded' }>

/** Remarks about the answer that did not move its grade. */
export function Flags({ flags }: { flags: readonly Flag[] }) {
  if (flags.length === 0) return null
  return (
    <ul className={styles.flags}>
      {flags.map((flag) => (
        <li key={flag}>{FLAG_WORDS[flag]}</li>
      ))}
    </ul>
  )
}

/** What graded, by which rubric, how the readings differ, and what was counted along the way. */
export function SmallPrint({ outcome }: { outcome: Graded }) {
  const { rubricVersion, promptVersion, observations } = outcome
  return (
    <div className={styles.small}>
      <p>In the answer: {countsOf(observations)}. Counted, not graded.</p>
      <p>{readingsInWords(outcome)}</p>
      <p>
        Rubric {versionInWords(rubricVersion)}
        {promptVersion !== null &&
          ` · instructions to the model, ${versionInWords(promptVersion).replace(/^.*, /, '')}`}
      </p>
    </div>
  )
}

/** "approach, version 1" of `approach@1`. */
function versionInWords(idAtVersion: string): string {
  return idAtVersion.replace(/@(?=[^@]*$)/, ', version ')
}

function countsOf({ words, numbersGiven, ownActions }: Observations): string {
  return formatList([
    formatCount(words, 'word'),
    formatCount(numbersGiven, 'figure'),
    formatCount(ownActions, 'action of your own', 'actions of your own'),
  ])
}
