import type { ErrorRequestHandler, Request, Response } from 'express'
import type { ErrorCode } from '#contract/error.ts'
import { AppError, findReportable, toWireError } from '../errors.ts'

const STATUS: Partial<Record<ErrorCode, number>> = {
  bad_request: 400,
  import_invalid: 400,
  not_found: 404,
  too_large: 413,
  internal: 500,
  engine_failed: 502,
  shutting_down: 503,
  storage_full: 507,
  storage_read_only: 507,
}
/** The state of the thing forbids it: everything else on the list. */
const CONFLICT = 409

interface Parses<T> {
  safeParse(
    value: unknown,
  ): { success: true; data: T } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } }
}

/** @throws AppError `bad_request` that names the first field that is wrong. */
export function parseRequest<T>(schema: Parses<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.map(String).join('.') || 'request'
  throw new AppError('bad_request', `${field}: ${issue?.message ?? 'unreadable'}`, { field })
}

/** Sends what the contract promises, or fails: an answer of another shape never leaves. */
export function send<T>(
  response: Response,
  schema: { parse(value: unknown): T },
  value: NoInfer<T>,
  status = 200,
): void {
  response.status(status).json(schema.parse(value))
}

/** The last handler: an error as the contract spells it, whatever was thrown. */
export function createErrorHandler(onError: (what: string, error: unknown) => void): ErrorRequestHandler {
  return (thrown: unknown, request: Request, response: Response, next) => {
    if (response.headersSent) return next(thrown)
    const error = fromBodyParser(thrown)
    const reportable = findReportable(error)
    // The route, not the path: a path may hold what somebody searched for.
    if (reportable !== null) onError(`${request.method} ${request.route?.path ?? 'request'}`, reportable)
    const wire = toWireError(error)
    response.status(STATUS[wire.code] ?? CONFLICT).json({ error: wire })
  }
}

function fromBodyParser(error: unknown): unknown {
  const type = error instanceof Error && 'type' in error ? error.type : undefined
  if (type === 'entity.too.large') return new AppError('too_large', 'This is too large to take in. Nothing was saved.')
  if (type === 'entity.parse.failed') {
    return new AppError('bad_request', 'This is not JSON: it may be cut off or not an export. Nothing was saved.', {
      field: 'the file',
    })
  }
  return error
}
