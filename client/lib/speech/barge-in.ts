import { isListening, isOwnVoice } from './own-words.ts'
import type { HeardSpeech, Moment, SpeakerOutput, SpeakerState, SpeakerWait } from './speaker-state.ts'

/** So much speech is more than a cough. */
export const DUCK_AFTER_MS = 500
/** Without echo cancellation the interviewer hears itself. */
export const DUCK_AFTER_WITH_ECHO_MS = 1_000
/** Without words for so long after the speech, it was none. */
export const RESUME_AFTER_MS = 2_000
/** What goes on for so long without a word is noise. */
export const NOISE_AFTER_MS = 8_000
/** Echo cancellation learns the room while the first words sound. */
export const DEAF_MS = 3_000
/** So much of what was just said may come back as an echo, in UTF-16 units. */
const ECHO_LENGTH = 400

type Say = (output: SpeakerOutput) => void

/** Whether the interviewer is being heard, the moments between two sentences included. */
function isAudible(state: SpeakerState): boolean {
  return state.turn?.isReading === true && state.turn.audibleSince !== null
}

export function onSpeechStarted(state: SpeakerState, at: number, { now }: Moment, say: Say): SpeakerState {
  if (state.speech !== null && state.speech.endedAt === null) return state
  // What ducked the voice was not all: the wait for silence after it is over.
  if (state.isDucked) say({ type: 'wait', what: 'resume', ms: NOISE_AFTER_MS })
  return watchSpeech({ ...state, speech: { startedAt: at, endedAt: null, hasWords: false } }, now, say)
}

/** Speech meets the interviewer's voice: one of them has just begun. */
export function watchSpeech(state: SpeakerState, now: number, say: Say): SpeakerState {
  const { speech } = state
  if (!isAudible(state) || speech === null || speech.endedAt !== null || isDeaf(state, speech)) return state
  say({ type: 'wait', what: 'duck', ms: Math.max(0, speech.startedAt + duckAfterMs(state) - now) })
  return state
}

export function onSpeechEnded(state: SpeakerState, { now }: Moment, say: Say): SpeakerState {
  const { speech, isDucked } = state
  if (speech === null || speech.endedAt !== null) return state
  if (isDucked) say({ type: 'wait', what: 'resume', ms: RESUME_AFTER_MS })
  return { ...state, speech: { ...speech, endedAt: now } }
}

export function onSpeechMistaken(state: SpeakerState, say: Say): SpeakerState {
  return { ...raiseVoice(state, say), speech: null }
}

export function onWordsHeard(state: SpeakerState, text: string | null, { now, heard }: Moment, say: Say): SpeakerState {
  const { speech } = state
  if (!isAudible(state) || speech === null || isDeaf(state, speech)) return state
  if (text !== null && (isListening(text) || isOwnVoice(text, lastSaid(state)))) return state
  // Late words of speech that is over and done with, such as the answer before.
  if (speech.endedAt !== null && !state.isDucked) return state
  if ((speech.endedAt ?? now) - speech.startedAt >= duckAfterMs(state)) return interrupt(state, heard, say)
  return { ...state, speech: { ...speech, hasWords: true } }
}

export function onDue(state: SpeakerState, what: SpeakerWait, { heard }: Moment, say: Say): SpeakerState {
  if (what === 'resume') return raiseVoice(state, say)
  const { speech } = state
  if (!isAudible(state) || speech === null || speech.endedAt !== null) return state
  if (speech.hasWords) return interrupt(state, heard, say)
  if (state.isDucked) return state
  say({ type: 'duck', on: true })
  say({ type: 'wait', what: 'resume', ms: NOISE_AFTER_MS })
  return { ...state, isDucked: true }
}

function interrupt(state: SpeakerState, heardOfSentence: number, say: Say): SpeakerState {
  const { turn, speaking } = state
  if (turn === null) return state
  if (speaking !== null) say({ type: 'silence' })
  const heard = Math.max(turn.heard, speaking === null ? 0 : speaking.from + heardOfSentence)
  if (!turn.isEndTold) say({ type: 'interrupted', turnKey: turn.key, heardLength: heard })
  const over = { ...turn, heard, isReading: false, audibleSince: null, isEndTold: true }
  return { ...raiseVoice(state, say), speaking: null, prepared: null, turn: over }
}

/** As loud as it was. */
export function raiseVoice(state: SpeakerState, say: Say): SpeakerState {
  if (!state.isDucked) return state
  say({ type: 'duck', on: false })
  return { ...state, isDucked: false }
}

function isDeaf({ firstSoundAt }: SpeakerState, speech: HeardSpeech): boolean {
  return firstSoundAt === null || speech.startedAt < firstSoundAt + DEAF_MS
}

function duckAfterMs({ cancelsEcho }: SpeakerState): number {
  return cancelsEcho ? DUCK_AFTER_MS : DUCK_AFTER_WITH_ECHO_MS
}

function lastSaid({ turn }: SpeakerState): string {
  return turn === null ? '' : turn.text.slice(Math.max(0, turn.begun - ECHO_LENGTH), turn.begun)
}
