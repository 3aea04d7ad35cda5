import { IconCircleCheck, IconCircleDashed, IconCircleHalf2, IconEqualNot } from '@tabler/icons-react'
import type { Verdict } from '#contract/grade.ts'
import { VERDICT_WORDS } from '#contract/report-words.ts'
import styles from './verdict.module.css'

const ICONS = {
  covered: IconCircleCheck,
  partly: IconCircleHalf2,
  missing: IconCircleDashed,
  contradicted: IconEqualNot,
} as const satisfies Record<Verdict, unknown>

/** What became of a key point: shape, word and hue, in this order of importance. */
export function VerdictBadge({ verdict, count }: { verdict: Verdict; count?: number }) {
  const Icon = ICONS[verdict]
  const word = VERDICT_WORDS[verdict]
  return (
    <span className={styles.badge} data-verdict={verdict}>
      <Icon size={17} stroke={1.8} aria-hidden="true" />
      {count === undefined ? word : `${count} ${word.toLowerCase()}`}
    </span>
  )
}
