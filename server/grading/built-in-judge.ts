import type { Question } from '#contract/question.ts'
import { EngineError } from '../errors.ts'
import type { Judge } from '../ports.ts'
import type { TurnText } from './answer-text.ts'
import { buildCoverage, type PointCoverage } from './build-coverage.ts'

/** The judge that needs neither a model nor the network. It can tell coverage and nothing else, and says so. */
export function createBuiltInJudge(): Judge {
  return {
    engine: { kind: 'built-in' },
    promptVersion: null,
    async judge({ question, turns }, signal) {
      if (signal.aborted) throw new EngineError('timed_out', 'grading was called off')
      const { keyPoints, coverage, flags } = buildCoverage(question, turns)
      return {
        keyPoints: keyPoints.map(({ keyPointId, verdict, evidence }) => ({
          keyPointId,
          verdict,
          quotes: evidence.map(({ text }) => text),
          reason: '',
        })),
        criteria: [],
        coverage,
        flags,
      }
    },
  }
}

/** What decides follow-ups, at once and in this process. The lexicon is decoded when it is first used. */
export async function loadCover(): Promise<
  (question: Question, answers: readonly TurnText[]) => readonly PointCoverage[]
> {
  return (question, answers) => buildCoverage(question, answers).keyPoints
}
