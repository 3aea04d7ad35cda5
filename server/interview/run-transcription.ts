import { openTurn } from '#contract/fold-parts.ts'
import { applyEvent } from '#contract/fold-session.ts'
import type { Session } from '#contract/session.ts'
import type { NewSessionEvent } from '#contract/session-event.ts'
import type { TranscriptionFailure } from '#contract/speech.ts'
import { EngineError } from '../errors.ts'
import type { AudioStore, Transcriber, Transcription } from '../ports.ts'
import { takeAnswer } from './close-question.ts'
import { completeUtterance } from './complete-utterance.ts'
import type { Effect } from './effects.ts'
import type { CoverAnswer } from './follow-up-policy.ts'
import { type CommitDeps, commit, type LiveSession, stamp } from './live-session.ts'
import { hasPending } from './speech-machine.ts'

export interface TranscriptionDeps extends CommitDeps {
  readonly cover: CoverAnswer
  readonly audio: AudioStore
  /** Null where no endpoint is set up. */
  readonly transcriber: Transcriber | null
  /** Told of failures by code, never of what was said. */
  readonly onFailure: (sessionId: string, what: string, error: unknown) => void
}

/** Words before a stretch of speech that help to recognise it. */
const CONTEXT_LENGTH = 300

/** Several stretches are transcribed at once; their words are told in the order in which they were spoken. */
export async function transcribe(
  live: LiveSession,
  effect: Extract<Effect, { type: 'transcribe' }>,
  deps: TranscriptionDeps,
  signal: AbortSignal,
): Promise<void> {
  const { track, span } = effect
  const before = live.transcribing.get(track.turnId) ?? Promise.resolve()
  const result = recognize(live, effect, deps, signal)
  const told = before.then(async () => {
    const heard = await result
    // A server that stops has not failed to understand: the next start transcribes it.
    if (signal.aborted) return
    await live.enqueue(() => commit(live, endIfWhole(live.session, complete(heard), deps), null, deps))
  })
  const complete = (heard: Transcription | TranscriptionFailure) => {
    const now = live.session.tracks.find(({ id }) => id === track.id)
    const isWaiting = now?.utterances.some((one) => one.fromSample === span.fromSample && one.state === 'pending')
    if (now === undefined || !isWaiting) return []
    return typeof heard === 'string'
      ? [{ type: 'utterance_failed' as const, trackId: track.id, span, because: heard }]
      : completeUtterance(live.session, now, span, heard, live.floor.voiceBeganAt)
  }
  live.transcribing.set(
    track.turnId,
    told.catch(() => undefined),
  )
  await told
}

async function recognize(
  live: LiveSession,
  { track, span, hasSound }: Extract<Effect, { type: 'transcribe' }>,
  { audio, transcriber, onFailure }: TranscriptionDeps,
  signal: AbortSignal,
): Promise<Transcription | TranscriptionFailure> {
  if (!hasSound) return 'audio_missing'
  if (transcriber === null) return 'unavailable'
  const pcm = await audio.read(live.id, track.id, span.fromSample, span.toSample)
  const before = textBefore(live, track.turnId)
  try {
    return await transcriber.transcribe({ pcm, language: 'en', before }, signal)
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    if (!signal.aborted) onFailure(live.id, `transcription by ${transcriber.model}`, error)
    return FAILURES[error.reason]
  }
}

const FAILURES: Record<EngineError['reason'], TranscriptionFailure> = {
  timed_out: 'timed_out',
  unreachable: 'unreachable',
  refused: 'refused',
  rejected: 'refused',
  busy: 'refused',
  output_invalid: 'output_invalid',
  output_incomplete: 'output_invalid',
  quotes_invented: 'output_invalid',
  unsuitable_wording: 'output_invalid',
  budget_spent: 'refused',
}

function textBefore({ session }: LiveSession, turnId: string): string {
  const { phase, turns } = session
  const open = phase.name === 'answering' && phase.turnId === turnId ? phase.draft : ''
  const text = open === '' ? (turns.find((turn) => turn.id === turnId)?.text ?? '') : open
  return text.slice(-CONTEXT_LENGTH)
}

/** The last words of an answer that was to end with them end it at once: who waits does not wait for another write. */
function endIfWhole(session: Session, events: NewSessionEvent[], deps: TranscriptionDeps): NewSessionEvent[] {
  const after = stamp(events, { seq: session.seq, at: session.lastAt }, deps.clock.now()).reduce(applyEvent, session)
  return [...events, ...finishAnswer(after, deps)]
}

/** Where an answer was left to be transcribed before its end: a server that was stopped in between. */
export async function finishTranscribed(live: LiveSession, deps: TranscriptionDeps): Promise<void> {
  await live.enqueue(() => commit(live, finishAnswer(live.session, deps), null, deps))
}

/** The end of an answer that waited for its words; nothing where some are still to come. */
function finishAnswer(session: Session, { clock, cover }: TranscriptionDeps): NewSessionEvent[] {
  const open = openTurn(session.phase)
  if (open === null || open.finishing === null || hasPending(session, open.turnId)) return []
  if (open.draft.trim() === '') return [{ type: 'finish_withdrawn', turnId: open.turnId }]
  const answer = { text: open.draft, how: 'submitted' as const, endedBy: open.finishing }
  return takeAnswer(session, open, answer, { now: clock.now(), cover })
}
