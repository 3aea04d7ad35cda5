import { z } from 'zod'
import { TurnIdSchema } from './ids.ts'
import { TimingSchema, TrackIdSchema } from './speech.ts'

const Ms = z.number().int().nonnegative()
/** `words`: known from the times of words. `spans`: only from where speech began and ended, give or take 200 ms. */
const MeasuredBySchema = z.enum(['words', 'spans'])

/** A silence inside an answer. By spans it lasted at least this long. */
export const PauseSchema = z.object({
  turnId: TurnIdSchema,
  trackId: TrackIdSchema,
  /** Where it begins: from the start of the turn's first recording, and in the track. */
  atMs: Ms,
  fromSample: z.number().int().nonnegative(),
  ms: z.number().int().positive(),
  /** `unknown` where the transcript has no punctuation, or no words. */
  place: z.enum(['in_sentence', 'between_sentences', 'unknown']),
  measuredBy: MeasuredBySchema,
})
export type Pause = z.infer<typeof PauseSchema>

/** Times from the start of the turn's first recording. */
const PacePointSchema = z.object({
  turnId: TurnIdSchema,
  fromMs: Ms,
  toMs: Ms,
  /** Null where too little was said in it. */
  wordsPerMinute: z.number().nonnegative().nullable(),
})
export type PacePoint = z.infer<typeof PacePointSchema>

/** Why fillers cannot be counted. */
export const NoFillersReasonSchema = z.enum([
  'browser_recognizer',
  'recognizer_leaves_them_out',
  'too_few_words',
  'no_words',
])
export type NoFillersReason = z.infer<typeof NoFillersReasonSchema>

/** How an answer was spoken, from the times of what was recognised. No part of any grade. */
export const DeliverySchema = z.object({
  /** Time of speech, pauses left out. */
  talkMs: Ms,
  /** Recognised words, fillers included; what was typed or mended is not among them. */
  words: z.number().int().nonnegative(),
  /** Over speech and pauses under 2 s; null where there are too few words. */
  wordsPerMinute: z.number().nonnegative().nullable(),
  /** How the times of words are known; `mixed` where they are known in part. */
  timing: z.union([TimingSchema, z.literal('mixed')]),
  pace: z.object({
    utterances: z.array(
      PacePointSchema.extend({ trackId: TrackIdSchema, words: z.number().int().nonnegative(), timing: TimingSchema }),
    ),
    /** For every 15 s of each turn whose words have times. */
    windows: z.discriminatedUnion('status', [
      z.object({ status: z.literal('measured'), list: z.array(PacePointSchema) }),
      z.object({ status: z.literal('not_measurable'), because: z.enum(['estimated_times', 'no_words']) }),
    ]),
  }),
  /** Silences of at least 0.7 s. */
  pauses: z.object({ count: z.number().int().nonnegative(), longestMs: Ms, totalMs: Ms, list: z.array(PauseSchema) }),
  /** From the interviewer's words to the candidate's first; null where it is known for no turn. */
  toFirstWord: z
    .object({
      medianMs: Ms,
      list: z.array(z.object({ turnId: TurnIdSchema, ms: Ms, measuredBy: MeasuredBySchema })).min(1),
    })
    .nullable(),
  fillers: z.discriminatedUnion('status', [
    z.object({
      status: z.literal('measured'),
      count: z.number().int().nonnegative(),
      /** The words among which they were counted. */
      ofWords: z.number().int().positive(),
      per100Words: z.number().nonnegative(),
      /** The most frequent first. */
      list: z.array(z.object({ text: z.string(), count: z.number().int().positive() })),
    }),
    z.object({ status: z.literal('not_measurable'), because: NoFillersReasonSchema }),
  ]),
})
export type Delivery = z.infer<typeof DeliverySchema>

/** What there is of a recording. `missingMs`: sound that never reached the server. */
export const RecordingSchema = z.object({
  status: z.enum(['none', 'complete', 'incomplete', 'deleted']),
  missingMs: Ms,
})
export type Recording = z.infer<typeof RecordingSchema>
