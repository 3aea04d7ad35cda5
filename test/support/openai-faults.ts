/** What can go wrong with a request; several may be combined. */
export const FAULTS = [
  // refusals
  'rate_limited',
  'server_error',
  'wrong_key',
  'no_model',
  'context_too_long',
  'error_echoes_request',
  'error_without_envelope',
  'refuse_json_schema',
  'refuse_json_object',
  'refuse_max_tokens',
  'refuse_max_completion_tokens',
  'refuse_temperature',
  'refuse_stream_options',
  // connection
  'slow_headers',
  'reset_early',
  'stall_first',
  'stall',
  'trickle',
  'eof',
  'reset',
  'error_event',
  'malformed_event',
  'endless',
  // not an endpoint for chats, though the status is 200
  'web_page',
  'unknown_path',
  'provider_error',
  // wire
  'missing_role',
  'empty_choices',
  'no_done',
  'crlf',
  'split_utf8',
  'ignores_stream',
  'no_usage',
  'no_finish',
  'empty_finish',
  'content_parts',
  'other_type',
  // content
  'reasoning_content',
  'thinking_parts',
  'think',
  'unopened_think',
  'fenced_json',
  'prose_around_json',
  'truncated_json',
  'schema_broken_json',
  'unknown_level',
  'missing_dimension',
  'missing_key_point',
  'ignores_response_format',
  'content_filter',
  'refusal',
  'empty',
] as const
export type Fault = (typeof FAULTS)[number]

export interface ChatMessage {
  readonly role: string
  readonly content: string
}
export interface ChatRequest {
  readonly model: string
  readonly messages: readonly ChatMessage[]
  readonly stream?: boolean
  readonly stream_options?: { readonly include_usage?: boolean }
  readonly temperature?: number
  readonly max_tokens?: number
  readonly max_completion_tokens?: number
  readonly response_format?: { readonly type: string; readonly json_schema?: { readonly schema: unknown } }
}

/** Makes the text of a reply. */
export type Brain = (request: ChatRequest) => string

/** How one request is answered; whatever is left out is as the server's options say. */
export interface Step {
  readonly faults?: readonly Fault[]
  /** The reply word by word, in place of the brain's. */
  readonly text?: string
  /** The reply as JSON, in place of the brain's. */
  readonly json?: unknown
  readonly brain?: Brain
  readonly latencyMs?: number
  /** With `rate_limited`: the header; without it the SDK may try again at once. */
  readonly retryAfterSeconds?: number
  /** The reply is cut in half with `length` while the request's cap is below. */
  readonly needsTokens?: number
  /** What the call took, in place of what the server counts. */
  readonly usage?: Usage
}

export interface Usage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
}

export interface Refusal {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

/** The refusal that these faults mean for this request; null if it is let through. */
export function findRefusal(faults: ReadonlySet<Fault>, request: ChatRequest, step: Step): Refusal | null {
  const format = request.response_format?.type
  const other = findOther(faults)
  if (other !== null) return other
  if (faults.has('wrong_key')) return refuse(401, 'Incorrect API key provided', 'invalid_api_key')
  if (faults.has('no_model'))
    return refuse(404, `The model ${request.model} does not exist`, 'model_not_found', 'model')
  if (faults.has('rate_limited')) return rateLimited(step)
  if (faults.has('server_error')) return { ...refuse(500, 'The server had an error', null), headers: SOON }
  if (faults.has('context_too_long')) {
    return refuse(400, "This model's maximum context length is 4096 tokens", 'context_length_exceeded', 'messages')
  }
  if (faults.has('error_echoes_request')) {
    return refuse(400, `cannot parse ${JSON.stringify(request.messages)}`, JSON.stringify(request.messages))
  }
  if (faults.has('error_without_envelope') && format === 'json_schema') {
    return {
      status: 422,
      body: { detail: [{ loc: ['body', 'response_format'], msg: 'Extra inputs are not permitted' }] },
    }
  }
  if (faults.has('refuse_json_schema') && format === 'json_schema') return unsupported('response_format')
  if (faults.has('refuse_json_object') && format === 'json_object') return unsupported('response_format')
  return findRefusedParameter(faults, request)
}

/** What answers with 200 and no completion. */
function findOther(faults: ReadonlySet<Fault>): Refusal | null {
  if (faults.has('web_page')) {
    const headers = { 'content-type': 'text/html; charset=utf-8' }
    return { status: 200, headers, body: '<!doctype html><title>Chat</title><p>Please sign in.</p>' }
  }
  if (faults.has('unknown_path')) {
    return { status: 200, body: { error: 'Unexpected endpoint or method. Returning 200 anyway' } }
  }
  if (!faults.has('provider_error')) return null
  return { status: 200, body: { error: { message: 'Provider returned error', code: 502 } } }
}

function findRefusedParameter(faults: ReadonlySet<Fault>, request: ChatRequest): Refusal | null {
  if (faults.has('refuse_max_tokens') && request.max_tokens !== undefined) {
    return unsupported('max_tokens', "Use 'max_completion_tokens' instead.")
  }
  if (faults.has('refuse_max_completion_tokens') && request.max_completion_tokens !== undefined) {
    return refuse(400, 'Unrecognized request argument supplied: max_completion_tokens', null)
  }
  if (faults.has('refuse_stream_options') && request.stream_options !== undefined) return unsupported('stream_options')
  if (faults.has('refuse_temperature') && request.temperature !== undefined) return unsupported('temperature')
  return null
}

/** The SDK's backoff of half a second would only slow the tests down. */
const SOON = { 'retry-after-ms': '1' }

function rateLimited({ retryAfterSeconds }: Step): Refusal {
  const headers = retryAfterSeconds === undefined ? SOON : { 'retry-after': String(retryAfterSeconds) }
  return { ...refuse(429, 'Rate limit reached', 'rate_limit_exceeded'), headers }
}

function unsupported(param: string, advice = ''): Refusal {
  const message = `Unsupported parameter: '${param}' is not supported with this model. ${advice}`
  return refuse(400, message, 'unsupported_parameter', param)
}

export function refuse(status: number, message: string, code: string | null, param: string | null = null): Refusal {
  const type = status >= 500 ? 'server_error' : 'invalid_request_error'
  return { status, body: { error: { message, type, code, param } } }
}
