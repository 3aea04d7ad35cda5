import { createElement, useMemo, useRef } from 'react'
import type { Verdict } from '#contract/grade.ts'
import type { QuestionReport } from '#contract/report.ts'
import { DIFFICULTY_WORDS, KIND_WORDS } from '#contract/report-words.ts'
import type { Track } from '#contract/session.ts'
import { formatDuration } from '../format.ts'
import { VerdictBadge } from '../verdict.tsx'
import { type Appeal, AppealContext, sortDisputes } from './appeal-context.ts'
import { Compare } from './compare.tsx'
import { Disclosure } from './disclosure.tsx'
import { EvidenceView } from './evidence-view.tsx'
import { Letter } from './letter.tsx'
import { Marks } from './marks.tsx'
import { OtherGrades } from './other-grades.tsx'
import { OutcomeNote } from './outcome-note.tsx'
import styles from './question-report.module.css'
import { RecordingNote } from './recording-note.tsx'
import { Flags, SmallPrint } from './small-print.tsx'
import { SoundProvider } from './sound-provider.tsx'

interface QuestionReportViewProps {
  report: QuestionReport
  sessionId: string
  /** Of the question's heading; the parts in it are one below. */
  level: 2 | 3 | 4
  /** Called once this view has changed something about the grade, or asked for another: the time to fetch anew. */
  onRetryGrading?: () => void
  /** Everything unfolded, as on paper. */
  open?: boolean
  /** False where the competency stands above it already. */
  named?: boolean
  /** The recordings while the session is open; those of an ended one are fetched when they are first played. */
  tracks?: readonly Track[]
}

const ORDER: readonly Verdict[] = ['covered', 'partly', 'contradicted', 'missing']

/** One question as a letter: what worked, what would change most, and the details for whoever wants them. */
export function QuestionReportView(props: QuestionReportViewProps) {
  const { report, sessionId, tracks } = props
  const questions = useMemo(() => [report], [report])
  // On paper nothing plays.
  if (props.open === true) return <QuestionLetter {...props} />
  return (
    <SoundProvider sessionId={sessionId} questions={questions} tracks={tracks}>
      <QuestionLetter {...props} />
    </SoundProvider>
  )
}

function QuestionLetter(props: QuestionReportViewProps) {
  const { report, sessionId, level, onRetryGrading, open = false, named = true } = props
  const heading = useRef<HTMLHeadingElement>(null)
  // The button that asked goes with what it stood in: the focus stays with its question.
  const onAsked =
    onRetryGrading &&
    (() => {
      heading.current?.focus({ preventScroll: true })
      onRetryGrading()
    })
  const { outcome, index } = report
  const graded = outcome.status === 'graded' ? outcome : null
  const hasWords = report.turns.some(({ speaker, text }) => speaker === 'candidate' && text.trim() !== '')
  return (
    <article className={styles.report}>
      <header>
        <p className={styles.facts}>{[...(named ? [report.competency] : []), ...factsOf(report)].join(' · ')}</p>
        {createElement(`h${level}`, { ref: heading, tabIndex: -1, className: styles.question }, report.question)}
      </header>
      {graded === null ? null : (
        <>
          <div>
            <p className={styles.counts}>
              {ORDER.filter((verdict) => graded.counts[verdict] > 0).map((verdict) => (
                <VerdictBadge key={verdict} verdict={verdict} count={graded.counts[verdict]} />
              ))}
            </p>
            <Marks outcome={graded} />
          </div>
          <Letter report={report} outcome={graded} level={level + 1} />
          <Flags flags={graded.flags} />
        </>
      )}
      {outcome.status !== 'graded' && (
        <OutcomeNote outcome={outcome} sessionId={sessionId} index={index} onAsked={onAsked} />
      )}
      <RecordingNote report={report} sessionId={sessionId} onAsked={onAsked} />
      <div>
        {(hasWords || report.keyPoints.length > 0) && (
          <Disclosure
            level={level + 1}
            title={graded === null ? 'What was said' : 'What you said, and what it earned'}
            open
          >
            <AppealContext value={buildAppeal(props)}>
              <EvidenceView report={report} everything={open} />
            </AppealContext>
          </Disclosure>
        )}
        {report.sampleAnswer !== '' && (
          <Disclosure level={level + 1} title="Beside a sample answer" open={open}>
            <Compare report={report} level={level + 2} />
          </Disclosure>
        )}
        {graded !== null && <SmallPrint outcome={graded} />}
        {graded !== null && <OtherGrades report={report} sessionId={sessionId} onChanged={onRetryGrading} />}
      </div>
    </article>
  )
}

/** What can be said against the grade that is shown; null where none is. */
function buildAppeal({ report, sessionId, onRetryGrading }: QuestionReportViewProps): Appeal | null {
  if (report.outcome.status !== 'graded') return null
  return { sessionId, index: report.index, ...sortDisputes(report), onChanged: onRetryGrading }
}

function factsOf({ difficulty, kind, answerMs, overtimeMs }: QuestionReport): string[] {
  const time = answerMs === null ? [] : [formatDuration(answerMs)]
  const over = overtimeMs >= 1_000 ? [`${formatDuration(overtimeMs)} over time`] : []
  return [DIFFICULTY_WORDS[difficulty], KIND_WORDS[kind], ...time, ...over]
}
