import { IconCircleCheckFilled, IconCircleDashed, IconCircleHalf2, IconEqualNot } from '@tabler/icons-react'
import type { Verdict } from '#contract/grade.ts'
import type { QuestionReport } from '#contract/report.ts'
import { VERDICT_WORDS } from '#contract/report-words.ts'
import { formatList } from '../../components/format.ts'
import styles from './key-point-strip.module.css'

const ICONS = {
  covered: IconCircleCheckFilled,
  partly: IconCircleHalf2,
  missing: IconCircleDashed,
  contradicted: IconEqualNot,
} as const satisfies Record<Verdict, unknown>

const WORDS: Record<Exclude<QuestionReport['outcome']['status'], 'graded'>, string> = {
  open: 'Left open',
  skipped: 'Skipped',
  grading: 'Being graded …',
  not_graded: 'Not graded',
}

/** One sign a key point, in the bank's order; a word where there is no grade. */
export function KeyPointStrip({ question: { outcome, keyPoints } }: { question: QuestionReport }) {
  if (outcome.status !== 'graded') {
    return (
      <span className={styles.word} data-strip="">
        {WORDS[outcome.status]}
      </span>
    )
  }
  return (
    <span className={styles.strip} data-strip="" role="img" aria-label={countWords(outcome.counts)}>
      {keyPoints.map(({ id, verdict }) => {
        if (verdict === null) return null
        const Icon = ICONS[verdict]
        return <Icon key={id} className={styles.sign} data-verdict={verdict} size={17} stroke={1.8} />
      })}
    </span>
  )
}

function countWords(counts: Record<Verdict, number>): string {
  const verdicts = (Object.keys(VERDICT_WORDS) as Verdict[]).filter((verdict) => counts[verdict] > 0)
  return formatList(verdicts.map((verdict) => `${counts[verdict]} ${VERDICT_WORDS[verdict].toLowerCase()}`))
}
