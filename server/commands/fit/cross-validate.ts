import { areaUnderCurve, meanOf, pearson } from '../eval/statistics.ts'
import { CORPORA, type Corpus, type FitData, type Sample } from './samples.ts'
import { predict, train } from './train.ts'

export interface CrossValidation {
  /** Each question is left out once. */
  readonly questions: number
  readonly byCorpus: Record<Corpus, { rows: number; pearson: number; auc: number | null; meanError: number }>
  /** Mean over the corpora. */
  readonly pearson: number
}

/** Grades every answer by coefficients that were fitted without any answer to its question. */
export function crossValidate(data: FitData): CrossValidation {
  const groups = [...Map.groupBy(data.samples, groupOf).keys()]
  const graded = groups.flatMap((group) => {
    const coefficients = train({
      samples: data.samples.filter((sample) => groupOf(sample) !== group),
      strangers: data.strangers.filter((sample) => groupOf(sample) !== group),
    })
    const out = data.samples.filter((sample) => groupOf(sample) === group)
    return out.map((sample) => ({ ...sample, grade: predict(sample, coefficients) }))
  })
  const byCorpus = Object.fromEntries(
    CORPORA.map((corpus) => {
      const own = graded.filter((sample) => sample.corpus === corpus)
      const [grades, humans] = [own.map(({ grade }) => grade), own.map(({ human }) => human)]
      const isLabelled = humans.every((human) => human === 0 || human === 1)
      const auc = isLabelled ? areaUnderCurve(grades, humans) : null
      return [
        corpus,
        { rows: own.length, pearson: pearson(grades, humans), auc, meanError: meanOf(grades) - meanOf(humans) },
      ]
    }),
  ) as CrossValidation['byCorpus']
  return { questions: groups.length, byCorpus, pearson: meanOf(CORPORA.map((corpus) => byCorpus[corpus].pearson)) }
}

const groupOf = ({ corpus, group }: Sample) => `${corpus} ${group}`
