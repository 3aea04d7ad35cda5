import { AppError } from '../errors.ts'

const FULL = new Set(['SQLITE_FULL', 'ENOSPC', 'EDQUOT', 'EFBIG'])
const READ_ONLY = new Set([
  'EROFS',
  'EACCES',
  'EPERM',
  'ENOTDIR',
  'EEXIST',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY',
  'SQLITE_AUTH',
])

/**
 * What a disk or a database refuses, as a person is told of it; any other error as it is.
 * @param place what could not be written to.
 */
export function toStorageError(error: unknown, place = 'the data folder'): unknown {
  const code = codeOf(error)
  if (code === undefined || error instanceof AppError) return error
  if (FULL.has(code)) {
    return new AppError('storage_full', 'The disk is full: this was not saved. What was saved before is safe.', {
      cause: error,
    })
  }
  if (READ_ONLY.has(code) || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) {
    return new AppError('storage_read_only', `Greenroom may not write to ${place}: this was not saved.`, {
      cause: error,
    })
  }
  if (code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE') {
    return new AppError('conflict', 'Another writer was faster.', { cause: error })
  }
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') {
    return new AppError('not_found', 'This session is not here any more.', { cause: error })
  }
  return error
}

/** The code of an error of Node or of SQLite. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
