import { UnstyledButton } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { z } from 'zod'
import type { QuestionReport } from '#contract/report.ts'
import { NOT_GRADED_WORDS, nameOfJudge } from '#contract/report-words.ts'
import { request } from '../../lib/api.ts'
import { describeProblem } from '../describe-problem.ts'
import { formatCount, formatDateTime } from '../format.ts'
import { isConflict } from './ask-again.tsx'
import { AskAnother } from './ask-another.tsx'
import { findFailedAttempt, listFurtherGrades, listNewestGrades } from './compare-grades.ts'
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
  const [isWide, setWide] = useState(false)
  const further = listFurtherGrades(report.grades)
  const grades = [...listNewestGrades(report.grades), ...(isWide ? further : [])]
  const failed = report.regrading ? null : findFailedAttempt(report.grades)
  const table = useRef<HTMLElement>(null)
  const path = `/api/sessions/${sessionId}/grades/${report.index}`
  const choose = useMutation({
    mutationFn: (grade: number) => request(z.null(), `${path}/shown`, { method: 'PUT', json: { grade } }),
    onSuccess: () => {
      // The button goes: the focus stays at what it changed.
      table.current?.focus({ preventScroll: true })
      onChanged?.()
    },
    onError: (error) => {
      if (isConflict(error)) onChanged?.()
    },
  })
  return (
    <div className={styles.grades}>
      {grades.length > 1 && (
        <GradesTable
          ref={table}
          report={report}
          grades={grades}
          onChoose={onChanged === undefined ? undefined : (grade) => choose.mutate(grade)}
        />
      )}
      {further.length > 0 && onChanged !== undefined && (
        <UnstyledButton className={styles.further} aria-expanded={isWide} onClick={() => setWide(!isWide)}>
          {isWide ? 'Show the newest grade of each judge' : `Show ${formatCount(further.length, 'more grade')}`}
        </UnstyledButton>
      )}
      {choose.isError && <p role="alert">{describeProblem(choose.error).message}</p>}
      {failed !== null && (
        <p className={styles.failed}>
          Another grade by {nameOfJudge(failed.judge)}, tried on {formatDateTime(failed.gradedAt)}, came to nothing:{' '}
          {NOT_GRADED_WORDS[failed.result.reason]} The grade above stays.
        </p>
      )}
      {onChanged !== undefined && <AskAnother report={report} path={path} onAsked={onChanged} />}
    </div>
  )
}
