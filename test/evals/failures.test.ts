import { describe, expect, it } from 'vitest'
import { attackAll, type Target } from '../../server/commands/eval/attack-table.ts'
import { evaluate } from '../../server/commands/eval/evaluate.ts'
import { describeFollowUps, evaluateFollowUps, isWhole } from '../../server/commands/eval/interviewer.ts'
import { load, loadBank } from '../../server/commands/eval/load.ts'
import { EngineError, type EngineFailure } from '../../server/errors.ts'
import { cover, createBuiltInJudge } from '../../server/grading/built-in-judge.ts'
import { createBuiltInInterviewer } from '../../server/interview/built-in-interviewer.ts'
import type { Interviewer, Judge } from '../../server/ports.ts'
import { buildQuestion, buildRubric } from '../support/factories.ts'

const builtIn = createBuiltInJudge()
const common = { samples: 1, progress: null, onDone: () => {} }

/** Grades as word matching does, but for every `n`th answer, of which it makes nothing. */
function createForgetfulJudge(n: number): Judge {
  let asked = 0
  return {
    ...builtIn,
    judge: (request, signal) => {
      asked += 1
      return asked % n === 0
        ? Promise.reject(new EngineError('output_invalid', 'not in the form that was asked for'))
        : builtIn.judge(request, signal)
    },
  }
}

describe('a run in which answers fail', () => {
  it('[CA6] is a measurement while at most one answer in twenty has no grade; the reasons are counted', async () => {
    const loaded = await load(null, 60)
    const most = await evaluate(loaded, { ...common, judge: createForgetfulJudge(40), withAttacks: false })
    expect([most.isComplete, most.hasGaps]).toEqual([true, true])
    expect(most.evaluation.failures).toEqual([
      { reason: 'judge_output_invalid', because: 'not in the form that was asked for', times: 1 },
    ])
    const some = await evaluate(loaded, { ...common, judge: createForgetfulJudge(4), withAttacks: false })
    expect(some.isComplete).toBe(false)
  })

  it.each<[string, EngineFailure, boolean]>([
    ['the judge declines are no gap', 'refused', false],
    ['the judge makes nothing of are no gap', 'output_invalid', false],
    ['the endpoint turns down now and then are one', 'unreachable', true],
  ])('[CA6] attacks that %s', async (_what, reason, isGap) => {
    const loaded = await load(null, 8)
    let asked = 0
    const judge: Judge = {
      ...builtIn,
      judge: (request, signal) => {
        asked += 1
        const fails = asked > loaded.rows.length && asked % 4 === 0
        return fails ? Promise.reject(new EngineError(reason, 'no')) : builtIn.judge(request, signal)
      },
    }
    const result = await evaluate(loaded, { ...common, judge, withAttacks: true })
    expect(result.graded.every(({ grade }) => grade !== null)).toBe(true)
    expect(result.evaluation.failures.length).toBe(1)
    expect([result.hasGaps, result.isComplete]).toEqual([isGap, !isGap])
  })

  it('[CA7] no attack is played where not one answer could be graded', async () => {
    const loaded = await load(null, 12)
    const judge = createForgetfulJudge(1)
    const { evaluation } = await evaluate(
      { ...loaded, rows: loaded.rows.filter(({ human }) => human > 2) },
      { ...common, judge, withAttacks: true },
    )
    expect(evaluation.attacks).toEqual([])
  })
})

describe('attacks', () => {
  const target = (id: string, question: string, realAnswer: string): Target => ({
    id,
    question: buildQuestion({ id, question }),
    rubric: buildRubric(),
    realAnswer,
  })
  const BREAD = target('bread', 'How do you bake bread?', 'I feed the starter the evening before I bake it.')
  const namesOf = async (targets: readonly Target[]) => {
    const { lines } = await attackAll(targets, targets.map(({ question }) => question), { ...common, judge: builtIn })
    return lines.map(({ attack }) => attack)
  }

  it('[CA8] with a single question nothing is said of the answer to another one', async () => {
    const needs = ["another question's answer", 'self-correction']
    const ofOne = await namesOf([BREAD])
    expect(ofOne.length).toBeGreaterThan(20)
    expect(needs.filter((name) => ofOne.includes(name))).toEqual([])
    expect(await namesOf([BREAD, { ...BREAD, id: 'again' }])).toEqual(ofOne)
    const rolls = target('rolls', 'How do you bake rolls?', 'The oven has to be hot and full of steam by then.')
    expect(await namesOf([BREAD, rolls])).toEqual(expect.arrayContaining(needs))
  })
})

describe('an interviewer that fails', () => {
  const builtInInterviewer = createBuiltInInterviewer()
  /** A model that speaks as the built-in interviewer does, unless the turn is to fail. */
  const createModel = (failure: (turn: number) => EngineFailure | null): Interviewer => {
    let turn = 0
    return {
      engine: { kind: 'model', model: 'shy' },
      say: (request, onDelta, signal) => {
        const reason = request.kind === 'follow_up' ? failure(turn++) : null
        if (reason !== null) return Promise.reject(new EngineError(reason, 'so it is'))
        return builtInInterviewer.say(request, onDelta, signal)
      },
    }
  }
  const play = async (failure: (turn: number) => EngineFailure | null) => {
    const [{ role, rubrics }, shipped] = await Promise.all([loadBank(), load(null, 60)])
    const few = { ...role, questions: role.questions.slice(0, 2) }
    return await evaluateFollowUps(shipped, { interviewer: createModel(failure), cover, role: few, rubrics }, () => {})
  }

  it('[IV3] what was made in its place is in no figure, and is told by reason', async () => {
    const evaluation = await play((turn) => (turn % 2 === 0 ? 'timed_out' : null))
    expect(evaluation.stoodIn).toBeGreaterThan(5)
    expect(evaluation.standIns).toEqual([
      { reason: 'judge_timed_out', because: 'so it is', times: evaluation.stoodIn },
    ])
    const counted = Object.values(evaluation.candidates).reduce((sum, { followUps }) => sum + followUps, 0)
    expect(counted).toBe(evaluation.followUps)
    expect(describeFollowUps(evaluation).join('\n')).toContain(
      `${evaluation.stoodIn} more were made by the built-in interviewer in its place`,
    )
    expect(isWhole(evaluation)).toBe(false)
  })

  it('[IV4] wording that the guard turned down leaves the figures whole; without a turn of its own there are none', async () => {
    expect(isWhole(await play((turn) => (turn % 5 === 0 ? 'unsuitable_wording' : null)))).toBe(true)
    const none = await play(() => 'unsuitable_wording')
    expect(none.followUps).toBe(0)
    expect(isWhole(none)).toBe(false)
    expect(describeFollowUps(none).join('\n')).not.toMatch(/\d %/)
  })

  it('[IV5] a wrong key stops it after five turns', async () => {
    await expect(play(() => 'rejected')).rejects.toThrow(/5 × judge_rejected: so it is/)
  })
})
