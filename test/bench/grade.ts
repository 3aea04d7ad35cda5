import { load } from '../../server/commands/eval/load.ts'
import { buildCoverage } from '../../server/grading/build-coverage.ts'
import { type Figure, median, quantile } from './measure.ts'

const ANSWER_WORDS = 400
const ROUNDS = 40
/** Until then the code is being compiled. */
const WARM_UP = 10
const LIMIT_MS = 10

/** What word matching takes for an answer of 400 words, over all questions of the bank, each round another stretch of the labelled answers. */
export async function benchGrade(): Promise<Figure[]> {
  const { rows, questions, roleQuestions } = await load(null, Number.POSITIVE_INFINITY)
  const byQuestion = Map.groupBy(rows.keys(), (i) => questions[i]?.[0])
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const [question, places] of byQuestion) {
      if (question === undefined) continue
      const words = places.flatMap((i) => rows[i]?.answer.split(/\s+/) ?? [])
      const from = (round * 7) % (words.length - ANSWER_WORDS)
      const text = words.slice(from, from + ANSWER_WORDS).join(' ')
      const startedAt = performance.now()
      buildCoverage(question, [{ turnId: 't1', text }], roleQuestions)
      if (round >= WARM_UP) times.push(performance.now() - startedAt)
    }
  }
  const what = `word matching of ${ANSWER_WORDS} words, ${times.length} answers`
  return [
    { what: `${what}, median`, value: median(times), unit: 'ms', limit: LIMIT_MS },
    { what: 'the same, p99', value: quantile(times, 0.99), unit: 'ms', limit: LIMIT_MS },
  ]
}
