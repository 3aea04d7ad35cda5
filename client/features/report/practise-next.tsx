import { competenciesTell } from '#contract/letter-words.ts'
import type { Report } from '#contract/report.ts'
import heading from './heading.module.css'
import styles from './practise-next.module.css'

/** At most three steps, the most valuable first, each leading to its question. */
export function PractiseNext({ report: { practiseNext, questions, strongest, weakest } }: { report: Report }) {
  if (practiseNext.length === 0) return null
  const tells = competenciesTell(questions)
  return (
    <section>
      <h2 className={heading.heading}>Practise next</h2>
      <ol className={styles.steps} data-count={practiseNext.length}>
        {practiseNext.map(({ index, competency, text }) => (
          <li key={index} className={styles.step}>
            <p className={styles.competency}>
              {tells ? competency : questions.find((question) => question.index === index)?.question}
              {index === weakest && weakest !== strongest && <span className={styles.most}> most to gain</span>}
            </p>
            <p className={styles.text}>{text}</p>
            <a href={`#question-${index + 1}`} className={styles.link}>
              Question {index + 1}
            </a>
          </li>
        ))}
      </ol>
    </section>
  )
}
