import type { CriterionReport, Outcome } from '#contract/report.ts'
import { doubtInWords, figureOfMark, wordOfMark } from '#contract/report-words.ts'
import styles from './marks.module.css'

/** Every level in a word, the figure second, and why it may not hold. What each stands for is told further down. */
export function Marks({ outcome }: { outcome: Extract<Outcome, { status: 'graded' }> }) {
  const doubt = doubtInWords(outcome)
  const marked = outcome.criteria.flatMap(listMarked)
  return (
    <>
      {marked.length > 0 && (
        <dl className={styles.marks}>
          {marked.map(({ id, name, mark }) => (
            <div key={id}>
              <dt>{name}</dt>
              <dd>
                {wordOfMark(mark)} <span className={styles.figure}>{figureOfMark(mark)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {doubt !== '' && <p className={styles.doubt}>{doubt}</p>}
    </>
  )
}

function listMarked({ id, name, mark }: CriterionReport) {
  return mark.status === 'marked' ? { id, name, mark } : []
}
