import type { SpokenBy } from '#contract/session-event.ts'
import { EngineError } from '../errors.ts'
import { gradeAnswer } from '../grading/grade-answer.ts'
import type { Interviewer, Judge, Said, SayRequest } from '../ports.ts'
import { judgedTurns } from './answers.ts'
import { buildSayRequest, completeSay, type Effect, nextEffects } from './effects.ts'
import { type CommitDeps, commit, type LiveSession } from './live-session.ts'
import { getQuestion, getQuestionState } from './session-machine.ts'

export interface EffectDeps extends CommitDeps {
  readonly interviewer: Interviewer
  /** Takes the turn that another interviewer could not. */
  readonly builtInInterviewer: Interviewer
  readonly judge: Judge
  /** Told of failures by code, never of what was said. */
  readonly onFailure: (sessionId: string, what: string, error: unknown) => void
}

/** After a failure to store, the effect is tried again this much later. */
const RETRY_MS = 3_000

/** Starts every effect that the session waits for and that is not under way. `whenIdle` is called as each one ends. */
export function runEffects(live: LiveSession, deps: EffectDeps, whenIdle: (live: LiveSession) => void): void {
  if (live.aborter.signal.aborted) return
  for (const effect of nextEffects(live.session)) {
    if (live.running.has(effect.key)) continue
    live.running.add(effect.key)
    const work = effect.type === 'say' ? speak(live, effect, deps) : grade(live, effect, deps)
    void work.then(
      () => {
        live.running.delete(effect.key)
        runEffects(live, deps, whenIdle)
        whenIdle(live)
      },
      (error: unknown) => {
        deps.onFailure(live.id, effect.key, error)
        const again = () => {
          live.running.delete(effect.key)
          runEffects(live, deps, whenIdle)
        }
        setTimeout(again, RETRY_MS).unref()
      },
    )
  }
}

async function speak(live: LiveSession, effect: Extract<Effect, { type: 'say' }>, deps: EffectDeps): Promise<void> {
  const said = await say(live, buildSayRequest(live.session, effect), deps)
  await live.enqueue(() => commit(live, completeSay(live.session, effect, said), null, deps))
}

async function say(live: LiveSession, request: SayRequest, deps: EffectDeps): Promise<Said> {
  const { interviewer, builtInInterviewer } = deps
  const { signal } = live.aborter
  try {
    return await interviewer.say(request, teller(live), signal)
  } catch (error) {
    if (signal.aborted || interviewer.engine.kind !== 'model') throw error
    deps.onFailure(live.id, `${request.kind} by ${interviewer.engine.model}`, error)
    const said = await builtInInterviewer.say(request, teller(live), signal)
    return {
      ...said,
      by: { engine: { kind: 'built-in' }, insteadOf: { model: interviewer.engine.model, because: cause(error) } },
    }
  }
}

/** Passes words on as they are made; offset 0 starts the turn anew. */
function teller(live: LiveSession): (delta: string) => void {
  let offset = 0
  return (delta) => {
    for (const tab of live.tabs) tab.onSpoke(offset, delta)
    offset += delta.length
  }
}

function cause(error: unknown): NonNullable<SpokenBy['insteadOf']>['because'] {
  if (!(error instanceof EngineError)) return 'output_invalid'
  return error.reason === 'output_incomplete' ? 'output_invalid' : error.reason
}

async function grade(live: LiveSession, effect: Extract<Effect, { type: 'grade' }>, deps: EffectDeps): Promise<void> {
  // Word matching takes some milliseconds of this thread: what others wait for goes first.
  await new Promise<void>((resolve) => setImmediate(resolve))
  const { session } = live
  const { index } = effect
  const question = getQuestion(session, getQuestionState(session, index))
  const rubric = session.drawn?.rubrics.find((r) => r.kind === question.kind)
  if (rubric === undefined) throw new Error(`no rubric for ${question.kind}`)
  const request = { question, rubric, turns: judgedTurns(session, index) }
  const result = await gradeAnswer(request, deps.judge, { samples: 1, signal: live.aborter.signal })
  // A server that stops has not found the answer ungradable: the next start grades it.
  if (live.aborter.signal.aborted) return
  await live.enqueue(() => commit(live, [{ type: 'answer_graded', index, grade: result }], null, deps))
}
