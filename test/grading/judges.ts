import type { Judge, JudgedTurn, JudgeRequest, RawJudgement } from '../../server/ports.ts'
import { buildQuestion, buildRubric } from '../support/factories.ts'

export const SAID =
  'I feed the starter the evening before. I let the dough rise slowly in a cool place, and I baked it in 2 pots.'

/** Words of SAID for each of three key points. */
export const QUOTES = ['feed the starter', 'rise slowly', 'baked it in 2 pots']

export function buildRequest(text = SAID, overrides: Partial<JudgeRequest> = {}): JudgeRequest {
  const turn: JudgedTurn = { turnId: 't2', inReplyTo: 'How do you bake the most wonderful loaf of sour bread?', text }
  return { question: buildQuestion(), rubric: buildRubric(), turns: [turn], ...overrides }
}

/** What a fair model would say of SAID. */
export function buildJudgement(overrides: Partial<RawJudgement> = {}): RawJudgement {
  const criterion = (criterionId: RawJudgement['criteria'][number]['criterionId'], level: 1 | 2 | 3 | 4 | 5) => ({
    criterionId,
    level,
    quotes: ['I let the dough rise slowly'],
    reason: 'It says so.',
  })
  return {
    keyPoints: [
      { keyPointId: 'feed-starter', verdict: 'covered', quotes: ['feed the starter'], reason: 'It says so.' },
      { keyPointId: 'slow-rise', verdict: 'partly', quotes: ['rise slowly'], reason: 'It says so.' },
      { keyPointId: 'closed-pot', verdict: 'missing', quotes: [], reason: 'It does not say so.' },
    ],
    criteria: buildRubric()
      .criteria.filter(({ id }) => id !== 'coverage')
      .map(({ id }) => criterion(id, 3)),
    coverage: null,
    flags: [],
    ...overrides,
  }
}

/** A model judge that gives what it is told, one after the other, and counts how often it was asked. */
export function createScriptedJudge(...script: (() => unknown)[]): Judge & { asked: number } {
  return {
    engine: { kind: 'model', model: 'scripted' },
    promptVersion: 'judge@1',
    asked: 0,
    async judge() {
      const step = script[Math.min(this.asked, script.length - 1)]
      this.asked += 1
      return step?.() as RawJudgement
    },
  }
}
