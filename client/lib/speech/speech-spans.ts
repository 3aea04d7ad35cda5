import { SAMPLE_RATE, type Span } from '#contract/speech.ts'
import { estimateSpeechMs } from './interviewer-voice.ts'

/** Speech that was detected in a track and has no final words yet. Pure; positions in samples of the track. */
export interface SpeechSpans {
  /** Where the first of it began; null where there is none. */
  readonly from: number | null
  /** Where the last of it ended; null while none has. */
  readonly to: number | null
  /** Where what is being said began; null in silence. */
  readonly ongoing: number | null
  /** Words were found for everything before. */
  readonly takenTo: number
}

/** Of a track that has just begun. */
export function buildSpeechSpans(): SpeechSpans {
  return { from: null, to: null, ongoing: null, takenTo: 0 }
}

export function beginSpeech(spans: SpeechSpans, sample: number): SpeechSpans {
  const ongoing = Math.max(sample, spans.takenTo)
  return { ...spans, ongoing, from: spans.from ?? ongoing }
}

export function endSpeech(spans: SpeechSpans, { fromSample, toSample }: Span): SpeechSpans {
  if (toSample <= spans.takenTo) return { ...spans, from: null, to: null, ongoing: null }
  return { ...spans, ongoing: null, from: spans.from ?? Math.max(fromSample, spans.takenTo), to: toSample }
}

/** What began was no speech. */
export function cancelSpeech(spans: SpeechSpans): SpeechSpans {
  return { ...spans, ongoing: null, from: spans.to === null ? null : spans.from }
}

/**
 * Where final words were said that have just come, and what is left to find words for: in the speech since the last final words,
 * up to its last end that is known. Speech that goes on without an end so far is cut at `now`; where none was detected, the words lie
 * just before `now`.
 */
export function takeSpan(spans: SpeechSpans, now: number, text: string): { spans: SpeechSpans; span: Span } {
  const { from, to, ongoing, takenTo } = spans
  if (from !== null && to !== null && from < to) {
    const next = ongoing === null ? null : Math.max(ongoing, to)
    return { span: { fromSample: from, toSample: to }, spans: { from: next, to: null, ongoing: next, takenTo: to } }
  }
  if (from !== null) {
    const end = Math.max(now, from + 1)
    const goesOn = ongoing === null ? null : end
    const span = { fromSample: from, toSample: end }
    return { span, spans: { from: goesOn, to: null, ongoing: goesOn, takenTo: end } }
  }
  const end = Math.max(now, takenTo + 1)
  const length = Math.ceil((estimateSpeechMs(text, 1) * SAMPLE_RATE) / 1_000)
  const span = { fromSample: Math.max(takenTo, Math.min(end - 1, end - length)), toSample: end }
  return { span, spans: { ...spans, takenTo: end } }
}
