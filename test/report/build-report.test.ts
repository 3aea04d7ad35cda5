import { describe, expect, it } from 'vitest'
import { ReportSchema } from '#contract/report.ts'
import { buildReport } from '../../server/report/build-report.ts'
import { createLog, gradedOf, levelOf, notGraded, questionOf, rubricOf } from './create-log.ts'

const FIVE = ['a', 'b', 'c', 'd', 'e'].map((id) => questionOf(id))

describe('buildReport', () => {
  it('[RP1] skipped, not graded, still graded and open answers enter no summary', () => {
    const log = createLog(FIVE)
    log.play(0, 'An answer.', levelOf(4))
    log.play(1, 'An answer.', notGraded)
    log.ask(2)
    log.skip(2)
    log.play(3, 'An answer.')
    log.ask(4)
    const report = buildReport(log.end('left'))

    const coverage = report.criteria.find(({ id }) => id === 'coverage')
    expect(coverage?.marks).toEqual([{ level: 4, band: null }, null, null, null, null])
    expect(coverage?.typical).toBe(4)
    expect(report.counts).toEqual({ graded: 1, notGraded: 1, skipped: 1, grading: 1 })
    expect(report.strongest).toBeNull()
    expect(report.questions.map(({ outcome }) => outcome.status)).toEqual([
      'graded',
      'not_graded',
      'skipped',
      'grading',
      'open',
    ])
    expect(ReportSchema.parse(report)).toEqual(report)
  })

  it('[RP2] the typical level is the middle one, of two middles the lower', () => {
    const typical = (...levels: (1 | 2 | 3 | 4 | 5)[]) => {
      const log = createLog(FIVE)
      levels.forEach((level, index) => {
        log.play(index, 'An answer.', levelOf(level))
      })
      return buildReport(log.end()).criteria.find(({ id }) => id === 'coverage')?.typical
    }
    expect(typical(5, 1, 2)).toBe(2)
    expect(typical(5, 1, 4, 2)).toBe(2)
    expect(typical(1)).toBe(1)
    expect(typical()).toBeUndefined()
  })

  it('[RP3] a criterion that nothing marked has no typical level and stays in the list', () => {
    const log = createLog(FIVE)
    const withheld = { status: 'withheld', criterionId: 'structure', why: 'needs_model' } as const
    log.play(0, 'An answer.', gradedOf({ criteria: [withheld] }))
    const structure = buildReport(log.end()).criteria.find(({ id }) => id === 'structure')
    expect(structure).toEqual({ id: 'structure', name: 'Name of structure', marks: [null], typical: null })
  })

  it('[RP4] names the strongest and the weakest by the mean of their levels', () => {
    const log = createLog(FIVE)
    const levels = [3, 2, 5, 1] as const
    levels.forEach((level, index) => {
      log.play(index, 'An answer.', levelOf(level))
    })
    const report = buildReport(log.end())
    expect([report.strongest, report.weakest]).toEqual([2, 3])
  })

  it('[RP4] of several at the bottom names the one that lost most, then the first, and practises it first', () => {
    const log = createLog(FIVE)
    const points = (turnId: string, verdict: 'covered' | 'missing') => {
      const evidence = verdict === 'covered' ? [{ turnId, from: 0, to: 5, text: 'I did' }] : []
      return [{ keyPointId: 'two', verdict, evidence, reason: '' }] as const
    }
    const answer = (index: number, level: 1 | 3, verdict: 'covered' | 'missing') => {
      log.ask(index)
      const turnId = log.say(index, 'I did the thing.')
      log.close(index, levelOf(level, { keyPoints: [...points(turnId, verdict)] }))
    }
    answer(0, 3, 'missing')
    answer(1, 1, 'covered')
    answer(2, 1, 'missing')
    answer(3, 1, 'missing')
    const { strongest, weakest, practiseNext } = buildReport(log.end())
    expect([strongest, weakest]).toEqual([0, 2])
    expect(practiseNext.map(({ index }) => index)).toEqual([2, 0, 3])
  })

  it('[RP4] names neither where they stand alike, or where only one was graded', () => {
    const extremes = (...levels: (1 | 2 | 3 | 4 | 5)[]) => {
      const log = createLog(FIVE)
      levels.forEach((level, index) => {
        log.play(index, 'An answer.', levelOf(level))
      })
      const report = buildReport(log.end())
      return [report.strongest, report.weakest]
    }
    expect(extremes(3, 3, 3)).toEqual([null, null])
    expect(extremes(4)).toEqual([null, null])
  })

  it('[RP4] where levels are ranges goes by the share of key points, not by the middle of a range', () => {
    const log = createLog(FIVE)
    const banded = (verdict: 'covered' | 'missing', low: 1 | 2, turnId: string) => {
      const evidence = verdict === 'covered' ? [{ turnId, from: 0, to: 5, text: 'I did' }] : []
      return gradedOf({
        keyPoints: [{ keyPointId: 'one', verdict, evidence, reason: '' }],
        criteria: [
          {
            status: 'marked',
            criterionId: 'coverage',
            level: low,
            band: { low, high: low === 1 ? 2 : 3 },
            evidence: [],
            reason: '',
          },
        ],
      })
    }
    const answer = (index: number, verdict: 'covered' | 'missing', low: 1 | 2) => {
      log.ask(index)
      const turnId = log.say(index, 'I did the thing.')
      log.close(index, banded(verdict, low, turnId))
    }
    answer(0, 'missing', 2)
    answer(1, 'covered', 1)
    const report = buildReport(log.end())
    expect([report.strongest, report.weakest]).toEqual([1, 0])
  })

  it('[RP5] practises the largest gaps first, three at most, one a competency, skipped ones last', () => {
    const questions = [
      questionOf('a'),
      questionOf('b', { competency: 'Shared' }),
      questionOf('c', { competency: 'Shared' }),
      questionOf('d'),
      questionOf('e'),
    ]
    const text = 'I did the thing.'
    const log = createLog(questions)
    log.ask(0)
    log.skip(0)
    const points = (turnId: string, one: boolean, two: boolean) => {
      const evidence = [{ turnId, from: 0, to: 5, text: 'I did' }]
      return [
        { keyPointId: 'one', verdict: one ? 'covered' : 'missing', evidence: one ? evidence : [], reason: '' } as const,
        { keyPointId: 'two', verdict: two ? 'covered' : 'missing', evidence: two ? evidence : [], reason: '' } as const,
      ]
    }
    const grade = (index: number, one: boolean, two: boolean) => {
      log.ask(index)
      const turnId = log.say(index, text)
      log.close(
        index,
        gradedOf({ keyPoints: points(turnId, one, two), nextStep: { keyPointId: null, text: `Step ${index}.` } }),
      )
    }
    grade(1, true, false)
    grade(2, false, false)
    grade(3, false, true)
    grade(4, true, true)
    expect(buildReport(log.end()).practiseNext).toEqual([
      { index: 2, competency: 'Shared', text: 'Step 2.' },
      { index: 3, competency: 'Skill d', text: 'Step 3.' },
      { index: 0, competency: 'Skill a', text: expect.stringContaining('skipped') },
    ])
  })

  it('[RP5] where all are of one competency, as on an imported page, practises each of them', () => {
    const log = createLog(['a', 'b', 'c'].map((id) => questionOf(id, { competency: 'General' })))
    for (const index of [0, 1, 2]) log.play(index, 'An answer.', levelOf(2))
    expect(buildReport(log.end()).practiseNext.map(({ index }) => index)).toEqual([0, 1, 2])
  })

  it('[RP5] an answer with every key point is practised only while a criterion has a level above', () => {
    const points = (turnId: string) => {
      const evidence = [{ turnId, from: 0, to: 5, text: 'I did' }]
      return ['one', 'two'].map((keyPointId) => ({ keyPointId, verdict: 'covered', evidence, reason: '' }) as const)
    }
    const log = createLog(FIVE)
    for (const [index, level] of [5, 4].entries()) {
      log.ask(index)
      const turnId = log.say(index, 'I did the thing.')
      log.close(index, levelOf(level as 5 | 4, { keyPoints: points(turnId) }))
    }
    expect(buildReport(log.end()).practiseNext.map(({ index }) => index)).toEqual([1])
  })

  it('[RP6] takes a criterion that kinds name differently by the name that most questions use', () => {
    const knowledge = rubricOf('knowledge', ['coverage', 'judgement'])
    const renamed = {
      ...knowledge,
      criteria: knowledge.criteria.map((criterion) => ({ ...criterion, name: `Other ${criterion.id}` })),
    }
    const questions = [questionOf('a', { kind: 'knowledge' }), questionOf('b'), questionOf('c')]
    const log = createLog(questions, [renamed, rubricOf('approach')])
    for (const index of [0, 1, 2]) log.play(index, 'An answer.', levelOf(3))
    const names = buildReport(log.end()).criteria.map(({ name }) => name)
    expect(names).toEqual(['Name of coverage', 'Other judgement', 'Name of structure'])
  })

  it('[RP7] refuses a log that was redacted', () => {
    const log = createLog(FIVE)
    log.ask(0)
    expect(() => buildReport({ ...log.session(), drawn: null })).toThrow('question 0')
  })
})
