import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import type { Engine } from '#contract/grade.ts'
import { GradeAgainResponseSchema } from '#contract/http.ts'
import type { QuestionReport } from '#contract/report.ts'
import { nameOfJudge } from '#contract/report-words.ts'
import { request } from '../../lib/api.ts'
import { enginesQuery } from '../../lib/queries.ts'
import { describeProblem } from '../describe-problem.ts'
import { findOtherJudge, listNewestGrades } from './compare-grades.ts'
import { GradesTable } from './grades-table.tsx'
import styles from './other-grades.module.css'

interface OtherGradesProps {
  report: QuestionReport
  sessionId: string
  /** Called once something was asked for; not given where nothing can be, as on paper. */
  onChanged: (() => void) | undefined
}

/** The grades of several judges side by side, and the way to ask another one. Nothing is overwritten. */
export function OtherGrades({ report, sessionId, onChanged }: OtherGradesProps) {
  const grades = listNewestGrades(report.grades)
  const path = `/api/sessions/${sessionId}/grades/${report.index}`
  const choose = useMutation({
    mutationFn: (grade: number) => request(z.null(), `${path}/shown`, { method: 'PUT', json: { grade } }),
    onSuccess: onChanged,
  })
  return (
    <div className={styles.grades}>
      {grades.length > 1 && (
        <GradesTable
          report={report}
          grades={grades}
          onChoose={onChanged === undefined ? undefined : (grade) => choose.mutate(grade)}
        />
      )}
      {choose.isError && <p role="alert">{describeProblem(choose.error).message}</p>}
      {onChanged !== undefined && <AskAnother report={report} path={path} onAsked={onChanged} />}
    </div>
  )
}

interface AskAnotherProps {
  report: QuestionReport
  path: string
  onAsked: () => void
}

function AskAnother({ report, path, onAsked }: AskAnotherProps) {
  const engines = useQuery(enginesQuery)
  const ask = useMutation({
    mutationFn: ({ kind }: Engine) =>
      request(GradeAgainResponseSchema, path, { method: 'POST', json: { judge: kind } }),
    onSuccess: onAsked,
  })
  if (report.regrading) {
    return (
      <p className={styles.waiting} role="status">
        This answer is being read again. The grade above stays until then, and afterwards in the list of grades.
      </p>
    )
  }
  const other = engines.data === undefined ? null : findOtherJudge(report.grades, engines.data.judge)
  if (other === null) return null
  return (
    <div className={styles.ask}>
      <Button size="xs" variant="default" loading={ask.isPending} onClick={() => ask.mutate(other)}>
        Grade it again by {nameOfJudge(other)}
      </Button>
      {ask.isError && <p role="alert">{describeProblem(ask.error).message}</p>}
    </div>
  )
}
