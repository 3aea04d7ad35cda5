import type { SessionId } from '#contract/ids.ts'
import { pause, type Timers, within } from '../timers.ts'
import {
  estimateHeard,
  estimateSpeechMs,
  type SpeakOptions,
  type SpeechEnd,
  type SpeechOutput,
} from './interviewer-voice.ts'
import { createPlaying, duckPlaying, type Loudspeaker, type Playing, playSamples, stopPlaying } from './loudspeaker.ts'
import { aheadOf, heardMs, MAX_AHEAD_S, queuedMs, takeSamples } from './pcm-queue.ts'
import { createStretcher, joinSamples } from './stretch.ts'
import { requestVoice, type VoiceSound } from './voice-request.ts'

export interface EndpointVoiceDeps {
  readonly sessionId: SessionId
  /** Asked before every sentence; made in a click, else the browser plays nothing. */
  readonly loudspeaker: () => Loudspeaker
  readonly fetch: typeof fetch
  readonly timers: Timers
}

/** A speech endpoint that has sent nothing for so long sends nothing any more. */
const SILENT_WITHIN_MS = 10_000
/** A context that has not begun to play by then waits for the person to press something. */
const RESUME_WITHIN_MS = 1_500
const LOOK_AGAIN_MS = 250
/** Shorter pieces are joined. */
const MIN_PIECE_S = 0.05

/** A sentence that was asked for. */
interface Asked {
  readonly sentence: string
  readonly signal: AbortSignal
  readonly sound: Promise<VoiceSound>
  readonly forget: () => void
}

/** The voice of the configured speech endpoint, played while it comes. */
export function createEndpointVoice(deps: EndpointVoiceDeps): SpeechOutput {
  const { timers } = deps
  let prepared: Asked | null = null
  let playing: Playing | null = null
  let isDucked = false

  const ask = (sentence: string, signal: AbortSignal): Asked => {
    const given = new AbortController()
    const sound = requestVoice(deps.fetch, deps.sessionId, sentence, AbortSignal.any([signal, given.signal]))
    // Nobody may ever wait for what was only prepared.
    sound.catch(() => {})
    return { sentence, signal, sound, forget: () => given.abort() }
  }

  const isReady = (sentence: string) => prepared?.sentence === sentence && !prepared.signal.aborted

  const take = (sentence: string, signal: AbortSignal): Asked => {
    const ready = isReady(sentence) ? prepared : null
    if (ready === null) prepared?.forget()
    prepared = null
    return ready ?? ask(sentence, signal)
  }

  const isRunning = async (out: Loudspeaker, signal: AbortSignal) => {
    if (out.state === 'running') return true
    await Promise.race([out.resume().catch(() => {}), pause(timers, RESUME_WITHIN_MS, signal)])
    return stateOf(out) === 'running'
  }

  /** Reads no faster than it plays, but for `MAX_AHEAD_S`. */
  const play = async (out: Loudspeaker, sound: VoiceSound, own: Playing, onSound: () => void, signal: AbortSignal) => {
    const stretcher = createStretcher(own.rate, sound.sampleRate)
    let gathered = new Float32Array(0)
    while (!own.isWhole && !signal.aborted) {
      const ahead = aheadOf(own.queue, out.currentTime)
      if (ahead >= MAX_AHEAD_S) {
        await pause(timers, Math.max(LOOK_AGAIN_MS, (ahead - MAX_AHEAD_S) * 1_000), signal)
        continue
      }
      const { done, value } = await within(timers, SILENT_WITHIN_MS, sound.reader.read(), signal)
      const { queue, samples } = takeSamples(own.queue, value ?? new Uint8Array(0))
      own.queue = queue
      own.isWhole = done
      gathered = joinSamples([gathered, done ? stretcher.flush() : stretcher.push(samples)])
      const isPiece = gathered.length >= MIN_PIECE_S * sound.sampleRate || (done && gathered.length > 0)
      if (!isPiece) continue
      const isFirst = queue.startsAt === null
      const startAt = playSamples(out, own, gathered)
      gathered = new Float32Array(0)
      if (isFirst) {
        const ms = (startAt - out.currentTime) * 1_000
        void pause(timers, ms, signal).then(() => signal.aborted || onSound())
      }
    }
  }

  const playOut = async (out: Loudspeaker, own: Playing, signal: AbortSignal): Promise<SpeechEnd> => {
    // An endpoint that answers without a sound has said nothing.
    if (own.queue.startsAt === null) return 'failed'
    let stalledMs = 0
    while (!signal.aborted) {
      const before = out.currentTime
      const ahead = aheadOf(own.queue, before)
      if (ahead === 0) return 'spoken'
      const ms = Math.min(ahead * 1_000 + 5, LOOK_AGAIN_MS)
      await pause(timers, ms, signal)
      // A phone call takes the loudspeaker away, for instance.
      stalledMs = out.currentTime > before ? 0 : stalledMs + ms
      if (stalledMs > SILENT_WITHIN_MS && !(await isRunning(out, signal))) return 'blocked'
    }
    return 'stopped'
  }

  const speak = async (sentence: string, { rate, onSound }: SpeakOptions, signal: AbortSignal): Promise<SpeechEnd> => {
    const asked = take(sentence, signal)
    const out = deps.loudspeaker()
    let own: Playing | null = null
    try {
      if (!(await isRunning(out, signal))) return signal.aborted ? 'stopped' : 'blocked'
      const sound = await within(timers, SILENT_WITHIN_MS, asked.sound, signal)
      own = playing = createPlaying(out, { sentence, rate, sampleRate: sound.sampleRate, isDucked })
      await play(out, sound, own, onSound, signal)
      return await playOut(out, own, signal)
    } catch {
      // Refused, cut off or too late: the same to whoever listens.
      return signal.aborted ? 'stopped' : 'failed'
    } finally {
      asked.forget()
      if (own !== null) stopPlaying(out, own)
      if (playing === own) playing = null
    }
  }

  return {
    speak,
    prepare: (sentence, signal) => {
      if (signal.aborted || isReady(sentence)) return
      prepared?.forget()
      prepared = ask(sentence, signal)
    },
    duck: (on) => {
      isDucked = on
      if (playing !== null) duckPlaying(deps.loudspeaker(), playing, on)
    },
    heardLength: () => {
      if (playing === null) return 0
      const { sentence, rate, queue, isWhole } = playing
      const soFar = queuedMs(queue)
      const total = isWhole ? soFar : Math.max(soFar, estimateSpeechMs(sentence, rate))
      return total === 0 ? 0 : estimateHeard(sentence, heardMs(queue, deps.loudspeaker().currentTime), total)
    },
  }
}

/** Awaiting changes it, which a type that was narrowed before does not know. */
function stateOf(out: Loudspeaker): AudioContextState {
  return out.state
}
