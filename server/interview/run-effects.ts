import type { Grade } from '#contract/grade.ts'
import { nameOfJudge } from '#contract/report-words.ts'
import type { NewSessionEvent, SpokenBy } from '#contract/session-event.ts'
import { EngineError } from '../errors.ts'
import { buildNotTranscribed, gradeAnswer } from '../grading/grade-answer.ts'
import type { Alarm, Interviewer, QuestionBank, Said, SayRequest } from '../ports.ts'
import { judgedTurns } from './answers.ts'
import { buildSayRequest, completeSay, type Effect, nextEffects, type Sound } from './effects.ts'
import { buildCompletion, type Judges, lacksReadings, planGrade } from './grade-plan.ts'
import type { LiveSession } from './live-session.ts'
import { createMeter, type SessionMeter } from './meter.ts'
import { getQuestion, getQuestionState } from './questions.ts'
import { finishTranscribed, type TranscriptionDeps, transcribe } from './run-transcription.ts'

export interface EffectDeps extends TranscriptionDeps, Judges {
  /** Rings when a failed effect is to be tried again. */
  readonly alarm: Alarm
  readonly interviewer: Interviewer
  /** Takes the turn that another interviewer could not. */
  readonly builtInInterviewer: Interviewer
  /** Tokens that models may take in one session. */
  readonly tokenBudget: number
  readonly bank: Pick<QuestionBank, 'findRole'>
}

/** After a failure to store, the effect is tried again this much later. */
const RETRY_MS = 3_000

/** Starts every effect that the session waits for and that is not under way. `whenIdle` is called as each one ends. */
export function runEffects(live: LiveSession, deps: EffectDeps, whenIdle: (live: LiveSession) => void): void {
  if (live.aborter.signal.aborted) return
  const effects = nextEffects(live.session, soundOf(live))
  abortUnwanted(live, effects)
  for (const effect of effects) {
    if (live.running.has(effect.key)) continue
    const aborter = new AbortController()
    live.running.set(effect.key, aborter)
    void run(live, effect, deps, AbortSignal.any([live.aborter.signal, aborter.signal])).then(
      () => {
        live.running.delete(effect.key)
        runEffects(live, deps, whenIdle)
        whenIdle(live)
      },
      (error: unknown) => {
        const again = () => {
          live.running.delete(effect.key)
          runEffects(live, deps, whenIdle)
          whenIdle(live)
        }
        if (aborter.signal.aborted) return again()
        deps.onFailure(live.id, effect.key, error)
        deps.alarm.after(RETRY_MS, again)
      },
    )
  }
}

export function soundOf(live: LiveSession): Sound {
  return {
    countStored: (trackId) => live.stored.get(trackId) ?? 0,
    mayCome: live.tabs.size > 0 || live.session.phase.name !== 'ended',
  }
}

/** An answer that went on makes what was begun for its end void. */
function abortUnwanted(live: LiveSession, effects: readonly Effect[]): void {
  const wanted = new Set(effects.map((effect) => effect.key))
  for (const [key, aborter] of live.running) {
    if (!wanted.has(key)) aborter.abort()
  }
}

function run(live: LiveSession, effect: Effect, deps: EffectDeps, signal: AbortSignal): Promise<void> {
  switch (effect.type) {
    case 'say':
      return speak(live, effect, deps, signal)
    case 'transcribe':
      return transcribe(live, effect, deps, signal)
    case 'finish':
      return finishTranscribed(live, deps)
    case 'grade':
      return grade(live, effect, deps, signal)
  }
}

async function speak(
  live: LiveSession,
  effect: Extract<Effect, { type: 'say' }>,
  deps: EffectDeps,
  signal: AbortSignal,
): Promise<void> {
  await withMeter(live, 'interviewer', deps, async (meter) => {
    const said = await say(live, buildSayRequest(live.session, effect), deps, { signal, meter })
    return () => completeSay(live.session, effect, said)
  })
}

/** Stores the events of a call of a model, and what the call took: that also where nothing came of it. */
async function withMeter(
  live: LiveSession,
  by: 'interviewer' | 'judge',
  deps: EffectDeps,
  work: (meter: SessionMeter) => Promise<() => NewSessionEvent[]>,
): Promise<void> {
  const meter = createMeter(live, by, deps.tokenBudget)
  try {
    const buildEvents = await work(meter)
    // A server that stops stores nothing more: the next start does it again.
    if (live.aborter.signal.aborted) return
    await live.enqueue(() => meter.store(buildEvents(), deps))
  } catch (error) {
    if (meter.hasUnstored() && !live.aborter.signal.aborted) await live.enqueue(() => meter.store([], deps))
    throw error
  }
}

async function say(
  live: LiveSession,
  request: SayRequest,
  deps: EffectDeps,
  { signal, meter }: { signal: AbortSignal; meter: SessionMeter },
): Promise<Said> {
  const { interviewer, builtInInterviewer } = deps
  try {
    return await interviewer.say(request, teller(live, signal), signal, meter)
  } catch (error) {
    if (signal.aborted || interviewer.engine.kind !== 'model') throw error
    if (cause(error) !== 'budget_spent')
      deps.onFailure(live.id, `${request.kind} by ${interviewer.engine.model}`, error)
    const said = await builtInInterviewer.say(request, teller(live, signal), signal)
    return {
      ...said,
      by: { engine: { kind: 'built-in' }, insteadOf: { model: interviewer.engine.model, because: cause(error) } },
    }
  }
}

/** Passes words on as they are made; offset 0 starts the turn anew. */
function teller(live: LiveSession, signal: AbortSignal): (delta: string) => void {
  let offset = 0
  return (delta) => {
    if (signal.aborted) return
    live.spoken = live.spoken.slice(0, offset) + delta
    for (const tab of live.tabs) tab.onSpoke(offset, delta)
    offset += delta.length
  }
}

function cause(error: unknown): NonNullable<SpokenBy['insteadOf']>['because'] {
  if (!(error instanceof EngineError)) return 'output_invalid'
  return error.reason === 'output_incomplete' || error.reason === 'quotes_invented' ? 'output_invalid' : error.reason
}

async function grade(
  live: LiveSession,
  effect: Extract<Effect, { type: 'grade' }>,
  deps: EffectDeps,
  signal: AbortSignal,
): Promise<void> {
  // Word matching takes some milliseconds of this thread: what others wait for goes first.
  await new Promise<void>((resolve) => setImmediate(resolve))
  const { session } = live
  const { index } = effect
  const question = getQuestion(session, getQuestionState(session, index))
  const rubric = session.drawn?.rubrics.find((r) => r.kind === question.kind)
  if (rubric === undefined) throw new Error(`no rubric for ${question.kind}`)
  const turns = judgedTurns(session, index)
  const roleQuestions = deps.bank.findRole(session.role.id)?.questions ?? session.drawn?.questions
  const request = { question, rubric, turns, roleQuestions }
  const { judge, ...plan } = planGrade(session, getQuestionState(session, index), deps)
  const onFailure = (error: unknown) => deps.onFailure(live.id, `grading by ${nameOfJudge(judge.engine)}`, error)
  await withMeter(live, 'judge', deps, async (meter) => {
    const result = isRecordingOnly(live, index, turns)
      ? buildNotTranscribed(request, judge)
      : await gradeAnswer(request, judge, { ...plan, signal, meter, onFailure })
    // What was called off has not found the answer ungradable.
    return () => (signal.aborted ? [] : completeGrade(live, effect, result, deps))
  })
}

/** The grade, where it is still wanted; further readings are asked for where the session has ended meanwhile. */
function completeGrade(
  live: LiveSession,
  { key, index }: Extract<Effect, { type: 'grade' }>,
  grade: Grade,
  { judgeSamples }: EffectDeps,
): NewSessionEvent[] {
  const { session } = live
  if (!nextEffects(session, soundOf(live)).some((effect) => effect.key === key)) return []
  const graded: NewSessionEvent = { type: 'answer_graded', index, grade }
  const wasCompleting = getQuestionState(session, index).regrading?.completes === true
  return !wasCompleting && lacksReadings(session, grade, judgeSamples) ? [graded, buildCompletion(index)] : [graded]
}

/** Spoken, and nothing of it has become text. */
function isRecordingOnly({ session }: LiveSession, index: number, turns: readonly { text: string }[]): boolean {
  return turns.every(({ text }) => text.trim() === '') && session.tracks.some((track) => track.index === index)
}
