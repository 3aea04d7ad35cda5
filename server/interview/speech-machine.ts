import { openTurn } from '#contract/fold-parts.ts'
import { tracksOf } from '#contract/fold-speech.ts'
import type { OpenTurn, Session, Track } from '#contract/session.ts'
import type { NewSessionEvent } from '#contract/session-event.ts'
import type { Command } from '#contract/socket.ts'
import type { Recognizer, SpeechSettings } from '#contract/speech.ts'
import { diffText } from '#contract/text-splice.ts'
import { AppError } from '../errors.ts'
import { completeUtterance } from './complete-utterance.ts'

type Of<T extends Command['type']> = Extract<Command, { type: T }>

export interface SpeechFacts {
  readonly now: number
  /** The transcription endpoint's model; null where there is none. */
  readonly transcriberModel: string | null
  /** Samples of a track that are on disk. */
  readonly countStored: (trackId: string) => number
  /** When the interviewer's voice was first heard after the last answer; null where it was not. */
  readonly voiceBeganAt: number | null
}

/** The facts of a server without speech. */
export const WITHOUT_SPEECH: Omit<SpeechFacts, 'now'> = {
  transcriberModel: null,
  countStored: () => 0,
  voiceBeganAt: null,
}

/** A recording that came in late belongs where it was begun; one of a turn that is void belongs to the open one. */
export function openTrack(session: Session, command: Of<'track:open'>, facts: SpeechFacts): NewSessionEvent[] {
  const { trackId, startedAt } = command
  if (session.tracks.some((track) => track.id === trackId)) return []
  if (session.audioDeleted || session.phase.name === 'ended') {
    throw new AppError('turn_closed', 'The interview has ended: nothing more is recorded.')
  }
  const isKnown = session.turns.some((turn) => turn.id === command.turnId && turn.speaker === 'candidate')
  const turnId = isKnown ? command.turnId : openTurn(session.phase)?.turnId
  if (turnId === undefined) throw new AppError('turn_closed', 'No answer is open, so nothing is recorded.')
  const recognizer = getRecognizer(command.recognizer, facts)
  return [{ type: 'track_opened', turnId, trackId, startedAt: Math.min(startedAt, facts.now), recognizer }]
}

function getRecognizer(kind: Recognizer['kind'], { transcriberModel }: SpeechFacts): Recognizer {
  if (kind !== 'endpoint') return { kind }
  return transcriberModel === null ? { kind: 'none' } : { kind, model: transcriberModel }
}

export function closeTrack(session: Session, command: Of<'track:close'>, facts: SpeechFacts): NewSessionEvent[] {
  const track = getTrack(session, command.trackId)
  if (track.closed !== null) return []
  const { trackId, samples } = command
  return [{ type: 'track_closed', trackId, samples, stored: Math.min(samples, facts.countStored(trackId)) }]
}

export function loseAudio(session: Session, { trackId, span }: Of<'track:lost'>): NewSessionEvent[] {
  const track = getTrack(session, trackId)
  const isKnown = track.lost.some((one) => one.fromSample === span.fromSample)
  return isKnown || track.closed !== null ? [] : [{ type: 'audio_lost', trackId, span }]
}

export function detectSpeech(session: Session, { trackId, span }: Of<'speech:detect'>): NewSessionEvent[] {
  const track = getTrack(session, trackId)
  const isKnown = track.utterances.some((one) => one.fromSample < span.toSample && span.fromSample < one.toSample)
  // The browser's recogniser may have been faster than the silence after the words.
  return isKnown ? [] : [{ type: 'speech_detected', trackId, span }]
}

/** Final words of the browser's recogniser. */
export function recognizeSpeech(
  session: Session,
  command: Of<'speech:recognize'>,
  facts: SpeechFacts,
): NewSessionEvent[] {
  const track = getTrack(session, command.trackId)
  if (track.recognizer.kind !== 'browser') {
    throw new AppError('wrong_phase', 'This recording is transcribed by the server.')
  }
  const text = command.text.trim()
  return completeUtterance(session, track, command.span, { text, words: null }, facts.voiceBeganAt)
}

export function retryTranscription(session: Session, index: number, facts: SpeechFacts): NewSessionEvent[] {
  const model = facts.transcriberModel
  if (session.audioDeleted) throw new AppError('audio_deleted', 'The sound of this session was deleted.')
  if (model === null) {
    throw new AppError('no_recognizer', 'No speech-to-text endpoint is set up. The sound is kept: see Settings.')
  }
  const isOpen = session.tracks.some(
    (track) =>
      track.index === index && track.utterances.some(({ state }) => state === 'failed' || state === 'untranscribed'),
  )
  return isOpen ? [{ type: 'transcription_requested', index, model }] : []
}

export function hold(turn: OpenTurn, held: boolean): NewSessionEvent[] {
  return turn.held === held ? [] : [{ type: 'hold_changed', turnId: turn.turnId, held }]
}

export function configureSpeech(session: Session, speech: SpeechSettings): NewSessionEvent[] {
  const before = session.settings.speech
  const isSame = Object.entries(speech).every(([key, value]) => before[key as keyof SpeechSettings] === value)
  return isSame ? [] : [{ type: 'speech_settings_changed', speech }]
}

export function interruptVoice(session: Session, command: Of<'voice:interrupt'>): NewSessionEvent[] {
  const turn = session.turns.find(({ id }) => id === command.turnId)
  // A turn that is void by now, or that was interrupted before.
  if (turn?.speaker !== 'interviewer' || turn.heardLength !== null) return []
  const length = turn.lead.length + 1 + turn.text.length
  const heardLength = Math.min(command.heardLength, length)
  return [{ type: 'interviewer_interrupted', turnId: turn.id, heardLength }]
}

export function correctTranscript(session: Session, command: Of<'transcript:correct'>): NewSessionEvent[] {
  const { phase } = session
  const turn = session.turns.find(({ id }) => id === command.turnId)
  if (turn?.speaker !== 'candidate') throw new AppError('turn_closed', 'This answer is not here any more.')
  if (phase.name !== 'checking' || !phase.indexes.includes(turn.index)) {
    throw new AppError('wrong_phase', 'This transcript was confirmed already.')
  }
  const change = diffText(turn.text, command.text)
  return change === null ? [] : [{ type: 'turn_corrected', index: turn.index, turnId: turn.id, ...change }]
}

/** Whether something that was said in the turn is still being transcribed. */
export function hasPending(session: Session, turnId: string): boolean {
  return tracksOf(session, turnId).some((track) => track.utterances.some(({ state }) => state === 'pending'))
}

/** Whether something that was said to the question is still being transcribed. */
export function isTranscribing(session: Session, index: number): boolean {
  return session.tracks.some(
    (track) => track.index === index && track.utterances.some(({ state }) => state === 'pending'),
  )
}

/** @throws AppError `not_found`. */
export function getTrack(session: Session, trackId: string): Track {
  const track = session.tracks.find(({ id }) => id === trackId)
  if (track === undefined) throw new AppError('not_found', 'This recording was never begun here.')
  return track
}
