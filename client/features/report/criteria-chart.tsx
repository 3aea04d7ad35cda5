import type { CriterionSummary, QuestionReport, Report } from '#contract/report.ts'
import { figureOfMark, wordOfMark } from '#contract/report-words.ts'
import { LEVEL_WORDS, LEVELS } from '#contract/rubric.ts'
import common from './chart.module.css'
import styles from './criteria-chart.module.css'
import { explainChart, isUnsure } from './explain-chart.ts'
import heading from './heading.module.css'

/** Each criterion over the session: questions down, levels across. The same as a table for whoever cannot see it. */
export function CriteriaChart({ report }: { report: Report }) {
  const shown = report.criteria.filter(({ marks }) => marks.some((mark) => mark !== null))
  if (shown.length === 0) return null
  return (
    <section>
      <h2 className={heading.heading}>Over the interview</h2>
      <p className={heading.sub}>{explainChart(report).join(' ')}</p>
      <div className={styles.panels} data-single={shown.length === 1}>
        {shown.map((criterion) => (
          <Panel key={criterion.id} criterion={criterion} questions={report.questions} />
        ))}
      </div>
    </section>
  )
}

interface PanelProps {
  criterion: CriterionSummary
  questions: readonly QuestionReport[]
}

function Panel({ criterion, questions }: PanelProps) {
  const { name, marks, typical } = criterion
  const exact = marks.every((mark) => mark === null || mark.band === null)
  return (
    <figure className={styles.panel}>
      <figcaption className={common.caption}>
        <span className={common.name}>{name}</span>
        {typical !== null && exact && (
          <span className={styles.typical}>typical level: {LEVEL_WORDS[typical].toLowerCase()}</span>
        )}
      </figcaption>
      <div className={styles.chart} aria-hidden="true">
        <div className={styles.axis}>
          {LEVELS.map((level) => (
            <span key={level}>
              <b>{level}</b> <span className={styles.levelWord}>{LEVEL_WORDS[level]}</span>
            </span>
          ))}
        </div>
        {questions.map((question, i) => (
          <Row key={question.index} question={question} mark={marks[i] ?? null} />
        ))}
      </div>
      <div className={common.hidden}>
        <MarksTable criterion={criterion} questions={questions} />
      </div>
    </figure>
  )
}

function Row({ question, mark }: { question: QuestionReport; mark: CriterionSummary['marks'][number] }) {
  const low = mark === null ? 0 : (mark.band?.low ?? mark.level)
  const high = mark === null ? 0 : (mark.band?.high ?? mark.level)
  return (
    <>
      <span className={styles.label}>
        <b>{question.index + 1}</b> <span className={styles.competency}>{question.competency}</span>
      </span>
      <span className={styles.track}>
        {mark === null ? (
          <span className={styles.none}>{whyNone(question)}</span>
        ) : (
          <span
            className={styles.bar}
            data-band={low < high}
            data-unsure={isUnsure(question)}
            style={{ gridColumn: `${low} / ${high + 1}` }}
          >
            {low < high ? `${low}–${high}` : high}
          </span>
        )}
      </span>
    </>
  )
}

function MarksTable({ criterion: { name, marks }, questions }: PanelProps) {
  return (
    <table>
      <caption>{name} by question</caption>
      <thead>
        <tr>
          <th scope="col">Question</th>
          <th scope="col">Level</th>
        </tr>
      </thead>
      <tbody>
        {questions.map((question, i) => {
          const mark = marks[i] ?? null
          return (
            <tr key={question.index}>
              <th scope="row">
                {question.index + 1}, {question.competency}
              </th>
              <td>{mark === null ? whyNone(question) : describeMark(mark, question)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const WHY_NONE: Record<QuestionReport['outcome']['status'], string> = {
  open: 'Left open',
  skipped: 'Skipped',
  grading: 'Being graded',
  not_graded: 'Not graded',
  graded: 'No level',
}

function describeMark(mark: NonNullable<CriterionSummary['marks'][number]>, question: QuestionReport): string {
  return `${wordOfMark(mark)}, ${figureOfMark(mark)}${isUnsure(question) ? ', low confidence' : ''}`
}

function whyNone({ outcome }: QuestionReport): string {
  return WHY_NONE[outcome.status]
}
