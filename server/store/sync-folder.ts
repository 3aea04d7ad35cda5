import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOf } from './storage-error.ts'

/** Where a folder cannot be opened or synced (Windows, some network disks), its system sees to names by itself. ENOENT: none there. */
const CANNOT_SYNC = new Set(['EACCES', 'EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP', 'ENOENT'])

/** Makes the names in a folder, and its own name in the folders up to `topmost`, safe from a power cut. */
export async function syncFolders(folder: string, topmost: string): Promise<void> {
  for (let at = folder; ; at = dirname(at)) {
    await syncFolder(at)
    if (at === topmost || at === dirname(at)) return
  }
}

async function syncFolder(folder: string): Promise<void> {
  try {
    await using handle = await open(folder, 'r')
    await handle.sync()
  } catch (error) {
    if (!CANNOT_SYNC.has(codeOf(error) ?? '')) throw error
  }
}
