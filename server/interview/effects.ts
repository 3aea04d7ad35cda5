import { openTurn } from '#contract/fold-parts.ts'
import type { Session, Track } from '#contract/session.ts'
import type { NewSessionEvent } from '#contract/session-event.ts'
import type { Span, TrackId } from '#contract/speech.ts'
import type { Said, SayRequest } from '../ports.ts'
import { getQuestion, getQuestionState, getQuestions } from './questions.ts'
import { hasPending, isTranscribing } from './speech-machine.ts'

/** Something that the session waits for and that a port does. `key` is the same for the same wait, before and after a crash. */
export type Effect =
  | { readonly type: 'say'; readonly key: string; readonly kind: SayRequest['kind']; readonly index: number }
  | { readonly type: 'grade'; readonly key: string; readonly index: number }
  | {
      readonly type: 'transcribe'
      readonly key: string
      readonly track: Track
      readonly span: Span
      /** False where the sound is not on disk and will not come. */
      readonly hasSound: boolean
    }
  /** The answer that was to end when all of it was transcribed. */
  | { readonly type: 'finish'; readonly key: string }

/** What is known of the sound of a session beside its log. */
export interface Sound {
  readonly countStored: (trackId: TrackId) => number
  /** Whether sound that is not on disk may still come. */
  readonly mayCome: boolean
}
const NO_SOUND: Sound = { countStored: () => 0, mayCome: true }

/** What a session waits for, by its state alone: after a crash the same effects are found again. */
export function nextEffects(session: Session, sound: Sound = NO_SOUND): Effect[] {
  const effects: Effect[] = []
  const { phase, reopenings } = session
  if (phase.name === 'asking') {
    // What was begun before an answer was reopened is void, though as many turns stand there now.
    effects.push({
      type: 'say',
      key: `say:${session.turns.length}:${reopenings}`,
      kind: phase.what,
      index: phase.index,
    })
  }
  const open = openTurn(phase)
  if (open?.rephrase === 'asked') {
    effects.push({ type: 'say', key: `rephrase:${open.turnId}`, kind: 'rephrase', index: open.index })
  }
  effects.push(...findTranscriptions(session, sound))
  if (open !== null && open.finishing !== null && !hasPending(session, open.turnId)) {
    effects.push({ type: 'finish', key: `finish:${open.turnId}:${reopenings}:${session.seq}` })
  }
  // Last: somebody waits for the next words, nobody for the grade.
  for (const q of session.questions.filter((one) => one.grading && !isTranscribing(session, one.index))) {
    effects.push({ type: 'grade', key: `grade:${q.index}:${q.grades.length}:${reopenings}`, index: q.index })
  }
  return effects
}

/** Speech without text whose sound is here, or will not come. */
function findTranscriptions(session: Session, { countStored, mayCome }: Sound): Effect[] {
  return session.tracks.flatMap((track) => {
    const stored = countStored(track.id)
    return track.utterances
      .filter(({ state }) => state === 'pending')
      .map(({ fromSample, toSample }) => ({ fromSample, toSample }))
      .filter((span) => stored >= span.toSample || !mayCome || track.closed !== null)
      .map((span) => ({
        type: 'transcribe' as const,
        key: `transcribe:${track.id}:${span.fromSample}`,
        track,
        span,
        hasSound: stored >= span.toSample && !session.audioDeleted,
      }))
  })
}

/** What the interviewer is told for a turn. */
export function buildSayRequest(session: Session, effect: Extract<Effect, { type: 'say' }>): SayRequest {
  const state = getQuestionState(session, effect.index)
  const question = getQuestion(session, state)
  const { index } = effect
  const base = { question, manner: session.settings.manner, seed: session.seed, turns: session.turns, index }
  switch (effect.kind) {
    case 'question':
      return { ...base, kind: 'question', count: getQuestions(session).length }
    case 'rephrase':
      return { ...base, kind: 'rephrase', followUpText: openFollowUp(session, index) }
    case 'follow_up': {
      const chosen = state.followUps.at(-1)
      const keyPoint = question.keyPoints.find((k) => k.id === chosen?.keyPointId)
      if (chosen === undefined || keyPoint === undefined) throw new Error('no follow-up was chosen')
      return { ...base, kind: 'follow_up', keyPoint, because: chosen.because, citing: chosen.citing }
    }
  }
}

function openFollowUp(session: Session, index: number): string | null {
  const asked = session.turns.findLast(
    (turn) => turn.speaker === 'interviewer' && turn.index === index && turn.kind !== 'rephrase',
  )
  return asked?.speaker === 'interviewer' && asked.kind === 'follow_up' ? asked.text : null
}

/** The events of a finished turn of the interviewer; none where the session has gone on meanwhile. */
export function completeSay(session: Session, effect: Extract<Effect, { type: 'say' }>, said: Said): NewSessionEvent[] {
  if (!nextEffects(session).some((e) => e.key === effect.key)) return []
  const spoken = { index: effect.index, turnId: `t${session.turnCount + 1}`, ...said }
  switch (effect.kind) {
    case 'question':
      return [{ type: 'question_asked', ...spoken }]
    case 'follow_up':
      return [{ type: 'follow_up_asked', ...spoken }]
    case 'rephrase':
      return [{ type: 'question_rephrased', ...spoken }]
  }
}
