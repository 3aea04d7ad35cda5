import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { QuestionReportSchema } from '#contract/report.ts'
import type { Session } from '#contract/session.ts'
import { Problem } from '../../components/problem.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { request } from '../../lib/api.ts'
import { Quiet } from './actions.tsx'
import styles from './feedback.module.css'
import type { Wishes } from './use-wishes.ts'

const QuestionReportView = lazy(() =>
  import('../../components/question-report/question-report.tsx').then((m) => ({ default: m.QuestionReportView })),
)

interface FeedbackProps {
  session: Session
  index: number
  wishes: Wishes
  canGoOn: boolean
  busy: boolean
}

/** What became of the question that was just closed, before the next one. */
export function Feedback({ session, index, wishes, canGoOn, busy }: FeedbackProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const report = useFeedback(session, index)
  const isLast = index + 1 === session.settings.questionCount
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each question
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [index])
  return (
    <>
      <div className={styles.feedback}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          Feedback on question {index + 1} of {session.settings.questionCount}
        </h1>
        {report.isError && <Problem error={report.error} onRetry={() => void report.refetch()} />}
        {report.isPending && <Waiting for="the feedback" />}
        {report.data !== undefined && (
          <Suspense fallback={<Waiting for="the feedback" />}>
            <QuestionReportView
              report={report.data}
              sessionId={session.id}
              level={2}
              tracks={session.tracks}
              onRetryGrading={() => void report.refetch()}
            />
          </Suspense>
        )}
      </div>
      {canGoOn && (
        <div className={styles.bar}>
          <div className={styles.actions}>
            <Button size="md" onClick={wishes.next} loading={busy}>
              {isLast ? 'See the report' : 'Next question'}
            </Button>
            {!isLast && <Quiet onClick={wishes.end}>End interview</Quiet>}
          </div>
        </div>
      )}
    </>
  )
}

/** Fetched again when the session says that grading has begun or is done. */
function useFeedback(session: Session, index: number) {
  const isGrading = session.questions[index]?.grading ?? false
  const query = useQuery({
    queryKey: ['feedback', session.id, index],
    queryFn: () => request(QuestionReportSchema, `/api/sessions/${session.id}/feedback/${index}`),
    staleTime: 0,
    refetchOnWindowFocus: 'always',
  })
  const { refetch } = query
  // biome-ignore lint/correctness/useExhaustiveDependencies: its change is the news
  useEffect(() => {
    void refetch()
  }, [isGrading, refetch])
  return query
}
