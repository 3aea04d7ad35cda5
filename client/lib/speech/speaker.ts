import type { Timers } from '../timers.ts'
import type { SpeechOutput } from './interviewer-voice.ts'
import type { TextSpan } from './sentences.ts'
import {
  buildSpeakerState,
  type SpeakerInput,
  type SpeakerNews,
  type SpeakerOutput,
  type SpeakerWait,
  type SpokenThrough,
} from './speaker-state.ts'
import { stepSpeaker } from './speaker-step.ts'

/** Reads the interviewer's words aloud while they come, and gives way when the candidate speaks. */
export interface Speaker {
  /** The words of a turn so far; `isDone` when there will be no more. A turn with another key ends the one before. */
  words(turnKey: string, text: string, isDone: boolean): void
  /** A turn that was read before this page was loaded: it can be repeated. */
  known(turnKey: string, text: string): void
  mute(on: boolean): void
  /** From the next sentence on; 1 is the voice's own pace. */
  rate(rate: number): void
  /** Reads the last turn again from its beginning. */
  repeat(): void
  /** Ends the reading. */
  stop(): void
  /** The candidate began to speak at `at`, by the clock of `timers`. */
  speechStarted(at: number): void
  speechEnded(): void
  /** What began was no speech. */
  speechMistake(): void
  /** Words of the candidate were recognised; of interim ones all so far. Null where it is not known which. */
  wordsHeard(text: string | null): void
  /** What the microphone's `track.getSettings().echoCancellation` says. */
  echoCancellation(isOn: boolean): void
  /** A new object when anything changed. */
  getView(): SpeakerView
  subscribe(listener: () => void): () => void
  close(): void
}

export interface SpeakerView {
  /** The turn that is being read; null while nothing is. */
  readonly turnKey: string | null
  /** The sentence that is being read, in its turn's text. */
  readonly sentence: TextSpan | null
  readonly isDucked: boolean
  /** Whether there is something to repeat and a voice for it. */
  readonly canRepeat: boolean
  readonly through: SpokenThrough
}

export interface SpeakerDeps {
  /** The configured speech endpoint; null where there is none. */
  readonly endpoint: SpeechOutput | null
  /** Null where the browser has no speech synthesis. */
  readonly browser: SpeechOutput | null
  readonly timers: Timers
  readonly isMuted: boolean
  readonly rate: number
  readonly onNews: (news: SpeakerNews) => void
}

/** Runs the pure `stepSpeaker` on words, wishes, speech and timers, and does what it asks for. */
export function createSpeaker({ endpoint, browser, timers, isMuted, rate, onNews }: SpeakerDeps): Speaker {
  const voices = { endpoint, browser }
  let state = buildSpeakerState({ hasEndpoint: endpoint !== null, hasBrowserVoice: browser !== null, isMuted, rate })
  let view: SpeakerView = buildView()
  let reading = new AbortController()
  const waits = new Map<SpeakerWait, () => void>()
  const listeners = new Set<() => void>()
  let isClosed = false

  function buildView(): SpeakerView {
    const { turn, speaking, isDucked, through } = state
    return {
      turnKey: turn?.isReading ? turn.key : null,
      sentence: speaking === null ? null : { from: speaking.from, to: speaking.to },
      isDucked,
      canRepeat: turn !== null && turn.text !== '' && !state.isMuted && through !== 'none',
      through,
    }
  }

  const voice = () => (state.through === 'none' ? null : voices[state.through])

  const feed = (input: SpeakerInput) => {
    if (isClosed) return
    const before = state
    const stepped = stepSpeaker(state, input, { now: timers.now(), heard: voice()?.heardLength() ?? 0 })
    state = stepped.state
    stepped.outputs.forEach(act)
    if (stepped.state === before) return
    view = buildView()
    for (const listener of listeners) listener()
  }

  const act = (output: SpeakerOutput) => {
    switch (output.type) {
      case 'speak': {
        const { id, through, sentence } = output
        const onSound = () => feed({ type: 'sounded', id })
        void voices[through]
          ?.speak(sentence, { rate: output.rate, onSound }, reading.signal)
          .then((how) => feed({ type: 'ended', id, how }))
        return
      }
      case 'prepare':
        return voices[output.through]?.prepare(output.sentence, reading.signal)
      case 'silence':
        reading.abort()
        reading = new AbortController()
        return
      case 'duck':
        return voice()?.duck(output.on)
      case 'wait':
        waits.get(output.what)?.()
        waits.set(
          output.what,
          timers.after(output.ms, () => feed({ type: 'due', what: output.what })),
        )
        return
      default:
        return onNews(output)
    }
  }

  return {
    words: (turnKey, text, isDone) => feed({ type: 'words', turnKey, text, isDone }),
    known: (turnKey, text) => feed({ type: 'known', turnKey, text }),
    mute: (on) => feed({ type: 'muted', on }),
    rate: (wanted) => feed({ type: 'rated', rate: wanted }),
    repeat: () => feed({ type: 'repeated' }),
    stop: () => feed({ type: 'stopped' }),
    speechStarted: (at) => feed({ type: 'speech_started', at }),
    speechEnded: () => feed({ type: 'speech_ended' }),
    speechMistake: () => feed({ type: 'speech_mistaken' }),
    wordsHeard: (text) => feed({ type: 'words_heard', text }),
    echoCancellation: (isOn) => feed({ type: 'echo_known', isCancelled: isOn }),
    getView: () => view,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      isClosed = true
      reading.abort()
      for (const callOff of waits.values()) callOff()
    },
  }
}
