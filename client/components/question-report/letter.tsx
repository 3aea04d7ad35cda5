import { createElement, type ReactNode } from 'react'
import type { Evidence, Flag } from '#contract/grade.ts'
import type { CriterionReport, KeyPointReport, Outcome, QuestionReport } from '#contract/report.ts'
import { labelOfNext } from '#contract/report-words.ts'
import styles from './letter.module.css'
import { sayNothingCovered } from './nothing-covered.ts'
import { PlayQuote } from './play-quote.tsx'

type Graded = Extract<Outcome, { status: 'graded' }>

interface LetterProps {
  report: QuestionReport
  outcome: Graded
  level: number
}

/** The two things to take away: what worked, in the person's own words, and the one thing that would change most. */
export function Letter({ report, outcome, level }: LetterProps) {
  const subject = report.keyPoints.find(({ id }) => id === outcome.nextStepKeyPointId)
  // A step that is about no key point names the level up itself.
  const step = subject === undefined ? undefined : findStepUp(outcome.criteria)
  return (
    <div className={styles.letter}>
      <Passage level={level} title="What worked" tone="worked">
        {outcome.worked === null ? (
          <Closest keyPoints={report.keyPoints} flags={outcome.flags} />
        ) : (
          <>
            <Quotation evidence={outcome.worked.evidence} />
            <p className={styles.note}>{outcome.worked.point}</p>
          </>
        )}
      </Passage>
      {outcome.nextStep !== '' && (
        <Passage level={level} title="What would change most" tone="next">
          <p className={styles.words}>{outcome.nextStep}</p>
          <NearestWords keyPoint={subject} />
          {step !== undefined && (
            <p className={styles.up}>
              <span className={styles.upLabel}>
                {step.name}. {step.label}
              </span>
              {step.anchor}
            </p>
          )}
        </Passage>
      )}
    </div>
  )
}

/** Where no key point is covered: the one that comes nearest, if any does. */
function Closest({ keyPoints, flags }: { keyPoints: readonly KeyPointReport[]; flags: readonly Flag[] }) {
  const keyPoint = keyPoints.find(({ verdict }) => verdict === 'partly')
  const quote = keyPoint?.evidence[0]
  if (keyPoint === undefined || quote === undefined) {
    return <p className={styles.words}>{sayNothingCovered(keyPoints, flags)}</p>
  }
  return (
    <>
      <p className={styles.words}>No key point is covered in full yet. This comes nearest:</p>
      <Quotation evidence={quote} />
      <p className={styles.note}>{keyPoint.point}</p>
    </>
  )
}

interface PassageProps {
  level: number
  title: string
  tone: 'worked' | 'next'
  children: ReactNode
}

function Passage({ level, title, tone, children }: PassageProps) {
  return (
    <section className={styles.passage} data-tone={tone}>
      {createElement(`h${level}`, { className: styles.title }, title)}
      {children}
    </section>
  )
}

function Quotation({ evidence }: { evidence: Evidence }) {
  return (
    <blockquote className={styles.quote}>
      <p>
        “{evidence.text.trim()}” <PlayQuote quote={evidence} />
      </p>
    </blockquote>
  )
}

/** The words that came near the point of the next step. Where there are none, the step itself says so. */
function NearestWords({ keyPoint }: { keyPoint: KeyPointReport | undefined }) {
  const quote = keyPoint?.evidence[0]
  if (quote === undefined) return null
  return (
    <p className={styles.note}>
      You said <q className={styles.inline}>{quote.text.trim()}</q> <PlayQuote quote={quote} />
    </p>
  )
}

/** The criterion with the lowest level, of equal ones the first: there a level up changes most. */
function findStepUp(criteria: readonly CriterionReport[]) {
  const steps = criteria.flatMap(({ name, mark }) =>
    mark.status === 'marked' && mark.nextAnchor !== null
      ? { name, level: mark.level, label: labelOfNext(mark), anchor: mark.nextAnchor }
      : [],
  )
  return steps.toSorted((a, b) => a.level - b.level)[0]
}
