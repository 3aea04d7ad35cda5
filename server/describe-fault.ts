import { AppError, EngineError } from './errors.ts'

const FRAMES = 8

/**
 * A fault as the log has it: where it happened and what kind it is, never its text, which may hold what somebody said, a key or a
 * path that says who. An engine's failure has no such text: it is all our own words.
 */
export function describeFault(what: string, error: unknown): string {
  if (error instanceof EngineError) return `${what}: ${error.reason}: ${error.message}`
  if (error instanceof AppError) return `${what}: ${error.code}`
  return `${what}: ${error instanceof Error ? stackWithoutMessage(error) : typeof error}`
}

function stackWithoutMessage(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [error.name, ...frames.slice(0, FRAMES)].join('\n')
}
