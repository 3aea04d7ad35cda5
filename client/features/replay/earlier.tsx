import { memo } from 'react'
import type { QuestionReport, Report } from '#contract/report.ts'
import type { Session } from '#contract/session.ts'
import { EvidenceView } from '../../components/question-report/evidence-view.tsx'
import { Transcript } from '../../components/question-report/transcript.tsx'
import styles from './earlier.module.css'

interface EarlierProps {
  session: Session
  report: Report | null
  /** Whether marks and the reasons of follow-ups are shown. */
  explains: boolean
}

/** The questions that are closed at this moment of the replay, newest first, with what they earned. */
export const Earlier = memo(function Earlier({ session, report, explains }: EarlierProps) {
  const closed = session.questions.filter((question) => question.closed !== null).map(({ index }) => index)
  const shown = (report?.questions ?? []).filter(({ index }) => closed.includes(index)).toReversed()
  if (shown.length === 0) return null
  return (
    <section className={styles.earlier}>
      <h2 className={styles.heading}>Closed so far</h2>
      {shown.map((question) => (
        <ClosedQuestion key={question.index} question={question} explains={explains} />
      ))}
    </section>
  )
})

const ClosedQuestion = memo(function ClosedQuestion({
  question,
  explains,
}: {
  question: QuestionReport
  explains: boolean
}) {
  return (
    <article className={styles.question}>
      <h3 className={styles.title}>
        {question.index + 1}. {question.competency}
      </h3>
      {explains ? (
        <EvidenceView report={question} everything={false} />
      ) : (
        <Transcript turns={question.turns.map((turn) => ({ ...turn, followUp: null }))} quotes={[]} shown="both" />
      )}
    </article>
  )
})
