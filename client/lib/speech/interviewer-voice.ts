/**
 * How reading a sentence aloud ended. `stopped`: its signal was aborted. `blocked`: the browser plays nothing before the person has
 * pressed something. `unavailable`: there is no voice. `failed`: it could not be read to its end; none of these is tried again here.
 */
export type SpeechEnd = 'spoken' | 'stopped' | 'blocked' | 'unavailable' | 'failed'

export interface SpeakOptions {
  /** 1 is the voice's own pace. */
  readonly rate: number
  /** The first sound of the sentence can be heard now; called at most once. */
  readonly onSound: () => void
}

/** A voice that reads one sentence at a time. */
export interface SpeechOutput {
  /** Resolves when the last sound was heard. Never rejects. */
  speak(sentence: string, options: SpeakOptions, signal: AbortSignal): Promise<SpeechEnd>
  /** This sentence will be next. */
  prepare(sentence: string, signal: AbortSignal): void
  /** Quieter, or paused where the voice cannot be made quieter; and back. */
  duck(on: boolean): void
  /** How much of the sentence being read was heard so far, in UTF-16 units, whole words only; 0 between sentences. */
  heardLength(): number
}

/** An ordinary pace of reading aloud. */
const CHARS_PER_SECOND = 15

/** How long a sentence takes to read aloud, in ms, roughly. */
export function estimateSpeechMs(sentence: string, rate: number): number {
  return (sentence.length * 1_000) / (CHARS_PER_SECOND * rate)
}

/** How much of a sentence was heard after `heardMs` of `totalMs`, in UTF-16 units, whole words only. */
export function estimateHeard(sentence: string, heardMs: number, totalMs: number): number {
  if (heardMs >= totalMs) return sentence.length
  return cutToWords(sentence, Math.floor((sentence.length * heardMs) / totalMs))
}

/** The greatest length up to `length` that ends between two words. */
export function cutToWords(sentence: string, length: number): number {
  if (length >= sentence.length) return sentence.length
  const isBetween = /\s/.test(sentence.charAt(length))
  return isBetween ? length : Math.max(0, sentence.slice(0, Math.max(0, length)).search(/\s\S*$/))
}
