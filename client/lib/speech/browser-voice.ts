import { pause, type Timers } from '../timers.ts'
import type { SpeechOutput } from './interviewer-voice.ts'
import { pickVoice } from './pick-voice.ts'
import { createUtterance, type Utterance } from './utterance.ts'

export interface BrowserVoiceDeps {
  readonly synthesis: SpeechSynthesis
  readonly createUtterance: (text: string) => SpeechSynthesisUtterance
  /** Such as `en-GB`. */
  readonly language: string
  /** Asked before every sentence; null for the best there is. */
  readonly voiceName: () => string | null
  /** False on Android, where a pause ends the sentence. */
  readonly canPause: boolean
  readonly timers: Timers
}

/** Voices come in after the page, and not every browser says when. */
const VOICES_WITHIN_MS = 2_000
const LOOK_AGAIN_MS = 200
/** `speak` right after `cancel` is lost in Chromium and Firefox. */
const AFTER_CANCEL_MS = 30

/** The browser's own voice. One sentence an utterance, since Chromium falls silent after about 15 s of one. */
export function createBrowserVoice(deps: BrowserVoiceDeps): SpeechOutput {
  const { synthesis, timers } = deps
  /** Also holds on to the utterance: Chromium forgets one that nobody refers to, and its events with it. */
  let reading: Utterance | null = null
  let mustWait = false

  const findVoice = async (signal: AbortSignal) => {
    const until = timers.now() + VOICES_WITHIN_MS
    while (synthesis.getVoices().length === 0 && timers.now() < until && !signal.aborted) {
      await pause(timers, LOOK_AGAIN_MS, signal)
    }
    return pickVoice(synthesis.getVoices(), deps.language, deps.voiceName())
  }

  const speakOnce = async (sentence: string, rate: number, onSound: () => void, signal: AbortSignal) => {
    const voice = await findVoice(signal)
    if (signal.aborted) return 'stopped'
    if (voice === undefined) return 'unavailable'
    if (synthesis.speaking || synthesis.pending) {
      synthesis.cancel()
      mustWait = true
    }
    if (mustWait) await pause(timers, AFTER_CANCEL_MS, signal)
    if (signal.aborted) return 'stopped'
    if (synthesis.paused) synthesis.resume()
    const spoken = deps.createUtterance(sentence)
    spoken.voice = voice
    spoken.lang = voice.lang
    spoken.rate = rate
    const own = createUtterance(spoken, { synthesis, timers, onSound, signal })
    reading = own
    mustWait = true
    const end = await own.end
    mustWait = end !== 'spoken'
    if (reading === own) reading = null
    return end
  }

  return {
    speak: async (sentence, { rate, onSound }, signal) => {
      const first = await speakOnce(sentence, rate, onSound, signal)
      if (first !== 'silent') return first
      // A service that hangs comes back after a cancel, which the first try has ended with.
      const second = await speakOnce(sentence, rate, onSound, signal)
      return second === 'silent' ? 'failed' : second
    },
    prepare: () => {},
    duck: (on) => {
      if (deps.canPause) reading?.pause(on)
    },
    heardLength: () => reading?.heardLength() ?? 0,
  }
}
