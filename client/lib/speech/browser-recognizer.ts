import { MAX_UTTERANCE_LENGTH, type Span } from '#contract/speech.ts'
import type { Timers } from '../timers.ts'
import {
  findRecognition,
  type Recognition,
  type RecognitionConstructor,
  type RecognizerError,
  readRecognitionError,
} from './recognition.ts'
import { beginSpeech, buildSpeechSpans, cancelSpeech, endSpeech, takeSpan } from './speech-spans.ts'

export interface FinalWords {
  readonly text: string
  /** Where they were said, as far as voice activity tells. */
  readonly span: Span
  /** When they came, by the clock of `timers`. */
  readonly at: number
}

export interface RecognizerListener {
  /** All words that are not final yet; empty when there are none any more. `at` as in `FinalWords`. */
  interim(text: string, at: number): void
  final(words: FinalWords): void
  /** `isOver`: it has stopped, and only `start` begins again. */
  failed(error: RecognizerError, isOver: boolean): void
}

/** Makes text of what the microphone hears, by the browser or its vendor. It opens the microphone by itself. */
export interface BrowserRecognizer {
  start(): void
  /** Resolves when the last words have come, which `final` was told by then. */
  stop(): Promise<void>
  /** A new track: its positions are counted from 0. */
  beginTrack(): void
  speechStarted(sample: number): void
  speechEnded(span: Span): void
  speechMistake(): void
  close(): void
}

export interface BrowserRecognizerDeps {
  readonly Recognition: RecognitionConstructor | undefined
  /** Such as `en-GB`. */
  readonly language: string
  /** False on Android, where a continuous recogniser says its words again and again. */
  readonly isContinuous: boolean
  /** Samples of the track that were captured so far. */
  readonly position: () => number
  readonly timers: Timers
  readonly listener: RecognizerListener
}

/** A run that ends sooner has not worked. */
const SHORT_RUN_MS = 1_000
const RETRY_MS = [0, 250, 500, 1_000, 2_000, 4_000] as const
const MAX_FAILURES = RETRY_MS.length
const LAST_WORDS_WITHIN_MS = 2_000

/** Whether this browser can make text of speech. */
export function hasRecognition(): boolean {
  return findRecognition(window) !== undefined
}

/** The browser's recogniser, begun again whenever it ends by itself, as Chromium's does in silence and after a minute. */
export function createBrowserRecognizer(deps: BrowserRecognizerDeps): BrowserRecognizer {
  const { Recognition, timers, listener } = deps
  let spans = buildSpeechSpans()
  let isWanted = false
  let run: Recognition | null = null
  let interim = ''
  let failures = 0
  let callOffRetry = () => {}
  let stopped: PromiseWithResolvers<void> | null = null

  const begin = () => {
    callOffRetry()
    if (Recognition === undefined) return fail('unsupported')
    if (run !== null) return
    const own = new Recognition()
    const begunAt = timers.now()
    /** Places of final results that were told. */
    const told = new Set<number>()
    let isBroken = false
    own.lang = deps.language
    own.continuous = deps.isContinuous
    own.interimResults = true
    own.onresult = ({ results }) => {
      failures = 0
      hear(results, told)
    }
    own.onerror = ({ error }) => {
      const known = readRecognitionError(error)
      if (known === 'no_speech') listener.failed(known, false)
      else if (known !== null) fail(known)
      else isBroken = true
    }
    own.onend = () => {
      const isShort = timers.now() - begunAt < SHORT_RUN_MS
      ended(isBroken || isShort)
    }
    run = own
    try {
      own.start()
    } catch {
      ended(true)
    }
  }

  const ended = (hasFailed: boolean) => {
    letGo()
    // Safari may end without ever calling its words final.
    if (interim !== '') tellFinal(interim)
    tellInterim('')
    stopped?.resolve()
    stopped = null
    failures = hasFailed ? failures + 1 : 0
    if (!isWanted) return
    if (failures >= MAX_FAILURES) return fail('failed')
    const ms = RETRY_MS[failures] ?? 0
    if (ms === 0) begin()
    else callOffRetry = timers.after(ms, begin)
  }

  const letGo = () => {
    if (run !== null) run.onresult = run.onerror = run.onend = null
    run = null
  }

  const fail = (error: RecognizerError) => {
    isWanted = false
    callOffRetry()
    listener.failed(error, true)
  }

  const hear = (results: SpeechRecognitionResultList, told: Set<number>) => {
    const open: string[] = []
    for (let i = 0; i < results.length; i += 1) {
      const result = results[i]
      const text = result?.[0]?.transcript ?? ''
      if (result?.isFinal !== true) open.push(text)
      else if (!told.has(i)) {
        told.add(i)
        tellFinal(text)
      }
    }
    tellInterim(open.join(' ').replaceAll(/\s+/g, ' ').trim())
  }

  const tellInterim = (text: string) => {
    if (text === interim) return
    interim = text
    listener.interim(text, timers.now())
  }

  const tellFinal = (words: string) => {
    const text = words.trim().slice(0, MAX_UTTERANCE_LENGTH)
    if (text === '') return
    const taken = takeSpan(spans, deps.position(), text)
    spans = taken.spans
    listener.final({ text, span: taken.span, at: timers.now() })
  }

  return {
    start: () => {
      if (isWanted) return
      isWanted = true
      failures = 0
      begin()
    },
    stop: () => {
      isWanted = false
      callOffRetry()
      const own = run
      if (own === null) return Promise.resolve()
      if (stopped !== null) return stopped.promise
      const last = Promise.withResolvers<void>()
      stopped = last
      const callOff = timers.after(LAST_WORDS_WITHIN_MS, () => {
        own.abort()
        if (run === own) ended(false)
      })
      own.stop()
      // It may have ended within the call.
      return last.promise.finally(callOff)
    },
    beginTrack: () => {
      spans = buildSpeechSpans()
    },
    speechStarted: (sample) => {
      spans = beginSpeech(spans, sample)
    },
    speechEnded: (span) => {
      spans = endSpeech(spans, span)
    },
    speechMistake: () => {
      spans = cancelSpeech(spans)
    },
    close: () => {
      isWanted = false
      callOffRetry()
      const own = run
      letGo()
      own?.abort()
      stopped?.resolve()
    },
  }
}
