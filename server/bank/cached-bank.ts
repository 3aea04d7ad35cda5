import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Rubric } from '#contract/rubric.ts'
import type { BankFolders, BankReading, BankRole } from './read-bank.ts'

interface Kept {
  readonly key: string
  readonly roles: readonly BankRole[]
  readonly rubrics: readonly Rubric[]
}

/**
 * Reads and checks a bank, or takes what the last check found good where not a byte has changed since: parsing and checking
 * take longer than the rest of a start together. A bank with problems is never kept.
 * @param cacheFile is written if it can be; a cache that is broken or from elsewhere counts as none.
 */
export async function readCheckedBank(folders: BankFolders, cacheFile: string | undefined): Promise<BankReading> {
  const key = await hashFolders(folders)
  const kept = cacheFile === undefined ? null : await readKept(cacheFile)
  if (kept?.key === key) return { roles: kept.roles, rubrics: kept.rubrics, problems: [] }
  // Loaded here, so that a start with nothing new does without the parser.
  const { readBank } = await import('./read-bank.ts')
  const reading = await readBank(folders)
  if (cacheFile !== undefined && reading.problems.length === 0) {
    const { roles, rubrics } = reading
    await writeFile(cacheFile, JSON.stringify({ key, roles, rubrics } satisfies Kept)).catch(() => undefined)
  }
  return reading
}

async function readKept(file: string): Promise<Kept | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Kept
  } catch {
    return null
  }
}

async function hashFolders({ questionsDir, rubricsDir, importedDir }: BankFolders): Promise<string> {
  const hash = createHash('sha256')
  // Folders by what they are for and not by where they lie: a build can check the shipped bank for every later start.
  const dirs = { questions: questionsDir, rubrics: rubricsDir ?? join(questionsDir, 'rubrics'), imported: importedDir }
  for (const [use, dir] of Object.entries(dirs)) {
    const names = dir === undefined ? [] : await readdir(dir).catch(() => [])
    for (const name of names.sort()) {
      const bytes = await readFile(join(dir ?? '', name)).catch(() => null)
      hash.update(`${use}/${name} ${bytes?.length ?? 'none'}\n`)
      if (bytes !== null) hash.update(bytes)
    }
  }
  return hash.digest('hex')
}
