import type { ReactNode } from 'react'
import type { JudgeKind } from '#contract/grade.ts'
import { GradeAgainResponseSchema } from '#contract/http.ts'
import type { Outcome } from '#contract/report.ts'
import { NOT_GRADED_WORDS } from '#contract/report-words.ts'
import { AskAgain } from './ask-again.tsx'
import { canMatchInstead } from './compare-grades.ts'
import styles from './outcome-note.module.css'

interface OutcomeNoteProps {
  outcome: Exclude<Outcome, { status: 'graded' }>
  sessionId: string
  index: number
  /** Called once grading was asked for again; not given where it cannot be, as on paper. */
  onAsked?: (() => void) | undefined
}

/** Where there is no grade: which of the reasons it is, as a fact. */
export function OutcomeNote({ outcome, sessionId, index, onAsked }: OutcomeNoteProps) {
  switch (outcome.status) {
    case 'open':
      return (
        <Note title="Left open">
          The interview ended before this question was closed, so there is nothing to grade and no sample answer is
          shown.
        </Note>
      )
    case 'skipped':
      return <Note title="Skipped">There is no grade, and no figure counts it. The sample answer is below.</Note>
    case 'grading':
      return (
        <Note title="Being graded" live>
          Your answer is compared with the key points. This usually takes a few seconds; it is saved, and you can leave.
        </Note>
      )
    case 'not_graded':
      return (
        <Note title="Not graded">
          {NOT_GRADED_WORDS[outcome.reason]} Your answer is safe, and no figure counts it.
          {onAsked !== undefined && (
            <WaysOn outcome={outcome} path={`/api/sessions/${sessionId}/grades/${index}`} onAsked={onAsked} />
          )}
        </Note>
      )
    default:
      return outcome satisfies never
  }
}

interface WaysOnProps {
  outcome: Extract<Outcome, { status: 'not_graded' }>
  path: string
  onAsked: () => void
}

/** What failed can be tried again; word matching needs nothing that can fail. */
function WaysOn({ outcome, path, onAsked }: WaysOnProps) {
  const ask = { path, answer: GradeAgainResponseSchema, onAsked }
  return (
    <div className={styles.ways}>
      {outcome.retryable && <AskAgain label="Grade again" {...ask} />}
      {canMatchInstead(outcome) && (
        <AskAgain label="Grade by word matching" json={{ judge: 'built-in' satisfies JudgeKind }} {...ask} />
      )}
    </div>
  )
}

function Note({ title, live = false, children }: { title: string; live?: boolean; children: ReactNode }) {
  return (
    <div className={styles.note} data-live={live} role={live ? 'status' : undefined}>
      <p className={styles.title}>{title}</p>
      <div className={styles.words}>{children}</div>
    </div>
  )
}
