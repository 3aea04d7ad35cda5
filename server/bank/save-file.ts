import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../errors.ts'

const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT'])
const READ_ONLY: ReadonlySet<unknown> = new Set(['EROFS', 'EACCES', 'EPERM'])

/**
 * Writes a whole file or nothing: its text is on the disk before its name is.
 * @throws AppError `storage_full` or `storage_read_only`; other errors of the file system as they are.
 */
export async function saveFile(path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`)
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw toStorageError(error)
  }
}

/** An error of the file system as a person is told; one that is nobody's fault comes back as it is. */
export function toStorageError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (FULL.has(code)) return new AppError('storage_full', 'The disk is full. Nothing was changed.', { cause: error })
  if (READ_ONLY.has(code)) {
    return new AppError('storage_read_only', 'The folder cannot be written to. Nothing was changed.', { cause: error })
  }
  return error
}
