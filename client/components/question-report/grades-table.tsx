import { UnstyledButton } from '@mantine/core'
import type { CSSProperties, Ref } from 'react'
import type { GivenGrade, QuestionReport } from '#contract/report.ts'
import { NOT_GRADED_WORDS, readingsInWords, timesInWords } from '#contract/report-words.ts'
import { formatDateTime } from '../format.ts'
import { buildRows, nameOfGrade, type PlacedGrade } from './compare-grades.ts'
import styles from './other-grades.module.css'

interface GradesTableProps {
  ref: Ref<HTMLElement>
  report: QuestionReport
  grades: readonly PlacedGrade[]
  onChoose: ((place: number) => void) | undefined
}

/** Grades of one answer side by side, in words. */
export function GradesTable({ ref, report, grades, onChoose }: GradesTableProps) {
  const nameOf = (place: number) => nameOfGrade(report.grades, place)
  const rows = buildRows(
    report,
    grades.map(({ grade }) => grade),
  )
  return (
    <section
      ref={ref}
      className={styles.scroll}
      aria-label={`Grades of question ${report.index + 1} side by side`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: where it scrolls sideways, keys must reach it
      tabIndex={0}
    >
      <table className={styles.table} style={{ '--grades': grades.length } as CSSProperties}>
        <caption>The same answer, graded by {grades.map(({ place }) => nameOf(place)).join(' and by ')}</caption>
        <thead>
          <tr>
            <td />
            {grades.map(({ place, grade }) => (
              <th key={place} scope="col">
                {nameOf(place)}
                <span className={styles.when}>{aboutOf(grade)}</span>
                {grade.shown ? (
                  <span className={styles.when}>Shown and counted</span>
                ) : (
                  onChoose !== undefined && (
                    <UnstyledButton
                      className={styles.choose}
                      aria-label={`Show this grade: ${nameOf(place)}, ${formatDateTime(grade.gradedAt)}`}
                      onClick={() => onChoose(place)}
                    >
                      Show this grade
                    </UnstyledButton>
                  )
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, cells }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              {cells.map((cell, i) => (
                <td key={grades[i]?.place}>{cell ?? '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function aboutOf({ result, gradedAt, inPlaceOf, judge }: GivenGrade): string {
  const when = formatDateTime(gradedAt)
  if (result.status === 'not_graded') return `${when}. Not graded: ${NOT_GRADED_WORDS[result.reason]}`
  if (result.samples === 0) return `${when}. ${readingsInWords({ ...result, judge, inPlaceOf })}`
  const read = result.samples === 1 ? '' : `, read ${timesInWords(result.samples)}`
  const stead = inPlaceOf === null ? '' : `, in place of ${inPlaceOf}`
  return `${when}${read}${stead}${result.lowConfidence ? ', low confidence' : ''}`
}
