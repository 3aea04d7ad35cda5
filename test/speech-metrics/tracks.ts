import { type Delivery, DeliverySchema } from '../../server/contract/delivery.ts'
import type { Track, Utterance } from '../../server/contract/session.ts'
import type { Recognizer, SpokenWord } from '../../server/contract/speech.ts'
import { measureSpeech } from '../../server/speech-metrics/measure-speech.ts'

export const TRACK = 'aaaaaaaaaaaa'
export const ASKED_AT = 1_000_000
export const ENDPOINT: Recognizer = { kind: 'endpoint', model: 'faithful' }

export const samples = (ms: number) => ms * 16

/** Words of 300 ms, the next one 100 ms later; `+2500` in place of a word is so much more silence. */
export function speakWords(text: string, fromMs = 0): SpokenWord[] {
  let at = fromMs
  return text.split(' ').flatMap((word) => {
    if (word.startsWith('+')) {
      at += Number(word.slice(1))
      return []
    }
    const spoken = { text: word, fromSample: samples(at), toSample: samples(at + 300) }
    at += 400
    return [spoken]
  })
}

/** What a recogniser with word times makes of them: 200 ms of padding around, the text with its marks, the words without. */
export function measured(text: string, fromMs = 1_000): Utterance {
  const words = speakWords(text, fromMs)
  return {
    fromSample: Math.max(0, words[0]!.fromSample - samples(200)),
    toSample: words.at(-1)!.toSample + samples(200),
    state: 'recognized',
    text: words.map((word) => word.text).join(' '),
    words: words.map((word) => ({ ...word, text: word.text.replace(/[.,!?…]+$/, '') })),
    timing: 'measured',
    inserted: text,
  }
}

/** A stretch whose words are spread over it. */
export function estimated(text: string, fromMs: number, toMs: number): Utterance {
  const own = text.split(' ')
  const step = (toMs - fromMs) / own.length
  const words = own.map((word, i) => ({
    text: word,
    fromSample: Math.round(samples(fromMs + i * step)),
    toSample: Math.round(samples(fromMs + (i + 1) * step)),
  }))
  const span = { fromSample: samples(fromMs), toSample: samples(toMs) }
  return { ...span, state: 'recognized', text, words, timing: 'estimated', inserted: text }
}

export function buildTrack(utterances: readonly Utterance[], change: Partial<Track> = {}): Track {
  const startedAt = ASKED_AT + 500
  return {
    id: TRACK,
    turnId: 't2',
    index: 0,
    startedAt,
    recognizer: ENDPOINT,
    utterances,
    lost: [],
    closed: null,
    ...change,
  }
}

export const turnOf = (...tracks: Track[]) => ({ turnId: tracks[0]?.turnId ?? 't2', askedAt: ASKED_AT, tracks })

export function measure(...tracks: Track[]): Delivery {
  const delivery = measureSpeech({ turns: [turnOf(...tracks)] })
  if (delivery === null) throw new Error('nobody spoke')
  return DeliverySchema.parse(delivery)
}
export const measureOne = (...utterances: Utterance[]) => measure(buildTrack(utterances))
