import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { SlugSchema } from '#contract/ids.ts'
import type { Role } from '#contract/question.ts'
import { buildRole } from '../bank/build-role.ts'
import { formatProblems } from '../bank/problem.ts'
import { readBank } from '../bank/read-bank.ts'
import { decodeUtf8 } from '../bank/read-folder.ts'
import { saveFile } from '../bank/save-file.ts'
import { slugify } from '../bank/slug.ts'
import { buildRoleYaml } from '../bank/write-role.ts'
import { describeUnseenPoints } from './bank/unseen-points.ts'

const USAGE = `Usage:
  npm run bank -- check [DIR]                            check the bank in DIR (default: questions)
  npm run bank -- import PAGE.txt [--out FILE] [--json]  make a bank file of a question page saved as text
                                                         (default FILE: questions/<title>.yaml)
                                                         --json prints it instead; it is written with --out only`

const SHIPPED_RUBRICS = join(import.meta.dirname, '../../questions/rubrics')

/** Where a command's words go. Both end the line themselves. */
export interface Output {
  out(text: string): void
  err(text: string): void
}

class UsageError extends Error {}

/**
 * Runs `npm run bank -- …` with the given arguments; paths are relative to the working directory.
 * @returns the exit code: 0 done, 1 something is wrong with the files, 2 with the arguments.
 */
export async function runBank(args: readonly string[], output: Output): Promise<0 | 1 | 2> {
  try {
    const { values, positionals } = readArguments(args)
    const [command, ...rest] = positionals
    if (values.help) {
      output.out(USAGE)
      return 0
    }
    if (command === 'check' && rest.length <= 1 && !values.json && values.out === undefined) {
      return await check(rest[0] ?? 'questions', output)
    }
    const page = rest[0]
    if (command === 'import' && page !== undefined && rest.length === 1) {
      await importPage(page, { json: values.json, out: values.out }, output)
      return 0
    }
    throw new UsageError('')
  } catch (error) {
    if (error instanceof UsageError) {
      output.err(error.message === '' ? USAGE : `${error.message}\n${USAGE}`)
      return 2
    }
    output.err(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
    return 1
  }
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        out: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : '')
  }
}

async function check(dir: string, output: Output): Promise<0 | 1> {
  const ownRubrics = join(dir, 'rubrics')
  const rubricsDir = existsSync(dir) && !existsSync(ownRubrics) ? SHIPPED_RUBRICS : ownRubrics
  const { roles, rubrics, problems } = await readBank({ questionsDir: dir, rubricsDir })
  if (problems.length > 0) {
    output.out(formatProblems(problems))
    return 1
  }
  const questions = roles.flatMap(({ role }) => role.questions)
  const keyPoints = questions.flatMap((question) => question.keyPoints)
  const counts = [
    countOf(roles.length, 'role'),
    countOf(questions.length, 'question'),
    countOf(keyPoints.length, 'key point'),
    countOf(rubrics.length, 'rubric'),
  ]
  output.out(`${dir}: ${counts.join(', ')}, no problems`)
  for (const { role } of roles) for (const line of describeUnseenPoints(role)) output.out(line)
  return 0
}

async function importPage(path: string, { json, out }: { json: boolean; out?: string }, output: Output): Promise<void> {
  const role = buildRole(await readPage(path), out === undefined ? undefined : idOfFile(out))
  const file = out ?? (json ? undefined : join('questions', `${role.id}.yaml`))
  if (file !== undefined) await writeRole(file, role)
  if (json) output.out(JSON.stringify(describeRole(role), null, 2))
  else output.out(`${file}: "${role.title}", ${countOf(role.questions.length, 'question')}`)
}

/** A file in a bank is called as its role. @throws UsageError for a name that no role can have, with one that it can. */
function idOfFile(out: string): string {
  const id = SlugSchema.safeParse(basename(out, '.yaml')).data
  if (id !== undefined && extname(out) === '.yaml') return id
  const better = join(dirname(out), `${slugify(basename(out, extname(out))) || 'my-role'}.yaml`)
  throw new UsageError(
    `--out ${out}: a bank would not read it. The name of a bank file is lower-case letters, digits and single hyphens and ends in .yaml, such as ${better}`,
  )
}

async function readPage(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${path}: ${error.code === 'ENOENT' ? 'there is no such file' : `cannot be read (${error.code})`}`)
  })
  const text = decodeUtf8(bytes)
  if (text === null) throw new Error(`${path}: this is not UTF-8 text`)
  return text
}

async function writeRole(file: string, role: Role): Promise<void> {
  if (existsSync(file)) throw new Error(`${file}: exists already; name another file with --out`)
  await saveFile(file, buildRoleYaml(role)).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${file}: ${error.code === 'ENOENT' ? 'there is no such folder' : error.message}`)
  })
}

function describeRole(role: Role) {
  return {
    role: role.title,
    questions: role.questions.map(({ id, question, difficulty, sampleAnswer, keyPoints }) => ({
      id,
      question,
      difficulty,
      sampleAnswer,
      keyPoints,
    })),
  }
}

const countOf = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

if (import.meta.main) {
  process.exitCode = await runBank(process.argv.slice(2), {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
  })
}
