import { join } from 'node:path'
import type { Question, Role } from '#contract/question.ts'
import type { Rubric } from '#contract/rubric.ts'
import { formatProblems } from '../../bank/problem.ts'
import { readBank } from '../../bank/read-bank.ts'
import { type OwnWordsRow, readOwnWords } from './own-words.ts'
import { createQuestionMaker, type Row, readRows } from './rows.ts'
import { readShippedSet, toRows } from './shipped-set.ts'

const ROOT = join(import.meta.dirname, '../../..')
const SHIPPED_ROLE = 'technical-product-manager'
const SHIPPED_SET = join(ROOT, 'test/evals')
const OWN_WORDS = join(SHIPPED_SET, 'own-words/answers.jsonl')

/** Answers to grade, each with the questions that it may answer. */
export interface Loaded {
  readonly name: string
  readonly rows: readonly Row[]
  readonly questions: readonly (readonly Question[])[]
  /** Every question of the role or the file, limited or not. */
  readonly roleQuestions: readonly Question[]
  rubricFor(question: Question | undefined): Rubric
  /** With the whole shipped set: answers that were written without sight of the key points, and their role. */
  readonly ownWords: { readonly rows: readonly OwnWordsRow[]; readonly role: Role } | null
}

/** The shipped bank. @throws Error with everything that is wrong with it. */
export async function loadBank(): Promise<{ role: Role; rubrics: readonly Rubric[] }> {
  const { roles, rubrics, problems } = await readBank({ questionsDir: join(ROOT, 'questions') })
  if (problems.length > 0) throw new Error(formatProblems(problems))
  const role = roles.map((one) => one.role).find(({ id }) => id === SHIPPED_ROLE)
  if (!role) throw new Error(`the bank has no role ${SHIPPED_ROLE}`)
  return { role, rubrics }
}

/** A data file, or the shipped set where it is null. */
export async function load(file: string | null, limit: number): Promise<Loaded> {
  const { role, rubrics } = await loadBank()
  const rubricFor = (question: Question | undefined): Rubric => {
    const rubric = rubrics.find(({ kind }) => kind === question?.kind)
    if (!rubric) throw new Error(`there is no rubric for ${question?.kind}`)
    return rubric
  }
  if (file !== null) {
    const all = readRows(file)
    const made = all.map(createQuestionMaker())
    const roleQuestions = [...new Set(made.flatMap((questions) => questions.slice(0, 1)))]
    const rows = all.slice(0, limit)
    return { name: file, rows, questions: made.slice(0, limit), roleQuestions, rubricFor, ownWords: null }
  }
  const rows = toRows(readShippedSet(SHIPPED_SET), role).slice(0, limit)
  const questions = rows.map(({ group }) => role.questions.filter(({ id }) => id === group))
  const ownWords = limit === Number.POSITIVE_INFINITY ? { rows: readOwnWords(OWN_WORDS), role } : null
  return { name: 'test/evals', rows, questions, roleQuestions: role.questions, rubricFor, ownWords }
}
