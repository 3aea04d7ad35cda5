import { z } from 'zod'
import type { Result } from './error.ts'
import { ClientIdSchema, SessionIdSchema, TurnIdSchema } from './ids.ts'
import { MAX_ANSWER_LENGTH, WireEventSchema } from './session-event.ts'
import {
  FloorSchema,
  MAX_TRACK_SAMPLES,
  MAX_UTTERANCE_LENGTH,
  SpanSchema,
  SpeechSettingsSchema,
  TrackIdSchema,
} from './speech.ts'

/** Raised when either side could misread the other. A client with another version is told to reload. */
export const PROTOCOL_VERSION = 2

/** A message over this many bytes closes the connection without a word, so the client checks before it sends. */
export const MAX_MESSAGE_BYTES = 320_000

const clientSeq = z.number().int().positive()
const turnId = TurnIdSchema
const text = z.string().max(MAX_ANSWER_LENGTH)
/** How many of the turn's utterances the client had in its text, none where it is absent: later ones are not touched by what it sends. */
const heard = z.number().int().nonnegative().optional()
const sample = z.number().int().nonnegative().max(MAX_TRACK_SAMPLES)
const trackId = TrackIdSchema

export const JoinSchema = z.strictObject({
  protocol: z.number().int(),
  sessionId: SessionIdSchema,
  clientId: ClientIdSchema,
  /** The last `seq` that this tab has; 0 at first. */
  afterSeq: z.number().int().nonnegative(),
  /** A tab that lost the pen rejoins to `view`, so that two tabs never take it from each other in turn. */
  wants: z.enum(['pen', 'view']),
})
export type Join = z.infer<typeof JoinSchema>

/** What a candidate can do, by wire event. `clientSeq` counts a tab's commands from 1; a repeat returns the stored result. */
export const COMMAND_SCHEMAS = {
  'session:begin': z.strictObject({ clientSeq }),
  'draft:splice': z.strictObject({
    clientSeq,
    turnId,
    /** Length of the draft that the change was made on; another length on the server is a `draft_mismatch`. */
    baseLength: z.number().int().nonnegative(),
    from: z.number().int().nonnegative(),
    removed: z.number().int().nonnegative(),
    inserted: text,
    heard,
  }),
  'draft:copy': z.strictObject({ clientSeq, turnId, text, heard }),
  /**
   * The text travels whole, so that no lost splice can shorten an answer. `recordingOnly`: hands in what was recorded although
   * there is no text of it.
   */
  'answer:submit': z.strictObject({ clientSeq, turnId, text, heard, recordingOnly: z.boolean().optional() }),
  'answer:unknown': z.strictObject({ clientSeq, turnId, text, heard }),
  'answer:skip': z.strictObject({ clientSeq, turnId, text, heard }),
  /** "I wasn't finished": takes an answer back that was just handed in. `text`: what stands in the field by now. */
  'answer:reopen': z.strictObject({ clientSeq, turnId, text }),
  /** "I need a moment", and the end of it. */
  'answer:hold': z.strictObject({ clientSeq, turnId, held: z.boolean() }),
  'speech:configure': z.strictObject({ clientSeq, speech: SpeechSettingsSchema }),
  /** `startedAt`: when sample 0 was heard, by the server's clock as far as the client knows it. */
  'track:open': z.strictObject({
    clientSeq,
    turnId,
    trackId,
    startedAt: z.number().int().nonnegative(),
    recognizer: z.enum(['endpoint', 'browser', 'none']),
  }),
  /** Everything was acknowledged, or what is missing at the end cannot be had. */
  'track:close': z.strictObject({ clientSeq, trackId, samples: sample }),
  'track:lost': z.strictObject({ clientSeq, trackId, span: SpanSchema }),
  /** Somebody spoke from here to there, and 300 ms of silence followed. */
  'speech:detect': z.strictObject({ clientSeq, trackId, span: SpanSchema }),
  /** Final words of the browser's recogniser. */
  'speech:recognize': z.strictObject({
    clientSeq,
    trackId,
    span: SpanSchema,
    text: z.string().max(MAX_UTTERANCE_LENGTH),
  }),
  /** Transcribes again what failed in the open question. */
  'speech:retry': z.strictObject({ clientSeq, turnId }),
  /** The candidate spoke into the interviewer's words. */
  'voice:interrupt': z.strictObject({ clientSeq, turnId, heardLength: z.number().int().nonnegative() }),
  'transcript:correct': z.strictObject({ clientSeq, turnId, text }),
  /** Grades these questions as their transcripts stand. */
  'transcript:confirm': z.strictObject({ clientSeq, indexes: z.array(z.number().int().nonnegative()).min(1).max(30) }),
  'question:rephrase': z.strictObject({ clientSeq, turnId }),
  'question:next': z.strictObject({ clientSeq, index: z.number().int().nonnegative() }),
  'session:pause': z.strictObject({ clientSeq }),
  'session:resume': z.strictObject({ clientSeq }),
  /** `text`: what stands in the field, or null where no turn is open. */
  'session:end': z.strictObject({ clientSeq, text: text.nullable(), heard }),
} as const

/** A piece of a track. Not numbered: its place in the track says what it is, and a repeat is harmless. */
export const AudioChunkSchema = z.strictObject({
  trackId,
  firstSample: sample,
  /** 16 bit little-endian. */
  pcm: z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be bytes'),
})
export type AudioChunk = z.infer<typeof AudioChunkSchema>
/** `nextSample`: everything before it is on disk. Fewer than were sent means that something before them is missing: send from there. */
export const ChunkStoredSchema = z.object({ nextSample: z.number().int().nonnegative() })
export type ChunkStored = z.infer<typeof ChunkStoredSchema>

/** What is worth knowing at once and not worth keeping: none of it is stored. */
export const SIGNAL_SCHEMAS = {
  /** Speech began at this sample: any countdown ends. */
  'speech:start': z.strictObject({ trackId, sample }),
  /** What began was no speech. */
  'speech:mistake': z.strictObject({ trackId }),
  /** A key or a press that says "I am still here": a countdown begins anew. */
  'floor:touch': z.strictObject({ turnId }),
  /** The first sound of the interviewer's words came out of the loudspeaker. */
  'voice:begin': z.strictObject({ turnId }),
} as const
export type SignalName = keyof typeof SIGNAL_SCHEMAS
export type Signal = { [N in SignalName]: { type: N } & z.infer<(typeof SIGNAL_SCHEMAS)[N]> }[SignalName]
export const SIGNAL_NAMES = Object.keys(SIGNAL_SCHEMAS) as SignalName[]

export type CommandName = keyof typeof COMMAND_SCHEMAS
export type CommandPayload<N extends CommandName> = z.infer<(typeof COMMAND_SCHEMAS)[N]>
/** A parsed command with its name: what the session machine decides on. */
export type Command = { [N in CommandName]: { type: N } & Omit<CommandPayload<N>, 'clientSeq'> }[CommandName]

export const COMMAND_NAMES = Object.keys(COMMAND_SCHEMAS) as CommandName[]

export const JoinedSchema = z.object({
  /** All events after `afterSeq`, redacted by phase. */
  events: z.array(WireEventSchema),
  pen: z.boolean(),
  /** Whether any tab has it: where none does, it is there to be taken. */
  penHeld: z.boolean(),
  /** The number that the server expects of this tab next. */
  nextClientSeq: clientSeq,
  /** The server's clock, for showing times. */
  now: z.number(),
  floor: FloorSchema,
  /** Tracks that are not closed, and how much of each is on disk. */
  tracks: z.array(z.object({ trackId: TrackIdSchema, nextSample: z.number().int().nonnegative() })),
})
export type Joined = z.infer<typeof JoinedSchema>

/** `seq` of the session after the command. */
export const DoneSchema = z.object({ seq: z.number().int().nonnegative() })
export type Done = z.infer<typeof DoneSchema>

export const AppendedSchema = z.object({ sessionId: SessionIdSchema, events: z.array(WireEventSchema).min(1) })
/** Words of the interviewer while they are made. The committed event replaces them. */
export const SpokeSchema = z.object({
  sessionId: SessionIdSchema,
  /** Length of what was said before in this turn: a client that missed a part waits for the event. */
  offset: z.number().int().nonnegative(),
  delta: z.string(),
})
/** The pen was taken by another tab, or given up: `penHeld` says which. */
export const PenMovedSchema = z.object({ sessionId: SessionIdSchema, pen: z.boolean(), penHeld: z.boolean() })

export const FloorChangedSchema = z.object({ sessionId: SessionIdSchema, turnId: TurnIdSchema, floor: FloorSchema })

type Ack<T> = (result: Result<T>) => void

export type ClientToServerEvents = {
  'session:join': (payload: Join, ack: Ack<Joined>) => void
  'audio:chunk': (payload: AudioChunk, ack: Ack<ChunkStored>) => void
} & { [N in CommandName]: (payload: CommandPayload<N>, ack: Ack<Done>) => void } & {
  [N in SignalName]: (payload: z.infer<(typeof SIGNAL_SCHEMAS)[N]>, ack: Ack<object>) => void
}

export interface ServerToClientEvents {
  'events:appended': (payload: z.infer<typeof AppendedSchema>) => void
  'interviewer:spoke': (payload: z.infer<typeof SpokeSchema>) => void
  'floor:changed': (payload: z.infer<typeof FloorChangedSchema>) => void
  'pen:moved': (payload: z.infer<typeof PenMovedSchema>) => void
  'server:stopping': () => void
}
