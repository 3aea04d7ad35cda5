import type { WireError } from '#contract/error.ts'
import { ErrorBodySchema } from '#contract/http.ts'

/** A refusal or a failure of a request, with words for the person. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly wire: WireError

  constructor(wire: WireError) {
    super(wire.message)
    this.wire = wire
  }
}

interface Schema<T> {
  parse(value: unknown): T
}

const OFFLINE: WireError = {
  code: 'internal',
  message: 'Greenroom does not answer. Is it still running on this machine? What was saved is safe.',
  retryable: true,
}

/**
 * One request, its answer parsed.
 * @throws ApiError for refusals, for a server that does not answer, and for an answer of another shape.
 */
export async function request<T>(
  schema: Schema<T>,
  path: string,
  init: RequestInit & { json?: unknown } = {},
): Promise<T> {
  const { json, ...rest } = init
  const body = json === undefined ? {} : { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }
  const response = await fetch(path, { ...rest, ...body }).catch(() => {
    throw new ApiError(OFFLINE)
  })
  const value: unknown = response.status === 204 ? null : await response.json().catch(() => null)
  if (!response.ok) throw new ApiError(wireErrorOf(value))
  return schema.parse(value)
}

function wireErrorOf(value: unknown): WireError {
  const parsed = ErrorBodySchema.safeParse(value)
  return parsed.success ? parsed.data.error : OFFLINE
}
