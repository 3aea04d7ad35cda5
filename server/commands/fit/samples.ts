import { join } from 'node:path'
import type { Question } from '#contract/question.ts'
import { buildCoverage } from '../../grading/build-coverage.ts'
import type { Features } from '../../grading/features.ts'
import { createQuestionMaker, isNoAnswer, type Row, readRows } from '../eval/rows.ts'

/** The corpora to fit on; the level is fitted on the first, whose answers are longest. */
export const CORPORA = ['saf', 'scientsbank', 'beetle'] as const
export type Corpus = (typeof CORPORA)[number]

/** An answer as the fit sees it: one set of features for each accepted answer, none where a gate closed. */
export interface Sample {
  readonly corpus: Corpus
  readonly group: string
  /** 0 to 1. */
  readonly human: number
  readonly features: readonly Features[]
}

export interface FitData {
  readonly samples: readonly Sample[]
  /** Answers held against the sample answer of another question: nothing in them is right. */
  readonly strangers: readonly Sample[]
}

/**
 * Reads the corpora, without rows that say that nothing was answered.
 * @throws Error that names the file where one is missing or broken, or nothing can be fitted on it.
 */
export function readFitData(folder: string): FitData {
  const makeQuestions = createQuestionMaker()
  const samples: Sample[] = []
  const strangers: Sample[] = []
  for (const corpus of CORPORA) {
    const file = join(folder, `${corpus}-fit.jsonl`)
    const rows = readRows(file).filter((row) => !isNoAnswer(row.answer))
    refuseUniform(rows, file)
    for (const row of rows) samples.push(measure(corpus, row, makeQuestions(row), row.human / row.humanMax))
    if (corpus !== CORPORA[0]) continue
    const groups = [...Map.groupBy(rows, (row) => row.group).values()]
    groups.forEach((group, i) => {
      const other = groups[(i + 1) % groups.length]?.[0]
      if (other) strangers.push(...group.map((row) => measure(corpus, row, makeQuestions(other), 0)))
    })
  }
  return { samples, strangers }
}

/** Each question is left out once, and what is left has to tell good answers from bad ones. */
function refuseUniform(rows: readonly Row[], file: string): void {
  const groups = new Set(rows.map(({ group }) => group)).size
  if (groups < 2)
    throw new Error(
      `${file}: has answers to ${groups} ${groups === 1 ? 'question' : 'questions'}, and at least 2 are needed`,
    )
  const grades = new Set(rows.map(({ human, humanMax }) => human / humanMax))
  if (grades.size < 2) throw new Error(`${file}: every answer has the same grade, so nothing can be fitted`)
}

function measure(corpus: Corpus, row: Row, questions: readonly Question[], human: number): Sample {
  const features = questions.flatMap((question) => {
    const measured = buildCoverage(question, [{ turnId: 't1', text: row.answer }]).features
    return measured ? [measured] : []
  })
  return { corpus, group: row.group, human, features }
}
