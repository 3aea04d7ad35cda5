import type { Question } from '#contract/question.ts'
import { EngineError } from '../errors.ts'
import type { Judge } from '../ports.ts'
import type { TurnText } from './answer-text.ts'
import { buildCoverage, type PointCoverage } from './build-coverage.ts'
import { multiplyOdds } from './predict.ts'

/**
 * The judge that needs neither a model nor the network. It can tell coverage and nothing else, and says so. `odds` brings its level to
 * that of an installation's own people; which verdict a key point gets does not depend on it.
 */
export function createBuiltInJudge({ odds = 1 }: { readonly odds?: number | undefined } = {}): Judge {
  return {
    engine: { kind: 'built-in' },
    promptVersion: null,
    async judge({ question, turns, roleQuestions }, signal) {
      if (signal.aborted) throw new EngineError('timed_out', 'grading was called off')
      const { keyPoints, coverage, flags } = buildCoverage(question, turns, roleQuestions)
      return {
        keyPoints: keyPoints.map(({ keyPointId, verdict, evidence }) => ({
          keyPointId,
          verdict,
          quotes: evidence.map(({ text }) => text),
          reason: '',
        })),
        criteria: [],
        coverage: multiplyOdds(coverage, odds),
        flags,
      }
    },
  }
}

/** What decides follow-ups, at once and in this process. The lexicon is decoded when it is first used. */
export function cover(question: Question, answers: readonly TurnText[]): readonly PointCoverage[] {
  return buildCoverage(question, answers).keyPoints
}
