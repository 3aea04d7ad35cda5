import { z } from 'zod'
import type { Result } from './error.ts'
import { ClientIdSchema, SessionIdSchema, TurnIdSchema } from './ids.ts'
import { MAX_ANSWER_LENGTH, WireEventSchema } from './session-event.ts'

/** Raised when either side could misread the other. A client with another version is told to reload. */
export const PROTOCOL_VERSION = 1

/** A message over this many bytes closes the connection without a word, so the client checks before it sends. */
export const MAX_MESSAGE_BYTES = 320_000

const clientSeq = z.number().int().positive()
const turnId = TurnIdSchema
const text = z.string().max(MAX_ANSWER_LENGTH)

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
  }),
  'draft:copy': z.strictObject({ clientSeq, turnId, text }),
  /** The text travels whole, so that no lost splice can shorten an answer. */
  'answer:submit': z.strictObject({ clientSeq, turnId, text }),
  'answer:unknown': z.strictObject({ clientSeq, turnId, text }),
  'answer:skip': z.strictObject({ clientSeq, turnId, text }),
  'question:rephrase': z.strictObject({ clientSeq, turnId }),
  'question:next': z.strictObject({ clientSeq, index: z.number().int().nonnegative() }),
  'session:pause': z.strictObject({ clientSeq }),
  'session:resume': z.strictObject({ clientSeq }),
  /** `text`: what stands in the field, or null where no turn is open. */
  'session:end': z.strictObject({ clientSeq, text: text.nullable() }),
} as const

export type CommandName = keyof typeof COMMAND_SCHEMAS
export type CommandPayload<N extends CommandName> = z.infer<(typeof COMMAND_SCHEMAS)[N]>
/** A parsed command with its name: what the session machine decides on. */
export type Command = { [N in CommandName]: { type: N } & Omit<CommandPayload<N>, 'clientSeq'> }[CommandName]

export const COMMAND_NAMES = Object.keys(COMMAND_SCHEMAS) as CommandName[]

export const JoinedSchema = z.object({
  /** All events after `afterSeq`, redacted by phase. */
  events: z.array(WireEventSchema),
  pen: z.boolean(),
  /** The number that the server expects of this tab next. */
  nextClientSeq: clientSeq,
  /** The server's clock, for showing times. */
  now: z.number(),
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
export const PenMovedSchema = z.object({ sessionId: SessionIdSchema, pen: z.boolean() })

type Ack<T> = (result: Result<T>) => void

export type ClientToServerEvents = {
  'session:join': (payload: Join, ack: Ack<Joined>) => void
} & { [N in CommandName]: (payload: CommandPayload<N>, ack: Ack<Done>) => void }

export interface ServerToClientEvents {
  'events:appended': (payload: z.infer<typeof AppendedSchema>) => void
  'interviewer:spoke': (payload: z.infer<typeof SpokeSchema>) => void
  'pen:moved': (payload: z.infer<typeof PenMovedSchema>) => void
  'server:stopping': () => void
}
