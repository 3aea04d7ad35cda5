import { z } from 'zod'

/** Every refusal a client can meet. The list is closed: a code that is not here cannot travel. */
export const ERROR_CODES = [
  'bad_request',
  'too_large',
  'protocol_mismatch',
  'not_found',
  'not_joined',
  'out_of_order',
  'pen_elsewhere',
  'turn_closed',
  'wrong_phase',
  'draft_mismatch',
  'empty_answer',
  'no_recognizer',
  'audio_deleted',
  'not_ended',
  'not_closed',
  'judge_not_set_up',
  'budget_spent',
  'bank_invalid',
  'role_exists',
  'role_read_only',
  'import_invalid',
  'storage_full',
  'storage_read_only',
  'conflict',
  'engine_failed',
  'shutting_down',
  'internal',
] as const

export const ErrorCodeSchema = z.enum(ERROR_CODES)
export type ErrorCode = z.infer<typeof ErrorCodeSchema>

/** What a client is told. `message` is written for the person; causes stay on the server. */
export const WireErrorSchema = z.object({
  code: ErrorCodeSchema,
  message: z.string(),
  /** True: sending the same again may work. False: something has to change first. */
  retryable: z.boolean(),
  /** With `out_of_order`: the client sequence number that the server wants next. */
  expectedClientSeq: z.number().int().positive().optional(),
  /** With `bad_request` and the imports: where it is wrong, such as `events.3.text`. */
  field: z.string().optional(),
})
export type WireError = z.infer<typeof WireErrorSchema>

/** The answer to an acknowledged message or a command: a value, or a refusal that changed nothing. */
export type Result<T> = ({ ok: true } & T) | { ok: false; error: WireError }
