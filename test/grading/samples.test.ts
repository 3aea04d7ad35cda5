import { describe, expect, it } from 'vitest'
import type { GradedGrade } from '../../server/contract/grade.ts'
import { EngineError, type EngineFailure } from '../../server/errors.ts'
import { createBuiltInJudge } from '../../server/grading/built-in-judge.ts'
import { type GradeOptions, gradeAnswer } from '../../server/grading/grade-answer.ts'
import type { Judge } from '../../server/ports.ts'
import { buildJudgement, buildRequest, createScriptedJudge, QUOTES, SAID } from './judges.ts'

const options = (more: Partial<GradeOptions> = {}): GradeOptions => ({
  samples: 3,
  signal: new AbortController().signal,
  ...more,
})
const failing = (reason: EngineFailure) => () => {
  throw new EngineError(reason, 'scripted')
}
const level = (one: 1 | 2 | 3 | 4 | 5) => () =>
  buildJudgement({ criteria: buildJudgement().criteria.map((c) => ({ ...c, level: one })) })

async function firstGrade(): Promise<GradedGrade> {
  const grade = await gradeAnswer(buildRequest(), createScriptedJudge(level(5)), options({ samples: 1 }))
  if (grade.status !== 'graded') throw new Error('not graded')
  return grade
}
const structureOf = (grade: { criteria: GradedGrade['criteria'] }) =>
  grade.criteria.find(({ criterionId }) => criterionId === 'structure')

describe('samples that differ', () => {
  it('[GS20] by one level leave no doubt, by two they do', async () => {
    const near = await gradeAnswer(
      buildRequest(),
      createScriptedJudge(level(3), level(4), level(3)),
      options({ samples: 3 }),
    )
    expect(near).toMatchObject({ spread: 1, lowConfidence: false })
    const far = await gradeAnswer(
      buildRequest(),
      createScriptedJudge(level(3), level(5), level(3)),
      options({ samples: 3 }),
    )
    expect(far).toMatchObject({ spread: 2, lowConfidence: true })
  })

  it('[GS21] in an even number count by the lower middle: doubt is in nobody’s favour', async () => {
    const judge = createScriptedJudge(level(2), level(4))
    const grade = await gradeAnswer(buildRequest(), judge, options({ samples: 2 }))
    const levels =
      grade.status === 'graded'
        ? grade.criteria.flatMap((one) =>
            one.status === 'marked' && one.criterionId !== 'coverage' ? [one.level] : [],
          )
        : []
    expect(levels.length).toBeGreaterThan(0)
    expect(new Set(levels)).toEqual(new Set([2]))
  })
})

describe('several readings of an answer', () => {
  it('[GS1] one of three that failed is left out, and the grade says how many there were', async () => {
    const judge = createScriptedJudge(level(3), failing('timed_out'), level(4))
    const grade = await gradeAnswer(buildRequest(), judge, options())
    expect(grade).toMatchObject({ status: 'graded', samples: 2, spread: 1 })
  })

  it('[GS1] two of three that failed have not graded, and leave no number', async () => {
    const judge = createScriptedJudge(level(3), failing('timed_out'), failing('unreachable'))
    const grade = await gradeAnswer(buildRequest(), judge, options())
    expect(grade).toMatchObject({ status: 'not_graded', reason: 'judge_timed_out' })
    expect(grade).not.toHaveProperty('criteria')
  })

  it('[GS2] a grade from one reading is completed: it counts as the first, and two more are asked for', async () => {
    const earlier = await firstGrade()
    const judge = createScriptedJudge(level(3), level(4))
    const grade = await gradeAnswer(buildRequest(), judge, options({ earlier }))
    expect(judge.asked).toBe(2)
    expect(grade).toMatchObject({ status: 'graded', samples: 3, spread: 2 })
    expect(structureOf(grade as GradedGrade)).toMatchObject({ level: 4 })
  })

  it.each<[string, (grade: GradedGrade) => GradedGrade]>([
    ['by another model', (grade) => ({ ...grade, judge: { kind: 'model', model: 'another' } })],
    ['by word matching', (grade) => ({ ...grade, judge: { kind: 'built-in' } })],
    ['by another prompt', (grade) => ({ ...grade, promptVersion: 'judge@0' })],
    ['by another rubric', (grade) => ({ ...grade, rubricVersion: 'approach@9' })],
    ['from several readings', (grade) => ({ ...grade, samples: 3 })],
    ['from no reading at all', (grade) => ({ ...grade, samples: 0 })],
    [
      'of other words',
      (grade) => ({
        ...grade,
        keyPoints: grade.keyPoints.map((point) => ({
          ...point,
          evidence: [{ turnId: 't2', from: 0, to: 3, text: 'Now' }],
        })),
      }),
    ],
  ])('[GS3] a grade %s does not count as a reading', async (_what, change) => {
    const judge = createScriptedJudge(level(3))
    const grade = await gradeAnswer(buildRequest(), judge, options({ earlier: change(await firstGrade()) }))
    expect(judge.asked).toBe(3)
    expect(grade).toMatchObject({ samples: 3, spread: 0 })
  })

  it('[GS4] readings for which there are no tokens are left out, as long as there is one', async () => {
    const judge = createScriptedJudge(level(4), failing('budget_spent'), failing('budget_spent'))
    const grade = await gradeAnswer(buildRequest(), judge, options({ whenSpent: createBuiltInJudge() }))
    expect(grade).toMatchObject({ status: 'graded', judge: { kind: 'model' }, samples: 1 })
    expect(grade).not.toHaveProperty('inPlaceOf')
  })

  it('[GS5] without tokens for a single one word matching grades, and the grade says in whose place', async () => {
    const judge = createScriptedJudge(failing('budget_spent'))
    const grade = await gradeAnswer(buildRequest(), judge, options({ whenSpent: createBuiltInJudge() }))
    const inPlaceOf = { model: 'scripted', because: 'budget_spent' }
    expect(grade).toMatchObject({ status: 'graded', judge: { kind: 'built-in' }, samples: 1, inPlaceOf })
  })

  it('[GS6] where that judge alone was asked for, there is no grade instead', async () => {
    const grade = await gradeAnswer(buildRequest(), createScriptedJudge(failing('budget_spent')), options())
    expect(grade).toMatchObject({ status: 'not_graded', reason: 'budget_spent', judge: { kind: 'model' } })
  })
})

describe('readings that fail', () => {
  /** What is told of a grade by this judge. */
  async function tell(judge: Judge, more: Partial<GradeOptions> = {}, said = SAID) {
    const told: unknown[] = []
    const grade = await gradeAnswer(
      buildRequest(said),
      judge,
      options({ ...more, onFailure: (error) => told.push(error) }),
    )
    return { grade, told }
  }
  const breaking = () => {
    throw new TypeError(`cannot read ${SAID}`)
  }

  it('[GS9] are told once where they failed alike, and each where they did not', async () => {
    const alike = await tell(createScriptedJudge(failing('rejected')))
    expect(alike.told).toMatchObject([{ name: 'EngineError', reason: 'rejected' }])
    const apart = await tell(createScriptedJudge(failing('rejected'), failing('busy'), failing('rejected')))
    expect(apart.told).toMatchObject([{ reason: 'rejected' }, { reason: 'busy' }])
  })

  it('[GS9] are told where enough came to grade, too', async () => {
    const { grade, told } = await tell(createScriptedJudge(level(3), failing('output_incomplete'), level(3)))
    expect(grade).toMatchObject({ status: 'graded', samples: 2 })
    expect(told).toMatchObject([{ reason: 'output_incomplete' }])
  })

  it('[GS10] by a fault of our own are told once as it is, with its stack', async () => {
    const { grade, told } = await tell(createScriptedJudge(breaking))
    expect(grade).toMatchObject({ status: 'not_graded', reason: 'grading_failed' })
    expect(told).toEqual([expect.any(TypeError)])
    expect(JSON.stringify(grade)).not.toContain(SAID)
  })

  it('[GS10] before a judge was asked are told too', async () => {
    const told: unknown[] = []
    const request = buildRequest(SAID, { question: { ...buildRequest().question, sampleAnswer: null as never } })
    const judge = createScriptedJudge(level(3))
    const grade = await gradeAnswer(request, judge, options({ onFailure: (error) => told.push(error) }))
    expect(grade).toMatchObject({ status: 'not_graded', reason: 'grading_failed' })
    expect(told).toEqual([expect.any(TypeError)])
    expect(judge.asked).toBe(0)
  })

  it('[GS10] in word matching in a model’s place are told', async () => {
    const whenSpent = { ...createBuiltInJudge(), judge: async () => breaking() }
    const { grade, told } = await tell(createScriptedJudge(failing('budget_spent')), { whenSpent })
    expect(grade).toMatchObject({ status: 'not_graded', reason: 'grading_failed', inPlaceOf: { model: 'scripted' } })
    expect(told).toEqual([expect.any(TypeError)])
  })

  it('[GS11] because they were cancelled, or for want of tokens, are told to nobody', async () => {
    const aborter = new AbortController()
    const cancelled = createScriptedJudge(() => {
      aborter.abort()
      throw new EngineError('timed_out', 'the call was cancelled')
    })
    expect((await tell(cancelled, { signal: aborter.signal })).told).toEqual([])
    expect((await tell(createScriptedJudge(level(3)), { signal: AbortSignal.abort() })).told).toEqual([])
    const spent = createScriptedJudge(level(3), failing('budget_spent'), failing('budget_spent'))
    expect((await tell(spent)).told).toEqual([])
    expect((await tell(createScriptedJudge(failing('budget_spent')))).told).toEqual([])
  })
})

describe('the anchors of a question', () => {
  const own = {
    1: 'Knows no loaf.',
    2: 'Knows a loaf.',
    3: 'Names a loaf.',
    4: 'Bakes a loaf.',
    5: 'Bakes and sells a loaf.',
  }
  const request = buildRequest(SAID)
  const question = { ...request.question, anchors: { structure: own } }

  it('[GS7] are what the judge is given in place of the rubric’s, for that criterion alone', async () => {
    const seen: unknown[] = []
    const judge = createScriptedJudge(level(3))
    await gradeAnswer(
      { ...request, question },
      {
        ...judge,
        judge: async (given) => {
          seen.push(Object.fromEntries(given.rubric.criteria.map(({ id, anchors }) => [id, anchors])))
          return buildJudgement()
        },
      },
      options({ samples: 1 }),
    )
    const general = Object.fromEntries(request.rubric.criteria.map(({ id, anchors }) => [id, anchors]))
    expect(seen).toEqual([{ ...general, structure: own }])
  })

  it('[GS8] are what the next step cites', async () => {
    const all = buildJudgement().keyPoints.map((p, i) => ({ ...p, verdict: 'covered' as const, quotes: [QUOTES[i]!] }))
    const weak = buildJudgement().criteria.map((c) => ({ ...c, level: c.criterionId === 'structure' ? 3 : 5 }) as const)
    const judge = createScriptedJudge(() => buildJudgement({ keyPoints: all, criteria: weak as never }))
    const grade = await gradeAnswer({ ...request, question }, judge, options({ samples: 1 }))
    expect(grade).toMatchObject({ nextStep: { text: expect.stringMatching(/bakes a loaf/i) } })
  })
})
