/** Live turns have a person waiting; grading has not. */
export type Pace = 'live' | 'unhurried'

/** How long a model may keep silent once a call was sent to it, and how often the SDK may try again. */
export interface Limits {
  readonly firstTokenMs: number
  readonly betweenTokensMs: number
  /** From the start to the last token, thinking included. */
  readonly totalMs: number
  readonly maxRetries: number
}

/**
 * A live call waits as long for its turn at the endpoint; then the built-in interviewer takes it. Longer than other live calls take
 * as a rule, and about as long as a person takes for thought.
 */
export const LONGEST_WAIT_MS = 15_000

/** A local model may load for a minute before its first token: the judge waits for that, a person does not. */
export const DEFAULT_LIMITS: Record<Pace, Limits> = {
  live: { firstTokenMs: 8_000, betweenTokensMs: 10_000, totalMs: 20_000, maxRetries: 1 },
  unhurried: { firstTokenMs: 60_000, betweenTokensMs: 30_000, totalMs: 180_000, maxRetries: 2 },
}
