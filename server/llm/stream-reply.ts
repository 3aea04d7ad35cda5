import { APIError } from 'openai'
import { z } from 'zod'
import { createEventParser } from './event-parser.ts'
import { LlmError } from './llm-error.ts'
import { readBody } from './read-body.ts'
import { readSaid } from './read-said.ts'

/** What one look at the wire gave: a piece of the reply's text or of a thought, why it ended, or what it took. */
export interface ReplyPart {
  readonly text: string
  /** Thoughts that came apart from the text: a sign of life. */
  readonly thought: string
  readonly finish: Finish | null
  /** Tokens of the whole call, question and reply; null where this part does not say. */
  readonly usage: number | null
}

export type Finish = 'whole' | 'length' | 'content_filter'

/** Code of the error where what answered is no such endpoint: the path is wrong, and not the model. */
export const NO_COMPLETION = 'no_completion'

/** Roles, empty `choices`, and missing or odd fields are as common among look-alikes as they are wrong. */
const CompletionSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z.record(z.string(), z.unknown()).nullish().catch(null),
        message: z.record(z.string(), z.unknown()).nullish().catch(null),
        finish_reason: z.string().nullish().catch(null),
      }),
    )
    .nullish(),
  usage: z.unknown().optional(),
})

/**
 * A reply in parts, whatever the header calls it: server-sent events, or plain JSON, with which some servers answer a request for a
 * stream. Leaving it hangs up.
 * @throws LlmError, APIError where the endpoint sends an error in place of a reply.
 */
export async function* readReply(response: Response): AsyncGenerator<ReplyPart> {
  if (response.body === null) throw noCompletion('nothing')
  const events = createEventReader(response)
  let form: 'json' | 'events' | null = null
  let unread = ''
  for await (const piece of readBody(response.body)) {
    unread += piece
    if (form === null) {
      // Some servers send blanks as a sign of life. A byte order mark counts as one.
      unread = unread.trimStart()
      form = findForm(unread)
    }
    if (form !== 'events') continue
    yield* events.push(unread)
    if (events.isOver()) return
    unread = ''
  }
  if (form === 'json') yield readWhole(unread, response)
  else yield* events.end()
}

/** @returns null while there is nothing to tell it by. */
function findForm(text: string): 'json' | 'events' | null {
  const first = text[0]
  if (first === undefined) return null
  if (first === '<') throw noCompletion('a web page')
  return first === '{' || first === '[' || first === '"' ? 'json' : 'events'
}

function readWhole(text: string, response: Response): ReplyPart {
  const body = parseJson(text)
  throwError(body, response)
  const { data } = CompletionSchema.safeParse(body)
  const choice = data?.choices?.[0]
  if (choice === undefined) throw noCompletion('JSON')
  const said = readSaid(choice.message ?? choice.delta ?? {})
  return { ...said, finish: toFinish(choice.finish_reason) ?? 'whole', usage: readUsage(data?.usage) }
}

function createEventReader(response: Response) {
  const parser = createEventParser()
  let isOver = false
  let isReply = false
  let hasWords = false
  let finish: Finish | null = null

  const read = (data: string): ReplyPart[] => {
    if (isOver) return []
    if (data === '[DONE]') {
      isOver = true
      // A server that says that it is done has sent the whole reply, also where it does not say why it ended.
      return finish === null && isReply ? [{ text: '', thought: '', finish: 'whole', usage: null }] : []
    }
    const event: unknown = JSON.parse(data)
    // Once words came, the same call cannot be made in another way: who listens would hear them twice.
    throwError(event, hasWords ? null : response)
    const { data: chunk } = CompletionSchema.safeParse(event)
    const choice = chunk?.choices?.[0]
    const said = readSaid(choice?.delta ?? {})
    isReply ||= choice !== undefined
    hasWords ||= said.text !== ''
    finish = toFinish(choice?.finish_reason) ?? finish
    return [{ ...said, finish, usage: readUsage(chunk?.usage) }]
  }

  return {
    push: (piece: string): ReplyPart[] => parser.push(piece).flatMap(read),
    end: (): ReplyPart[] => {
      const parts = parser.end().flatMap(read)
      if (!isReply && !isEventStream(response)) throw noCompletion('something else')
      return parts
    },
    isOver: () => isOver,
  }
}

const isEventStream = (response: Response) =>
  response.headers.get('content-type')?.includes('text/event-stream') ?? false

/** @param response null where its error can no longer be taken for a refusal of the request. */
function throwError(body: unknown, response: Response | null): void {
  if (typeof body !== 'object' || body === null || !('error' in body) || !body.error) return
  if (typeof body.error !== 'object') {
    // LM Studio answers so, with 200, where it does not know the path.
    if (response !== null) throw noCompletion('an error')
    throw new LlmError('unreachable', 'the endpoint broke off with an error')
  }
  const status = 'code' in body.error ? Number(body.error.code) : Number.NaN
  const isStatus = Number.isInteger(status) && status >= 400 && status < 600
  if (response === null) throw new APIError(undefined, body.error, undefined, undefined)
  // Routers answer with 200 and put the status of whom they asked into the error.
  if (isStatus) throw APIError.generate(status, body, undefined, response.headers)
  throw new LlmError('unreachable', `the endpoint failed (${response.status})`, { status: response.status })
}

function noCompletion(what: string): LlmError {
  return new LlmError('output_invalid', `the endpoint sent ${what} in place of a completion`, { code: NO_COMPLETION })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw noCompletion('something that is not JSON')
  }
}

/** An empty reason in every chunk is as good as none. */
function toFinish(reason: string | null | undefined): Finish | null {
  if (!reason) return null
  if (/length|max_?tokens/i.test(reason)) return 'length'
  if (/filter|safety/i.test(reason)) return 'content_filter'
  if (reason === 'error') throw new LlmError('unreachable', 'the endpoint broke off with an error')
  return 'whole'
}

const Count = z.number().nonnegative()
const UsageSchema = z.object({ prompt_tokens: Count, completion_tokens: Count })
/** No model takes so many in one call: a count beyond it counts something else, and would spend a whole budget at once. */
const MOST_TOKENS = 10_000_000

/** Some servers send zeros where they do not count. */
function readUsage(usage: unknown): number | null {
  const { data } = UsageSchema.safeParse(usage)
  const total = data === undefined ? 0 : Math.round(data.prompt_tokens + data.completion_tokens)
  return total > 0 && total <= MOST_TOKENS ? total : null
}
