import { EngineError, type EngineFailure } from '../../server/errors.ts'
import type { Interviewer, Judge, Meter } from '../../server/ports.ts'

/** Runs a call that takes so many tokens, as a model's would: announced before, counted whatever comes of it. */
async function spend<T>(tokens: number, meter: Meter | undefined, call: () => T | Promise<T>): Promise<T> {
  const settle = meter?.begin(tokens)
  try {
    return await call()
  } finally {
    settle?.(tokens)
  }
}

/** A model as judge that finds everything covered by the first words of the answer, and fails where the script says so. */
export function createModelJudge({ tokens = 1_000, model = 'large' } = {}) {
  const script: (EngineFailure | undefined)[] = []
  const judge: Judge & { asked: number; script: typeof script } = {
    engine: { kind: 'model', model },
    promptVersion: 'judge@2',
    asked: 0,
    script,
    judge: ({ question, rubric, turns }, _signal, meter) =>
      spend(tokens, meter, () => {
        judge.asked += 1
        const failure = script.shift()
        if (failure !== undefined) throw new EngineError(failure, 'scripted')
        const quotes = [turns[0]?.text.split(/[.,]/)[0] ?? '']
        return {
          keyPoints: question.keyPoints.map(({ id }) => ({ keyPointId: id, verdict: 'covered', quotes, reason: '' })),
          criteria: rubric.criteria
            .filter(({ id }) => id !== 'coverage')
            .map(({ id }) => ({ criterionId: id, level: 4, quotes, reason: '' })),
          coverage: null,
          flags: [],
        }
      }),
  }
  return judge
}

/** A model as interviewer: every turn takes so many tokens; `script` makes turns fail. */
export function createModelInterviewer(builtIn: Interviewer, tokens = 100) {
  const script: (EngineFailure | undefined)[] = []
  const interviewer: Interviewer & { asked: number; script: typeof script } = {
    engine: { kind: 'model', model: 'small' },
    asked: 0,
    script,
    say: (request, onDelta, signal, meter) =>
      request.kind === 'question'
        ? builtIn.say(request, onDelta, signal)
        : spend(tokens, meter, () => {
            interviewer.asked += 1
            const failure = script.shift()
            if (failure !== undefined) throw new EngineError(failure, 'scripted')
            const text = `What happened after that, the ${interviewer.asked}. time?`
            return { lead: '', text, by: { engine: interviewer.engine, insteadOf: null } }
          }),
  }
  return interviewer
}
