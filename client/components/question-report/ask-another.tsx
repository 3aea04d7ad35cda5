import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Engine } from '#contract/grade.ts'
import { GradeAgainResponseSchema } from '#contract/http.ts'
import type { QuestionReport } from '#contract/report.ts'
import { nameOfJudge } from '#contract/report-words.ts'
import { request } from '../../lib/api.ts'
import { enginesQuery } from '../../lib/queries.ts'
import { describeProblem } from '../describe-problem.ts'
import { isConflict } from './ask-again.tsx'
import { listOtherJudges } from './compare-grades.ts'
import styles from './other-grades.module.css'

interface Wish {
  readonly judge: Engine
  /** How many grades there were. */
  readonly before: number
}

interface AskAnotherProps {
  report: QuestionReport
  path: string
  onAsked: () => void
}

/** The ways to have an answer graded again by somebody else. */
export function AskAnother({ report, path, onAsked }: AskAnotherProps) {
  const engines = useQuery(enginesQuery)
  const state = useRef<HTMLDivElement>(null)
  const ask = useMutation({
    mutationFn: ({ judge: { kind } }: Wish) =>
      request(GradeAgainResponseSchema, path, { method: 'POST', json: { judge: kind } }),
    onSuccess: () => {
      // The button goes while the grade is made: the focus stays where it is said.
      state.current?.focus({ preventScroll: true })
      onAsked()
    },
    onError: (error) => {
      if (isConflict(error)) onAsked()
    },
  })
  // "Being graded at the moment" is no news once that is said below, or the grade is there.
  const isStale = report.regrading || ask.variables?.before !== report.grades.length
  const others =
    report.regrading || engines.data === undefined ? [] : listOtherJudges(report.grades, engines.data.judge)
  return (
    <div className={styles.ask}>
      <div ref={state} role="status" tabIndex={-1} className={styles.waiting}>
        {report.regrading &&
          'This answer is being graded again. It usually takes a few seconds, and you can leave. Until then the grade above stays; both are kept.'}
      </div>
      {others.map((other) => (
        <Button
          key={nameOfJudge(other)}
          size="xs"
          variant="default"
          loading={ask.isPending}
          onClick={() => ask.mutate({ judge: other, before: report.grades.length })}
        >
          Grade it again by {nameOfJudge(other)}
        </Button>
      ))}
      {ask.isError && !isStale && <p role="alert">{describeProblem(ask.error).message}</p>}
    </div>
  )
}
