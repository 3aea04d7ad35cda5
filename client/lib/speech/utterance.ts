import type { Timers } from '../timers.ts'
import { cutToWords, estimateHeard, estimateSpeechMs, type SpeechEnd } from './interviewer-voice.ts'

const START_WITHIN_MS = 4_000
/** Some voices never say that they have ended. */
const END_LATE_MS = 5_000

/** One sentence in the mouth of the browser's voice. */
export interface Utterance {
  /** `silent`: it never began. Nothing is left of it in the voice's queue by then. */
  readonly end: Promise<SpeechEnd | 'silent'>
  pause(on: boolean): void
  /** In UTF-16 units, whole words only. */
  heardLength(): number
}

export interface UtteranceDeps {
  readonly synthesis: SpeechSynthesis
  readonly timers: Timers
  readonly onSound: () => void
  readonly signal: AbortSignal
}

/** Hands `spoken` to the voice and watches over it. */
export function createUtterance(spoken: SpeechSynthesisUtterance, deps: UtteranceDeps): Utterance {
  const { synthesis, timers, onSound, signal } = deps
  const { text, rate } = spoken
  const expectedMs = estimateSpeechMs(text, rate)
  const { promise: end, resolve } = Promise.withResolvers<SpeechEnd | 'silent'>()
  let state: 'waiting' | 'sounding' | 'paused' | 'over' = 'waiting'
  /** What sounded before `since`. */
  let heardMs = 0
  let since = 0
  let wordAt: number | null = null

  const settle = (how: SpeechEnd | 'silent') => {
    callOff()
    state = 'over'
    signal.removeEventListener('abort', abort)
    spoken.onstart = spoken.onboundary = spoken.onend = spoken.onerror = null
    resolve(how)
  }
  const giveUp = (how: SpeechEnd | 'silent') => {
    synthesis.cancel()
    settle(how)
  }
  const abort = () => giveUp('stopped')
  let callOff = timers.after(START_WITHIN_MS, () => giveUp('silent'))
  /** Begins anew with every sign of life. */
  const watch = () => {
    callOff()
    if (state === 'sounding') callOff = timers.after(expectedMs * 2 + END_LATE_MS, () => giveUp('spoken'))
  }

  spoken.onstart = () => {
    if (state !== 'waiting') return
    state = 'sounding'
    since = timers.now()
    watch()
    onSound()
  }
  spoken.onboundary = ({ name, charIndex }) => {
    if (name !== 'sentence') wordAt = charIndex
    watch()
  }
  spoken.onend = () => settle('spoken')
  spoken.onerror = ({ error }) => settle(endOfError(error))
  signal.addEventListener('abort', abort)
  synthesis.speak(spoken)

  return {
    end,
    pause: (on) => {
      if (state !== (on ? 'sounding' : 'paused')) return
      if (on) heardMs += timers.now() - since
      else since = timers.now()
      state = on ? 'paused' : 'sounding'
      if (on) synthesis.pause()
      else synthesis.resume()
      watch()
    },
    heardLength: () => {
      if (state !== 'sounding' && state !== 'paused') return 0
      // The word that is beginning was not heard.
      if (wordAt !== null) return cutToWords(text, Math.max(0, wordAt - 1))
      return estimateHeard(text, heardMs + (state === 'sounding' ? timers.now() - since : 0), expectedMs)
    },
  }
}

function endOfError(error: SpeechSynthesisErrorCode): SpeechEnd {
  switch (error) {
    case 'canceled':
    case 'interrupted':
      // Not by us: another tab speaks with the same voice. What was cut off stands on the screen.
      return 'spoken'
    case 'not-allowed':
      return 'blocked'
    case 'language-unavailable':
    case 'voice-unavailable':
    case 'synthesis-unavailable':
      return 'unavailable'
    default:
      return 'failed'
  }
}
