import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Role } from '#contract/question.ts'
import type { Rubric } from '#contract/rubric.ts'
import { AppError } from '../errors.ts'
import { buildRole } from './build-role.ts'
import { readCheckedBank } from './cached-bank.ts'
import { formatProblems } from './problem.ts'
import type { BankRole } from './read-bank.ts'
import { saveFile, toStorageError } from './save-file.ts'
import { buildRoleYaml } from './write-role.ts'

/**
 * Opens the bank: shipped roles from `questionsDir`, imported ones from `importedDir`, which is made when the first one comes.
 * What it returns is the `QuestionBank` of the ports.
 * `cacheFile` keeps what a check found good, see `readCheckedBank`.
 * @throws AppError `bank_invalid` whose message lists every problem with file and line.
 */
export async function createBank({
  questionsDir,
  importedDir,
  cacheFile,
}: {
  questionsDir: string
  importedDir: string
  cacheFile?: string
}) {
  const reading = await readCheckedBank({ questionsDir, importedDir }, cacheFile)
  if (reading.problems.length > 0) throw new AppError('bank_invalid', formatProblems(reading.problems))
  return buildBank(reading.roles, reading.rubrics, importedDir)
}

function buildBank(initial: readonly BankRole[], rubrics: readonly Rubric[], importedDir: string) {
  const entries = new Map(initial.map((entry) => [entry.role.id, entry]))
  /** Ids whose file is being written or deleted: two imports of one page must not both succeed. */
  const busy = new Set<string>()
  const fileOf = (id: string) => join(importedDir, `${id}.yaml`)

  /** A page on a role that Greenroom ships is kept beside it, told apart by its id. */
  function besideShipped(role: Role): Role {
    const shipped = entries.get(role.id)
    return shipped === undefined || shipped.imported ? role : { ...role, id: `${role.id}-imported` }
  }

  return {
    rubrics,

    listRoles(): readonly BankRole[] {
      return [...entries.values()].sort((a, b) => a.role.title.localeCompare(b.role.title, 'en'))
    },

    findRole(id: string): Role | undefined {
      return entries.get(id)?.role
    },

    async importPage(page: string): Promise<Role> {
      const role = besideShipped(buildRole(page))
      if (entries.has(role.id) || busy.has(role.id)) {
        throw new AppError(
          'role_exists',
          `You have imported a role "${role.title}" already. Delete that one first, or give this page another title.`,
        )
      }
      busy.add(role.id)
      try {
        await makeFolder(importedDir)
        await saveFile(fileOf(role.id), buildRoleYaml(role))
        entries.set(role.id, { role, imported: true })
      } finally {
        busy.delete(role.id)
      }
      return role
    },

    async deleteRole(id: string): Promise<void> {
      const entry = entries.get(id)
      if (!entry || busy.has(id)) throw new AppError('not_found', 'There is no such role any more.')
      if (!entry.imported) {
        throw new AppError('role_read_only', `"${entry.role.title}" comes with Greenroom and cannot be deleted.`)
      }
      busy.add(id)
      try {
        await removeFile(fileOf(id))
        entries.delete(id)
      } finally {
        busy.delete(id)
      }
    },
  }
}

async function makeFolder(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true }).catch((error: unknown) => {
    throw toStorageError(error)
  })
}

async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true }).catch((error: unknown) => {
    throw toStorageError(error)
  })
}
