import { ApiError } from '../lib/api.ts'

export interface ProblemWords {
  title: string
  message: string
  /** What helps: the same again, a fresh page, or neither. */
  remedy: 'retry' | 'reload' | 'none'
}

/** Words for anything that can be thrown at a page. */
export function describeProblem(error: unknown): ProblemWords {
  if (error instanceof ApiError) {
    const { code, message, retryable } = error.wire
    return {
      title: code === 'not_found' ? 'This is not here' : 'That did not work',
      message,
      remedy: retryable ? 'retry' : 'none',
    }
  }
  if (isOfNewerVersion(error)) {
    return {
      title: 'Greenroom has changed since this page was opened',
      message: 'Load the page again to go on. What was saved is safe.',
      remedy: 'reload',
    }
  }
  return {
    title: 'This page has a fault',
    message: 'It is not something you did, and what was saved is safe. Loading the page again often helps.',
    remedy: 'reload',
  }
}

/** An answer of an unknown shape, or a part of the page that the server no longer has. */
function isOfNewerVersion(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    error.name === '$ZodError' ||
    error.name === 'ZodError' ||
    /dynamically imported module|importing a module script|unable to preload/i.test(error.message)
  )
}
