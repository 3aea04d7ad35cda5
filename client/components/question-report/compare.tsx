import { createElement } from 'react'
import { noWordsOf } from '#contract/no-words.ts'
import type { QuestionReport } from '#contract/report.ts'
import styles from './compare.module.css'

/** The person's answer beside the sample answer. */
export function Compare({ report, level }: { report: QuestionReport; level: number }) {
  const turns = report.turns.filter(({ speaker }) => speaker === 'candidate')
  const own = turns.filter(({ text }) => text.trim() !== '')
  return (
    <div className={styles.columns}>
      <section className={styles.column}>
        {createElement(`h${level}`, { className: styles.title }, 'Yours')}
        {own.length === 0 && <p className={styles.nothing}>{noWordsOf(turns[0] ?? { how: null, spoken: false })}</p>}
        {own.map(({ id, text }) => (
          <p key={id} className={styles.words}>
            {text}
          </p>
        ))}
      </section>
      <section className={styles.column} data-sample="true">
        {createElement(`h${level}`, { className: styles.title }, 'A sample answer')}
        <p className={styles.words}>{report.sampleAnswer}</p>
        <p className={styles.note}>One good answer among several. What counts is the points in it, not its words.</p>
      </section>
    </div>
  )
}
