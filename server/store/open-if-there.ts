import { type FileHandle, open } from 'node:fs/promises'
import { codeOf } from './storage-error.ts'

/** Opens a file without making it; null where there is none. */
export async function openIfThere(path: string, flags: 'r' | 'r+'): Promise<FileHandle | null> {
  try {
    return await open(path, flags)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}
