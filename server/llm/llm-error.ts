import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import { EngineError, type EngineFailure } from '../errors.ts'

/** What a refusal names as unwelcome, as far as its text tells. */
export type Complaint = ChatComplaint | SpeechComplaint | null
type ChatComplaint =
  | 'max_tokens'
  | 'max_completion_tokens'
  | 'temperature'
  | 'stream_options'
  | 'response_format'
  | 'context'
type SpeechComplaint = 'response_format' | 'timestamp_granularities' | 'language' | 'prompt' | 'voice'

/**
 * An endpoint's failure. The message holds our own words, a status and codes: never the server's text, which may repeat
 * the candidate's words or a part of the key. For the same reason there is no `cause`.
 */
export class LlmError extends EngineError {
  /** HTTP status; null where none came. */
  readonly status: number | null
  /** The server's error code or the system's, such as `ECONNREFUSED`. */
  readonly code: string | null
  readonly about: Complaint

  constructor(
    reason: EngineFailure,
    message: string,
    facts: { status?: number | null; code?: string | null; about?: Complaint } = {},
  ) {
    super(reason, message)
    this.status = facts.status ?? null
    this.code = facts.code ?? null
    this.about = facts.about ?? null
  }
}

/** Whatever the SDK, fetch or the stream threw, as an error of ours; `complaints` are what a refusal may be about. */
export function toEngineError(error: unknown, complaints: Complaints = CHAT_COMPLAINTS): EngineError {
  if (error instanceof EngineError) return error
  if (error instanceof APIConnectionTimeoutError)
    return new LlmError('timed_out', 'the endpoint did not answer in time')
  if (error instanceof APIUserAbortError) return new LlmError('timed_out', 'the call was cancelled')
  if (error instanceof APIConnectionError) return lostConnection(error)
  if (error instanceof APIError) return fromStatus(error, complaints)
  if (error instanceof SyntaxError)
    return new LlmError('output_invalid', 'the endpoint sent something that is not JSON')
  // A reset in the middle of a stream is a plain `TypeError: terminated`.
  return lostConnection(error)
}

function lostConnection(error: unknown): LlmError {
  const code = findSystemCode(error)
  return new LlmError('unreachable', `the connection to the endpoint failed${code ? ` (${code})` : ''}`, { code })
}

function fromStatus(error: APIError, complaints: Complaints): LlmError {
  const status = error.status ?? null
  const code = toCode(error.code)
  const about = findComplaint(error, complaints)
  const facts = { status, code, about }
  const what = [status, code, about].filter((part) => part !== null).join(', ')
  // Without a status the error came as an event of the stream.
  if (status === null) return new LlmError('unreachable', 'the endpoint broke off with an error', facts)
  if (status === 408) return new LlmError('timed_out', 'the endpoint gave up waiting', facts)
  if (status >= 500) return new LlmError('unreachable', `the endpoint failed (${what})`, facts)
  if (LIMITED.has(status)) return new LlmError('busy', `the endpoint has reached a limit (${what})`, facts)
  if (code !== null && DECLINED.test(code)) {
    return new LlmError('refused', `a content filter stopped the request (${what})`, facts)
  }
  return new LlmError('rejected', `the endpoint did not accept the request (${what})`, facts)
}

/** Too many requests; nothing left of what was paid for. */
const LIMITED: ReadonlySet<number> = new Set([402, 429])
/** Codes of services that decline in place of the model, before it sees the request. */
const DECLINED = /^content_(filter|policy_violation)$/

type Complaints = readonly (readonly [RegExp, Exclude<Complaint, null>])[]

const CHAT_COMPLAINTS: Complaints = [
  [/context.?(length|window|size)|too many tokens|maximum context/, 'context'],
  [/response_format|json_schema|json_object|structured|grammar|guided/, 'response_format'],
  [/max_completion_tokens/, 'max_completion_tokens'],
  [/max_tokens/, 'max_tokens'],
  [/temperature/, 'temperature'],
  [/stream_options|include_usage/, 'stream_options'],
]

export const SPEECH_COMPLAINTS: Complaints = [
  [/timestamp_granularities/, 'timestamp_granularities'],
  [/response_format|verbose_json/, 'response_format'],
  [/\blanguage\b/, 'language'],
  [/\bprompt\b/, 'prompt'],
  [/\bvoice\b/, 'voice'],
]

/** The parameter that the refusal names; in its text the one named first, since the second is often the advice. */
function findComplaint(error: APIError, complaints: Complaints): Complaint {
  const param = String(error.param).split(/[.[]/)[0]
  const named = complaints.find(([, name]) => param === name)
  if (named !== undefined) return named[1]
  const text = error.message.toLowerCase()
  const found = complaints.map(([pattern, name]) => ({ name, at: text.search(pattern) })).filter(({ at }) => at >= 0)
  return found.sort((a, b) => a.at - b.at)[0]?.name ?? null
}

/** A code only if it looks like one: a server may put any text there. */
function toCode(value: unknown): string | null {
  return typeof value === 'string' && /^[a-z][a-z_]{1,40}$/i.test(value) ? value : null
}

function findSystemCode(error: unknown): string | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at instanceof AggregateError && at.errors.length > 0) return findSystemCode(at.errors[0])
    const code = 'code' in at ? toCode(at.code) : null
    if (code !== null) return code
  }
  return null
}
