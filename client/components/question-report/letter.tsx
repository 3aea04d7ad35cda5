import { createElement, type ReactNode } from 'react'
import type { Evidence } from '#contract/grade.ts'
import type { CriterionReport, KeyPointReport, Outcome, QuestionReport } from '#contract/report.ts'
import { wordAbove } from './criteria.tsx'
import styles from './letter.module.css'

type Graded = Extract<Outcome, { status: 'graded' }>

interface LetterProps {
  report: QuestionReport
  outcome: Graded
  level: number
}

/** The two things to take away: what worked, in the person's own words, and the one thing that would change most. */
export function Letter({ report, outcome, level }: LetterProps) {
  const subject = report.keyPoints.find(({ id }) => id === outcome.nextStepKeyPointId)
  const step = findStepUp(outcome.criteria)
  return (
    <div className={styles.letter}>
      <Passage level={level} title="What worked" tone="worked">
        {outcome.worked === null ? (
          <p className={styles.words}>
            No part of this answer could be matched to a key point. The list below says what was looked for.
          </p>
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
          {subject !== undefined && <Subject keyPoint={subject} />}
          {step !== undefined && (
            <p className={styles.up}>
              <span className={styles.upLabel}>
                {step.name}, one level up: {step.word}
              </span>
              {step.anchor}
            </p>
          )}
        </Passage>
      )}
    </div>
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
      <p>“{evidence.text.trim()}”</p>
    </blockquote>
  )
}

/** What the next step is about: the words that came near it, or what is missing. */
function Subject({ keyPoint: { point, verdict, evidence } }: { keyPoint: KeyPointReport }) {
  const [quote] = evidence
  if (quote === undefined || verdict === 'missing') {
    return (
      <p className={styles.note}>
        <span className={styles.label}>Missing so far</span> {point}
      </p>
    )
  }
  return (
    <>
      <p className={styles.note}>
        <span className={styles.label}>{verdict === 'contradicted' ? 'Where it turns' : 'Where it begins'}</span> “
        {quote.text.trim()}”
      </p>
      <p className={styles.note}>
        <span className={styles.label}>What was looked for</span> {point}
      </p>
    </>
  )
}

/** The criterion with the lowest level, of equal ones the first: there a level up changes most. */
function findStepUp(criteria: readonly CriterionReport[]) {
  const steps = criteria.flatMap(({ name, mark }) =>
    mark.status === 'marked' && mark.nextAnchor !== null ? { name, level: mark.level, anchor: mark.nextAnchor } : [],
  )
  const [lowest] = steps.toSorted((a, b) => a.level - b.level)
  return lowest === undefined ? undefined : { ...lowest, word: wordAbove(lowest.level) }
}
