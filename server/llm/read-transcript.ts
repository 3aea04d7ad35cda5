import { z } from 'zod'
import { MAX_UTTERANCE_LENGTH } from '#contract/speech.ts'
import type { Transcription } from '../ports.ts'
import { LlmError } from './llm-error.ts'
import { placeWords, type RawWord } from './place-words.ts'

/** Nobody speaks faster: about three times a hurried speaker. */
const MAX_WORDS_PER_SECOND = 12
/** Whisper's own limits for a stretch in which nobody speaks. */
const NO_SPEECH = { probability: 0.6, logProbability: -1 }
/** The same one to four words, this often in a row, are a model that is stuck. */
const LOOP = { words: 4, times: 6 }

const WordSchema = z.object({ word: z.string(), start: z.number(), end: z.number() })
const SegmentSchema = z.object({
  text: z.string(),
  start: z.number(),
  end: z.number(),
  avg_logprob: z.number().nullish(),
  no_speech_prob: z.number().nullish(),
  words: z.array(WordSchema).nullish().catch(null),
})
const ReplySchema = z.object({
  text: z.string(),
  words: z.array(WordSchema).nullish().catch(null),
  segments: z.array(SegmentSchema).nullish().catch(null),
})
type Segment = z.infer<typeof SegmentSchema>

/**
 * What a transcription endpoint answered, as text and words that the sound can hold. Segments in which the model itself
 * heard nobody are left out, and so are its marks for sounds that are no words.
 * @param body as it came
 * @throws LlmError `output_invalid` for anything that cannot be what was said; without a word of it.
 */
export function readTranscript(body: string, soundMs: number): Transcription {
  const reply = ReplySchema.safeParse(parseJson(body))
  if (!reply.success) throw new LlmError('output_invalid', 'the endpoint sent something that is not a transcript')
  const { segments, words } = reply.data
  const spoken = segments?.filter(hasSpeech) ?? []
  const isWhole = spoken.length === (segments?.length ?? 0)
  const text = cleanText(isWhole ? reply.data.text : spoken.map((segment) => segment.text).join(' '))
  checkText(text, soundMs)
  if (text === '') return { text, words: null }
  const raw = words?.length ? words.filter((word) => isWhole || isWithin(word, spoken)) : spoken.flatMap(listWords)
  return { text, words: placeWords(raw, text, soundMs) }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new LlmError('output_invalid', 'the endpoint sent something that is not JSON')
  }
}

function hasSpeech({ no_speech_prob: probability, avg_logprob: logProbability }: Segment): boolean {
  const isSilent = (probability ?? 0) > NO_SPEECH.probability && (logProbability ?? 0) < NO_SPEECH.logProbability
  return !isSilent
}

const listWords = (segment: Segment): RawWord[] => segment.words ?? []

function isWithin(word: RawWord, segments: readonly Segment[]): boolean {
  const middle = (word.start + word.end) / 2
  return segments.some(({ start, end }) => start <= middle && middle <= end)
}

/** `<|en|>`, `[BLANK_AUDIO]`. */
const MARKS = /<\|[^|<>]{0,40}\|>|\[[A-Z_ ]{1,40}\]/g
/** `(silence)`, `[Music]`, `*coughs*`. */
const SOUNDS = /\([^()]*\)|\[[^[\]]*\]|\*[^*]*\*/g

function cleanText(raw: string): string {
  const text = raw.replace(MARKS, ' ').replace(/\s+/g, ' ').trim()
  return /[\p{L}\p{N}]/u.test(text.replace(SOUNDS, '')) ? text : ''
}

function checkText(text: string, soundMs: number): void {
  // A stretch that is cut very short may hold several words that began before it.
  const mostWords = MAX_WORDS_PER_SECOND * Math.max(0.5, soundMs / 1_000)
  if (/^<(!doctype|html|\?xml)/i.test(text)) throw unfit('is a page')
  if (/\p{Cc}/u.test(text) || !text.isWellFormed()) throw unfit('has control characters')
  if (text.length > MAX_UTTERANCE_LENGTH) throw unfit('is too long')
  if (text.split(' ').length > mostWords) throw unfit('has more words than the sound can hold')
  if (hasLoop(text)) throw unfit('repeats itself')
}

const unfit = (how: string) => new LlmError('output_invalid', `the transcript ${how}`)

function hasLoop(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  for (let size = 1; size <= LOOP.words; size++) {
    let same = 0
    for (let at = size; at < words.length; at++) {
      same = words[at] === words[at - size] ? same + 1 : 0
      if (same === size * (LOOP.times - 1)) return true
    }
  }
  return false
}
