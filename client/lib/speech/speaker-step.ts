import {
  onDue,
  onSpeechEnded,
  onSpeechMistaken,
  onSpeechStarted,
  onWordsHeard,
  raiseVoice,
  watchSpeech,
} from './barge-in.ts'
import type { SpeechEnd } from './interviewer-voice.ts'
import { takeSentences } from './sentences.ts'
import type { Moment, ReadTurn, SpeakerInput, SpeakerNotice, SpeakerOutput, SpeakerState } from './speaker-state.ts'

type Say = (output: SpeakerOutput) => void

/** What is read aloud after something happened, and what is to be done about it. Pure: the same in, the same out. */
export function stepSpeaker(
  state: SpeakerState,
  input: SpeakerInput,
  moment: Moment,
): { state: SpeakerState; outputs: readonly SpeakerOutput[] } {
  const outputs: SpeakerOutput[] = []
  const say: Say = (output) => outputs.push(output)
  return { state: goOn(change(state, input, moment, say), say), outputs }
}

function change(state: SpeakerState, input: SpeakerInput, moment: Moment, say: Say): SpeakerState {
  switch (input.type) {
    case 'words':
      return onWords(state, input, say)
    case 'known': {
      const { turnKey, text } = input
      if (state.turn?.key === turnKey) return state
      const before = stop(state, say)
      return {
        ...before,
        turn: { ...buildTurn(turnKey, text, true), isReading: false, isBegunTold: true, isEndTold: true },
      }
    }
    case 'muted':
      return onMuted(state, input.on, say)
    case 'rated':
      return { ...state, rate: input.rate }
    case 'repeated':
      return repeat(state, say)
    case 'stopped':
      return stop(state, say)
    case 'speech_started':
      return onSpeechStarted(state, input.at, moment, say)
    case 'speech_ended':
      return onSpeechEnded(state, moment, say)
    case 'speech_mistaken':
      return onSpeechMistaken(state, say)
    case 'words_heard':
      return onWordsHeard(state, input.text, moment, say)
    case 'echo_known':
      return { ...state, cancelsEcho: input.isCancelled }
    case 'sounded':
      return onSounded(state, input.id, moment, say)
    case 'ended':
      return onEnded(state, input.id, input.how, say)
    case 'due':
      return onDue(state, input.what, moment, say)
    default:
      return input satisfies never
  }
}

function buildTurn(key: string, text: string, isDone: boolean): ReadTurn {
  return {
    key,
    text,
    isDone,
    isReading: true,
    begun: 0,
    heard: 0,
    audibleSince: null,
    isBegunTold: false,
    isEndTold: false,
  }
}

function onWords(state: SpeakerState, input: Extract<SpeakerInput, { type: 'words' }>, say: Say): SpeakerState {
  const { turnKey, text, isDone } = input
  if (state.turn?.key !== turnKey) return { ...stop(state, say), turn: buildTurn(turnKey, text, isDone) }
  const { turn } = state
  if (!turn.isReading || text.startsWith(turn.text.slice(0, turn.begun))) {
    return { ...state, turn: { ...turn, text, isDone } }
  }
  const begun = findSamePlace(turn.text.slice(0, turn.begun), text)
  if (begun !== null) return { ...state, turn: { ...turn, text, isDone, begun, heard: Math.min(turn.heard, begun) } }
  // Other words took the place of what was begun: these are the ones that count.
  return { ...silence(state, say), turn: { ...turn, text, isDone, begun: 0, heard: 0 } }
}

/** Where `text` has got to when it has said the same as `said`, white space apart; null where it says something else. */
function findSamePlace(said: string, text: string): number | null {
  let at = 0
  for (const unit of said) {
    if (/\s/.test(unit)) continue
    while (/\s/.test(text.charAt(at))) at += 1
    if (!text.startsWith(unit, at)) return null
    at += unit.length
  }
  return at
}

function onMuted(state: SpeakerState, on: boolean, say: Say): SpeakerState {
  const { turn, speaking } = state
  if (!on || turn === null || speaking === null) return { ...state, isMuted: on }
  // Made loud again before the turn is done, it goes on with the sentence that was cut off.
  return { ...silence(state, say), isMuted: on, turn: { ...turn, begun: speaking.from } }
}

function repeat(state: SpeakerState, say: Say): SpeakerState {
  const { turn } = state
  if (turn === null || state.isMuted || state.through === 'none') return state
  const again = { ...turn, isReading: true, begun: 0, audibleSince: null }
  return { ...raiseVoice(silence(state, say), say), turn: again }
}

/** Ends the reading without a reason of the candidate's. */
function stop(state: SpeakerState, say: Say): SpeakerState {
  return state.turn?.isReading ? endTurn(silence(state, say), 'stopped', say) : state
}

function silence(state: SpeakerState, say: Say): SpeakerState {
  if (state.speaking !== null) say({ type: 'silence' })
  return { ...state, speaking: null, prepared: null }
}

function onSounded(state: SpeakerState, id: number, { now }: Moment, say: Say): SpeakerState {
  const { turn, speaking } = state
  if (turn === null || speaking?.id !== id) return state
  if (!turn.isBegunTold && !turn.isEndTold) say({ type: 'began', turnKey: turn.key })
  const audible: SpeakerState = {
    ...state,
    firstSoundAt: state.firstSoundAt ?? now,
    turn: { ...turn, isBegunTold: true, audibleSince: turn.audibleSince ?? now },
  }
  return turn.audibleSince === null ? watchSpeech(audible, now, say) : audible
}

function onEnded(state: SpeakerState, id: number, how: SpeechEnd, say: Say): SpeakerState {
  const { turn, speaking } = state
  if (turn === null || speaking?.id !== id) return state
  const quiet = { ...state, speaking: null }
  switch (how) {
    case 'spoken':
    case 'stopped':
      return { ...quiet, turn: { ...turn, heard: Math.max(turn.heard, speaking.to) } }
    case 'blocked':
      return endTurn(notice(quiet, 'needs_click', say), 'stopped', say)
    case 'unavailable':
    case 'failed': {
      const again = { ...quiet, prepared: null, turn: { ...turn, begun: speaking.from } }
      const isNext = state.through === 'endpoint' && state.hasBrowserVoice
      return isNext ? notice({ ...again, through: 'browser' }, 'browser_voice', say) : { ...again, through: 'none' }
    }
    default:
      return how satisfies never
  }
}

function notice(state: SpeakerState, what: SpeakerNotice, say: Say): SpeakerState {
  if (state.noticed.has(what)) return state
  say({ type: 'notice', notice: what })
  return { ...state, noticed: new Set([...state.noticed, what]) }
}

/** Reads the next sentence when there is one and the voice is free; ends the turn when there will be none. */
function goOn(before: SpeakerState, say: Say): SpeakerState {
  const { turn } = before
  if (turn === null || !turn.isReading) return before
  if (before.isMuted) return turn.isDone ? endTurn(before, 'stopped', say) : before
  const state = before.through === 'none' ? notice(before, 'text_only', say) : before
  const { through } = state
  if (through === 'none') return turn.isDone ? endTurn(state, 'stopped', say) : state
  const [next, afterNext] = takeSentences(turn.text, turn.isDone, turn.begun)
  if (state.speaking !== null) return prepare(state, next && turn.text.slice(next.from, next.to), say)
  if (next === undefined) return turn.isDone ? endTurn(state, 'spoken', say) : state
  const id = state.ids + 1
  const sentence = turn.text.slice(next.from, next.to)
  say({ type: 'speak', id, through, sentence, rate: state.rate })
  const speaking = { ...state, ids: id, speaking: { ...next, id }, turn: { ...turn, begun: next.to } }
  const isFirst = turn.audibleSince === null
  return isFirst ? speaking : prepare(speaking, afterNext && turn.text.slice(afterNext.from, afterNext.to), say)
}

/** The first sentence has the voice for itself: it is waited for. The others are made while the one before is heard. */
function prepare(state: SpeakerState, sentence: string | undefined, say: Say): SpeakerState {
  const { through, turn } = state
  if (sentence === undefined || through === 'none' || sentence === state.prepared || !turn?.audibleSince) return state
  say({ type: 'prepare', through, sentence })
  return { ...state, prepared: sentence }
}

function endTurn(state: SpeakerState, how: 'spoken' | 'stopped', say: Say): SpeakerState {
  const { turn } = state
  if (turn === null) return state
  if (!turn.isEndTold) say({ type: 'ended', turnKey: turn.key, how: turn.isBegunTold ? how : 'silent' })
  return { ...raiseVoice(state, say), turn: { ...turn, isReading: false, audibleSince: null, isEndTold: true } }
}
