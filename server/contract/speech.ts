import { z } from 'zod'

/** Samples a second of everything that is recorded: mono, 16 bit little-endian. */
export const SAMPLE_RATE = 16_000
/** 16 bit. */
export const BYTES_A_SAMPLE = 2
/** 100 ms: what travels in one piece. */
export const CHUNK_SAMPLES = 1_600
/** Longest piece that is accepted, in samples: a client that catches up may send a second at once. */
export const MAX_CHUNK_SAMPLES = 16_000
/** Longest track: three hours. */
export const MAX_TRACK_SAMPLES = SAMPLE_RATE * 3 * 3_600
/** Words that one stretch of speech may come to. */
export const MAX_UTTERANCE_LENGTH = 4_000
/** Words in one turn of the interviewer: more cannot be taken in when they are heard, and are heard as two questions. */
export const MAX_TURN_WORDS = 40

/** One uninterrupted recording of one microphone for one turn; named by the client. */
export const TrackIdSchema = z.string().regex(/^[a-z0-9]{12}$/)
export type TrackId = z.infer<typeof TrackIdSchema>

const Sample = z.number().int().nonnegative().max(MAX_TRACK_SAMPLES)

/** A stretch of a track, `toSample` not included. */
export const SpanSchema = z
  .object({ fromSample: Sample, toSample: Sample })
  .refine((span) => span.fromSample < span.toSample, { message: 'a span has at least one sample', path: ['toSample'] })
export type Span = z.infer<typeof SpanSchema>

/** How long the interviewer waits in silence. */
export const PatienceSchema = z.enum(['quick', 'normal', 'patient'])
export type Patience = z.infer<typeof PatienceSchema>

export const SpeechSettingsSchema = z.strictObject({
  /** How answers begin; it can be changed at any moment of an answer. */
  answer: z.enum(['typed', 'spoken']),
  patience: PatienceSchema,
  /** False: only "I'm done" ends an answer, never silence. */
  handsFree: z.boolean(),
  /** Transcripts are read and mended by the candidate before they are graded. */
  checkTranscript: z.boolean(),
})
export type SpeechSettings = z.infer<typeof SpeechSettingsSchema>

export const DEFAULT_SPEECH: SpeechSettings = {
  answer: 'typed',
  patience: 'normal',
  handsFree: true,
  checkTranscript: true,
}

/** What makes text of a track. `browser`: the browser's own recogniser, whose vendor may receive the sound. */
export const RecognizerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('endpoint'), model: z.string() }),
  z.object({ kind: z.literal('browser') }),
  z.object({ kind: z.literal('none') }),
])
export type Recognizer = z.infer<typeof RecognizerSchema>

/** A recognised word with its place in the track, in samples. */
export const SpokenWordSchema = z.object({ text: z.string().min(1).max(200), fromSample: Sample, toSample: Sample })
export type SpokenWord = z.infer<typeof SpokenWordSchema>

/** `measured`: the recogniser gave the times. `estimated`: spread over the stretch by the length of the words. */
export const TimingSchema = z.enum(['measured', 'estimated'])
export type Timing = z.infer<typeof TimingSchema>

export const TranscriptionFailureSchema = z.enum([
  'timed_out',
  'unreachable',
  'refused',
  'output_invalid',
  /** No recogniser is set up any more. */
  'unavailable',
  /** The sound never reached the server. */
  'audio_missing',
])
export type TranscriptionFailure = z.infer<typeof TranscriptionFailureSchema>

/**
 * Where the floor is in a spoken answer, decided by the server alone.
 * `listening`: speech. `thinking`: silence that ends nothing. `countdown`: silence after which the answer is taken, unless
 * speech or a key comes first. `held`: the candidate asked for a moment.
 */
export const FloorSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('open') }),
  z.object({ state: z.literal('listening') }),
  z.object({ state: z.literal('thinking'), nudge: z.enum(['none', 'take_your_time', 'still_here']) }),
  z.object({ state: z.literal('countdown'), ms: z.number().int().positive(), endsAt: z.number() }),
  z.object({ state: z.literal('held'), nudge: z.enum(['none', 'still_here']) }),
])
export type Floor = z.infer<typeof FloorSchema>
