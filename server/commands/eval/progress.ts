import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Graded } from './grade-rows.ts'

/** Where the grades of a run are kept while it lasts, so that it can go on after an interruption. */
export interface Progress {
  /** What an earlier run that was not finished has graded. */
  find(task: unknown): Graded | undefined
  keep(task: unknown, graded: Graded): void
  countReused(): number
  /** Forgets the grades of this run: the next one measures anew. */
  finish(): void
}

const ROOT = join(import.meta.dirname, '../../..')
/** Everything that decides what a grade is, besides the question, the answer and the model. */
const GRADES_BY = ['prompts', 'server/contract', 'server/grading', 'server/llm', 'server/text']

/** A digest of the code and the prompts that grade: grades by others are no part of a measurement. */
export function hashGradingCode(): string {
  const hash = createHash('sha256')
  for (const folder of GRADES_BY) {
    const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
    for (const file of files.sort()) hash.update(`${file.slice(ROOT.length)}\n`).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 16)
}

/** @param by who grades and where, beyond what a task says: the same task by another endpoint is another task. */
export function openProgress(file: string, by: { readonly endpoint: string; readonly code: string }): Progress {
  const kept = readLines(file)
  const used = new Set<string>()
  let reused = 0
  const keyOf = (task: unknown) =>
    createHash('sha256')
      .update(JSON.stringify([by.endpoint, task]))
      .digest('hex')
      .slice(0, 24)
  return {
    find(task) {
      const key = keyOf(task)
      const line = kept.get(key)
      used.add(key)
      if (line?.code !== by.code) return undefined
      reused += 1
      return line.graded
    },
    keep(task, graded) {
      mkdirSync(dirname(file), { recursive: true })
      appendFileSync(file, `${JSON.stringify({ key: keyOf(task), code: by.code, graded } satisfies Line)}\n`)
    },
    countReused: () => reused,
    finish() {
      // Another run over other answers may have been interrupted too: its grades stay.
      const others = [...readLines(file).values()].filter(({ key, code }) => code === by.code && !used.has(key))
      if (others.length === 0) rmSync(file, { force: true })
      else writeFileSync(file, others.map((line) => `${JSON.stringify(line)}\n`).join(''))
    },
  }
}

interface Line {
  readonly key: string
  readonly code: string
  readonly graded: Graded
}

function readLines(file: string): Map<string, Line> {
  if (!existsSync(file)) return new Map()
  const lines = readFileSync(file, 'utf8').split('\n')
  return new Map(
    lines.flatMap((text): [string, Line][] => {
      try {
        const line: Line = JSON.parse(text)
        return line.graded === undefined ? [] : [[line.key, line]]
      } catch {
        // The last line of an interrupted run may be half a line.
        return []
      }
    }),
  )
}
