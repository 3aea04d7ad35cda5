import { describe, expect, it } from 'vitest'
import type { Graded } from '../../server/commands/eval/grade-rows.ts'
import { loadBank } from '../../server/commands/eval/load.ts'
import { measureOwnWords, type OwnWordsRow, readOwnWords, toOwnWordsRows } from '../../server/commands/eval/own-words.ts'
import { RoleSchema } from '../../server/contract/question.ts'
import { buildQuestion } from '../support/factories.ts'

const SHIPPED = new URL('own-words/answers.jsonl', import.meta.url).pathname
const keyPoint = (id: string, weight: number) => ({ id, point: `The point ${id}.`, weight })
const ROLE = RoleSchema.parse({
  id: 'baker',
  title: 'Baker',
  summary: '',
  questions: [buildQuestion({ id: 'bread', keyPoints: [keyPoint('first', 3), keyPoint('second', 1)] })],
})
const row = (id: string, points: OwnWordsRow['points']): OwnWordsRow => ({ id, questionId: 'bread', points, answer: 'So.' })
const graded = (id: string, grade: number | null, verdicts: Graded['verdicts']): Graded => ({
  id,
  grade,
  reason: grade === null ? 'judge_timed_out' : null,
  flags: [],
  levels: {},
  verdicts,
  ms: 1,
})

describe('answers that were written with sight of the question alone', () => {
  it('[OW1] every point of every question of the bank is marked, for at least 50 answers', async () => {
    const { role } = await loadBank()
    const rows = readOwnWords(SHIPPED)
    expect(rows.length).toBeGreaterThanOrEqual(50)
    expect(toOwnWordsRows(rows, role).every(({ human }) => human >= 0 && human <= 1)).toBe(true)
    for (const { questionId, points } of rows) {
      const question = role.questions.find(({ id }) => id === questionId)
      expect(Object.keys(points).sort()).toEqual(question?.keyPoints.map(({ id }) => id).sort())
    }
  })

  it('[OW2] a share of points is by weight and the mean of both marks; a point without one is an error', () => {
    const rows = [row('a', { first: ['covered', 'partly'], second: ['missing', 'contradicted'] })]
    expect(toOwnWordsRows(rows, ROLE)[0]?.human).toBeCloseTo((3 * 0.75) / 4)
    expect(() => toOwnWordsRows([row('a', { first: ['covered', 'covered'] })], ROLE)).toThrow('second is not marked')
  })

  it('[OW3] counts for each verdict how many points were made; what was not graded is in no figure', () => {
    const rows = [
      row('a', { first: ['covered', 'covered'], second: ['missing', 'partly'] }),
      row('b', { first: ['missing', 'missing'], second: ['covered', 'partly'] }),
      row('c', { first: ['covered', 'covered'], second: ['covered', 'covered'] }),
    ]
    const measured = measureOwnWords(rows, ROLE, [
      graded('a', 0.75, { first: 'covered', second: 'missing' }),
      graded('b', 0.25, { first: 'partly', second: 'missing' }),
      graded('c', null, {}),
    ])
    expect(measured).toMatchObject({ answers: 3, markedAlike: 0.67 })
    expect(measured?.verdicts).toEqual([
      { verdict: 'covered', points: 1, made: 1 },
      { verdict: 'partly', points: 1, made: 0 },
      { verdict: 'missing', points: 2, made: 1 },
      { verdict: 'contradicted', points: 0, made: 0 },
    ])
    expect(measureOwnWords(rows, ROLE, rows.map(({ id }) => graded(id, null, {})))).toBeNull()
  })
})
