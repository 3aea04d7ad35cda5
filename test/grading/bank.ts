import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { type Question, RoleSchema } from '../../server/contract/question.ts'
import { buildCoverage } from '../../server/grading/build-coverage.ts'

/** The ten questions that are shipped. */
export const QUESTIONS: readonly Question[] = RoleSchema.parse(
  parse(readFileSync(new URL('../../questions/technical-product-manager.yaml', import.meta.url), 'utf8')),
).questions

export const cover = (question: Question, ...texts: string[]) =>
  buildCoverage(
    question,
    texts.map((text, i) => ({ turnId: `t${2 * (i + 1)}`, text })),
  )

/** The answers at intended levels that are shipped. */
export function readIntendedLevels(): { questionId: string; answer: string; levels: { coverage: number } }[] {
  const file = readFileSync(new URL('../evals/intended-levels.jsonl', import.meta.url), 'utf8')
  return file
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}
