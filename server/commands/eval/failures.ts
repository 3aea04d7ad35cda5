import type { NotGradedReason } from '#contract/grade.ts'

/** Why an answer has no grade, or a follow-up is not the model's own. */
export interface Failure {
  /** A code, see `NotGradedReason`. */
  readonly reason: string
  /** The same in words, as far as they are known. */
  readonly because: string | null
}

export interface FailureCount extends Failure {
  readonly times: number
}

/** Failures that the next answer will meet as well. A model that declines or talks nonsense may do better on another answer. */
const LASTING: readonly NotGradedReason[] = [
  'judge_unreachable',
  'judge_timed_out',
  'judge_rejected',
  'judge_busy',
  'grading_failed',
]
/** Whether it was the endpoint that failed, or we, and not what the judge made of this answer. */
export const isLasting = ({ reason }: Failure): boolean => (LASTING as readonly string[]).includes(reason)

/** A single hiccup or two pass; each call has been tried again by then. */
const MOST_IN_A_ROW = 5

/**
 * Share of answers without a grade up to which a measurement is one of the judge: a timeout or two in a hundred happen at a sound
 * endpoint and leave every figure within its interval. Where more fail, the ones that fail may be the ones that are hard to grade.
 */
export const MOST_NOT_GRADED = 0.05

/** A run that was given up. The message is for a terminal. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError'
}

/**
 * Counts failures that follow one another. `null` is a success.
 * @param what was to be made, such as `answers in a row could not be graded`
 * @returns a function that throws StoppedError once the failures are too many to go on.
 */
export function createStreak(what: string): (failure: Failure | null) => void {
  let streak: Failure[] = []
  return (failure) => {
    streak = failure !== null && isLasting(failure) ? [...streak, failure] : []
    if (streak.length < MOST_IN_A_ROW) return
    throw new StoppedError(
      [
        `Stopped: ${streak.length} ${what}, and it would go on like this.`,
        ...describeFailures(countFailures(streak)),
        'Check LLM_BASE_URL, LLM_API_KEY and the name of the model in .env, then run it again.',
      ].join('\n'),
    )
  }
}

/** Each kind once, the most frequent first. */
export function countFailures(failures: readonly Failure[]): FailureCount[] {
  const kinds = Map.groupBy(failures, ({ reason, because }) => `${reason}\n${because}`)
  return [...kinds.values()]
    .flatMap((own) => (own[0] ? [{ reason: own[0].reason, because: own[0].because, times: own.length }] : []))
    .sort((a, b) => b.times - a.times)
}

/** A line each. */
export function describeFailures(counts: readonly FailureCount[]): string[] {
  return counts.map(
    ({ reason, because, times }) =>
      `  ${String(times).padStart(5)} × ${reason}${because === null ? '' : `: ${because}`}`,
  )
}
