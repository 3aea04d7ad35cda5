import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Grade, type GradedGrade, GradeSchema } from '../../server/contract/grade.ts'
import { EngineError, type EngineFailure, NOT_GRADED_REASONS } from '../../server/errors.ts'
import { createBuiltInJudge } from '../../server/grading/built-in-judge.ts'
import { gradeAnswer } from '../../server/grading/grade-answer.ts'
import type { Judge, JudgeRequest, RawJudgement } from '../../server/ports.ts'
import { splitWords } from '../../server/text/words.ts'
import { buildJudgement, buildRequest, createScriptedJudge, QUOTES, SAID } from './judges.ts'

const signal = () => new AbortController().signal
const grade = (judge: Judge, request: JudgeRequest = buildRequest(), samples = 1): Promise<Grade> =>
  gradeAnswer(request, judge, { samples, signal: signal() })

async function graded(judge: Judge, request = buildRequest(), samples = 1): Promise<GradedGrade> {
  const result = await grade(judge, request, samples)
  if (result.status !== 'graded') throw new Error(`not graded: ${result.reason}`)
  return result
}

const markOf = (result: GradedGrade, id: string) => result.criteria.find(({ criterionId }) => criterionId === id)
const saying = (judgement: Partial<RawJudgement>) => createScriptedJudge(() => buildJudgement(judgement))

describe('gradeAnswer', () => {
  it('[GR1] adds up verdicts by weight: covered whole, partly half', async () => {
    const result = await graded(createScriptedJudge(() => buildJudgement()))
    expect(result.coverage).toBeCloseTo((3 * 1 + 2 * 0.5) / 6)
    expect(markOf(result, 'coverage')).toMatchObject({ status: 'marked', level: 4, band: null })
    expect(GradeSchema.parse(result)).toEqual(result)
  })

  it('[GR1] records who graded, by which rubric and prompt', async () => {
    expect(await graded(createScriptedJudge(() => buildJudgement()))).toMatchObject({
      judge: { kind: 'model', model: 'scripted' },
      rubricVersion: expect.stringMatching(/^[a-z-]+@\d+$/),
      promptVersion: 'judge@1',
      samples: 1,
    })
  })

  it('[GR2] gives each quote its place in the candidate’s words', async () => {
    const result = await graded(createScriptedJudge(() => buildJudgement()))
    const all = [
      ...result.keyPoints.flatMap((p) => p.evidence),
      ...result.criteria.flatMap((c) => ('evidence' in c ? c.evidence : [])),
    ]
    expect(all.length).toBeGreaterThan(0)
    for (const { turnId, from, to, text } of all) {
      expect(turnId).toBe('t2')
      expect(SAID.slice(from, to)).toBe(text)
    }
  })

  it('[GR3] a verdict whose quote nobody said falls to missing, and a mark is withheld', async () => {
    const said = buildJudgement()
    const result = await graded(
      saying({
        keyPoints: said.keyPoints.map((p, i) =>
          i === 1 ? { ...p, verdict: 'covered', quotes: ['I preheat the stone for an hour'] } : p,
        ),
        criteria: said.criteria.map((c) => ({ ...c, level: 5, quotes: ['with outstanding structure'] })),
      }),
    )
    expect(result.keyPoints.map(({ verdict }) => verdict)).toEqual(['covered', 'missing', 'missing'])
    expect(result.criteria.filter(({ criterionId }) => criterionId !== 'coverage')).toEqual(
      said.criteria.map(({ criterionId }) => ({ status: 'withheld', criterionId, why: 'quote_not_found' })),
    )
  })

  it('[GR3] never takes the interviewer’s words, nor the question’s alone, for evidence', async () => {
    const quotes = ['the most wonderful loaf', 'loaf of sour bread']
    const answer = `${SAID} So that is my loaf of sour bread.`
    const points = buildJudgement().keyPoints.map((p) => ({ ...p, verdict: 'covered' as const, quotes }))
    const result = await graded(saying({ keyPoints: points }), buildRequest(answer))
    expect(result.keyPoints.flatMap(({ evidence }) => evidence)).toEqual([])
  })

  it('[GR4] stores none of 1,000 altered or invented quotes', async () => {
    const words = splitWords(SAID).map(({ text }) => text)
    const others = ['yeast', 'never', 'oven', 'quickly', 'morning', 'not']
    const altered = fc
      .record({
        from: fc.nat(words.length - 4),
        length: fc.integer({ min: 3, max: 9 }),
        at: fc.nat(2),
        other: fc.constantFrom(...others),
        swap: fc.boolean(),
      })
      .map(({ from, length, at, other, swap }) => {
        const part = words.slice(from, from + length)
        part.splice(Math.min(at + 1, part.length - 1), swap ? 1 : 0, other)
        return part.join(' ')
      })
    let stored = 0
    await fc.assert(
      fc.asyncProperty(altered, async (quote) => {
        // Where most quotes are invented there is no grade at all: here the other verdict keeps its own.
        const [fed, ...others] = buildJudgement().keyPoints
        const changed = { ...others[0]!, verdict: 'covered' as const, quotes: [quote] }
        const result = await graded(saying({ keyPoints: [fed!, changed, others[1]!] }))
        stored += result.keyPoints[1]?.evidence.length ?? 0
        expect(result.keyPoints[0]?.evidence).toHaveLength(1)
      }),
      { numRuns: 1_000, seed: 4 },
    )
    expect(stored).toBe(0)
  })

  it('[GR5] keeps a genuine lowest level, with and without a quote', async () => {
    const criteria = buildJudgement().criteria.map((c, i) => ({
      ...c,
      level: 1 as const,
      quotes: i % 2 ? [] : c.quotes,
    }))
    const result = await graded(saying({ criteria }))
    for (const { criterionId } of criteria)
      expect(markOf(result, criterionId)).toMatchObject({ status: 'marked', level: 1 })
  })

  it.each(Object.entries(NOT_GRADED_REASONS) as [EngineFailure, string][])(
    '[GR6] a judge that fails with %s has not graded: %s, no number',
    async (failure, reason) => {
      const judge = createScriptedJudge(() => {
        throw new EngineError(failure, 'failed')
      })
      const result = await grade(judge)
      expect(result).toMatchObject({ status: 'not_graded', reason, retryable: true })
      expect(JSON.stringify(result)).not.toMatch(/"(?:level|coverage)"/)
    },
  )

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'all covered'],
    [
      'a level of zero',
      buildJudgement({ criteria: buildJudgement().criteria.map((c) => ({ ...c, level: 0 as never })) }),
    ],
    [
      'a level of six',
      buildJudgement({ criteria: buildJudgement().criteria.map((c) => ({ ...c, level: 6 as never })) }),
    ],
    ['a coverage over one', buildJudgement({ coverage: 1.2 })],
    ['a coverage that is no number', buildJudgement({ coverage: Number.NaN })],
    [
      'an unknown verdict',
      buildJudgement({ keyPoints: buildJudgement().keyPoints.map((p) => ({ ...p, verdict: 'great' as never })) }),
    ],
    [
      'an unknown key point',
      buildJudgement({
        keyPoints: [
          ...buildJudgement().keyPoints,
          { keyPointId: 'other', verdict: 'covered', quotes: ['starter'], reason: '' },
        ],
      }),
    ],
    [
      'a key point twice',
      buildJudgement({ keyPoints: [...buildJudgement().keyPoints, ...buildJudgement().keyPoints] }),
    ],
  ])('[GR7] output that is %s is invalid', async (_, raw) => {
    expect(await grade(createScriptedJudge(() => raw))).toMatchObject({
      status: 'not_graded',
      reason: 'judge_output_invalid',
    })
  })

  it('[GR7] a missing key point or criterion makes the output incomplete', async () => {
    const { keyPoints, criteria } = buildJudgement()
    for (const less of [{ keyPoints: keyPoints.slice(1) }, { criteria: criteria.slice(1) }]) {
      expect(await grade(saying(less))).toMatchObject({ status: 'not_graded', reason: 'judge_output_incomplete' })
    }
  })

  it('[GR7] a fault of our own and a call that is broken off have not graded either, and blame no model', async () => {
    const throwing = (error: Error) =>
      createScriptedJudge(() => {
        throw error
      })
    expect(await grade(throwing(new TypeError('x is undefined')))).toMatchObject({
      status: 'not_graded',
      reason: 'grading_failed',
      retryable: true,
    })
    expect(await grade(throwing(new DOMException('stopped', 'AbortError')))).toMatchObject({
      reason: 'judge_timed_out',
    })
    const aborted = gradeAnswer(buildRequest(), createBuiltInJudge(), { samples: 1, signal: AbortSignal.abort() })
    expect(await aborted).toMatchObject({ status: 'not_graded', reason: 'judge_timed_out' })
  })

  it.each([
    ['nothing at all', ''],
    ['a word', 'Starter.'],
    ['"I don’t know"', 'Sorry, I really don’t know.'],
    ['the question again', 'How do you bake a loaf of sour bread?'],
  ])('[GR8] grades %s as nothing covered, without asking a model', async (_, text) => {
    const judge = createScriptedJudge(() => buildJudgement())
    const result = await graded(judge, buildRequest(text))
    expect(judge.asked).toBe(0)
    expect(result).toMatchObject({ coverage: 0, worked: null, samples: 0, lowConfidence: false })
    expect(GradeSchema.parse(result)).toEqual(result)
    expect(await graded(createBuiltInJudge(), buildRequest(text))).toMatchObject({ coverage: 0, samples: 1 })
    expect(new Set(result.keyPoints.map(({ verdict }) => verdict))).toEqual(new Set(['missing']))
    expect(markOf(result, 'coverage')).toMatchObject({ status: 'marked', level: 1 })
  })

  it('[GR8] does not grade where there is no turn, or no readable text', async () => {
    const judge = createScriptedJudge(() => buildJudgement())
    expect(await grade(judge, { ...buildRequest(), turns: [] })).toMatchObject({
      reason: 'transcript_unreadable',
      retryable: false,
    })
    expect(await grade(judge, buildRequest('\uFFFD\uFFFDst\uFFFDrt\uFFFDr'))).toMatchObject({
      reason: 'transcript_unreadable',
    })
    expect(judge.asked).toBe(0)
  })

  it('[GR9] of several samples the medians count, with a quote of a sample that gave it', async () => {
    const at = (level: 1 | 3 | 4, verdict: 'covered' | 'missing') => () =>
      buildJudgement({
        keyPoints: buildJudgement().keyPoints.map((p, i) => ({
          ...p,
          verdict,
          quotes: verdict === 'covered' ? [QUOTES[i]!] : [],
        })),
        criteria: buildJudgement().criteria.map((c) => ({ ...c, level })),
      })
    const judge = createScriptedJudge(at(4, 'covered'), at(1, 'missing'), at(3, 'covered'))
    const result = await graded(judge, buildRequest(), 3)
    expect(judge.asked).toBe(3)
    expect(result.keyPoints.map(({ verdict }) => verdict)).toEqual(['covered', 'covered', 'covered'])
    expect(result.keyPoints[0]?.evidence[0]?.text).toBe(QUOTES[0])
    expect(markOf(result, 'structure')).toMatchObject({ level: 3 })
    expect(result).toMatchObject({ samples: 3, spread: 4, lowConfidence: true })
  })

  it('[GR9] samples that agree leave no doubt', async () => {
    expect(
      await graded(
        createScriptedJudge(() => buildJudgement()),
        buildRequest(),
        3,
      ),
    ).toMatchObject({ spread: 0, lowConfidence: false })
  })

  it('[GR9] says low confidence where a model and word matching are far apart', async () => {
    const keyPoints = buildJudgement().keyPoints.map((p) => ({
      ...p,
      verdict: 'covered' as const,
      quotes: ['pancakes on a Sunday'],
    }))
    const result = await graded(
      saying({ keyPoints }),
      buildRequest('We had pancakes on a Sunday and they were lovely with lemon.'),
    )
    expect(result.lowConfidence).toBe(true)
  })

  it('[GR10] with the built-in judge only coverage is marked, in a band of at most two neighbouring levels', async () => {
    const result = await graded(createBuiltInJudge())
    const coverage = markOf(result, 'coverage')
    if (coverage?.status !== 'marked' || !coverage.band) throw new Error('coverage is marked with a band')
    expect(coverage.band.high - coverage.band.low).toBeLessThanOrEqual(1)
    expect(coverage.level >= coverage.band.low && coverage.level <= coverage.band.high).toBe(true)
    const others = result.criteria.filter(({ criterionId }) => criterionId !== 'coverage')
    expect(others.length).toBeGreaterThan(0)
    for (const other of others) expect(other).toMatchObject({ status: 'withheld', why: 'needs_model' })
  })

  it('[GR11] names what worked and the missing point that would gain most', async () => {
    const result = await graded(createScriptedJudge(() => buildJudgement()))
    expect(result.worked).toMatchObject({ keyPointId: 'feed-starter', evidence: { text: 'feed the starter' } })
    expect(result.nextStep.keyPointId).toBe('closed-pot')
    expect(result.nextStep.text).toContain('Bakes it in a closed pot so that steam stays inside')
    expect(result.observations).toEqual({ words: 24, numbersGiven: 1, ownActions: 1 })
  })

  it('[GR11] where every point is there, the next step is the weakest criterion, one level up', async () => {
    const keyPoints = buildJudgement().keyPoints.map((p, i) => ({
      ...p,
      verdict: 'covered' as const,
      quotes: [QUOTES[i]!],
    }))
    const result = await graded(saying({ keyPoints }))
    expect(result.nextStep).toMatchObject({ keyPointId: null })
    expect(result.nextStep.text).toMatch(/one level up in .*much/)
  })
})
