import type { ErrorCode, WireError } from '#contract/error.ts'
import type { NotGradedReason } from '#contract/grade.ts'
import type { SpokenBy } from '#contract/session-event.ts'

/** Codes for which the same request may succeed later. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  'out_of_order',
  'pen_elsewhere',
  'draft_mismatch',
  'conflict',
  'engine_failed',
  'storage_full',
  'shutting_down',
  'internal',
])

/**
 * The only error that reaches a client. `message` is public and written for the person; `cause` stays on the server.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly detail: Pick<WireError, 'expectedClientSeq' | 'field'>

  constructor(code: ErrorCode, message: string, options: ErrorOptions & AppError['detail'] = {}) {
    const { cause, ...detail } = options
    super(message, { cause })
    this.code = code
    this.retryable = RETRYABLE.has(code)
    this.detail = detail
  }
}

/** What travels: an AppError as it is, anything else as `internal` without a word of its own. */
export function toWireError(error: unknown): WireError {
  if (!(error instanceof AppError)) {
    return { code: 'internal', message: 'Something went wrong on the server. What was saved is safe.', retryable: true }
  }
  return { code: error.code, message: error.message, retryable: error.retryable, ...error.detail }
}

export type EngineFailure = NonNullable<SpokenBy['insteadOf']>['because'] | 'output_incomplete' | 'quotes_invented'

/** A model that failed, and how. The interviewer and the judge both reject with it; nothing of the answer is in `message`. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly reason: EngineFailure

  constructor(reason: EngineFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

/** What of an error the operator is told: a model's failure behind a refusal, and nothing where the request was at fault. */
export function findReportable(error: unknown): unknown {
  if (!(error instanceof AppError)) return error
  return error.cause instanceof EngineError ? error.cause : null
}

/** A judge's failure as a grade records it. */
export const NOT_GRADED_REASONS: Record<EngineFailure, NotGradedReason> = {
  timed_out: 'judge_timed_out',
  unreachable: 'judge_unreachable',
  refused: 'judge_refused',
  rejected: 'judge_rejected',
  busy: 'judge_busy',
  output_incomplete: 'judge_output_incomplete',
  output_invalid: 'judge_output_invalid',
  quotes_invented: 'judge_quotes_invented',
  unsuitable_wording: 'judge_output_invalid',
  budget_spent: 'budget_spent',
}
