import type { ChatCompletionChunk } from 'openai/resources/chat/completions'
import { z } from 'zod'
import { LlmError } from './llm-error.ts'

/** What one look at the wire gave: a piece of the reply's text or of a thought, why it ended, or what it took. */
export interface ReplyPart {
  readonly text: string
  /** Thoughts that came apart from the text: a sign of life. */
  readonly thought: string
  readonly finish: string | null
  /** Tokens of the whole call, question and reply; null where this part does not say. */
  readonly usage: number | null
}

const CompletionSchema = z.object({
  choices: z.array(
    z.object({ message: z.record(z.string(), z.unknown()).nullish(), finish_reason: z.string().nullish() }),
  ),
  usage: z.unknown(),
})

/**
 * A streamed reply in parts. Takes plain JSON too: some servers answer a request for a stream with it.
 * Roles, empty `choices` and missing fields are as common among look-alikes as they are wrong.
 */
export async function* readReply(
  stream: AsyncIterable<ChatCompletionChunk>,
  response: Response,
): AsyncGenerator<ReplyPart> {
  if (response.headers.get('content-type')?.includes('application/json')) {
    const completion = CompletionSchema.safeParse(await response.json())
    const choice = completion.data?.choices[0]
    if (choice === undefined)
      throw new LlmError('output_invalid', 'the endpoint sent something that is not a completion')
    yield toPart(choice.message, choice.finish_reason ?? null, completion.data?.usage)
    return
  }
  for await (const chunk of stream) {
    const choice = chunk?.choices?.[0]
    if (choice !== undefined || chunk?.usage) yield toPart(choice?.delta, choice?.finish_reason ?? null, chunk?.usage)
  }
}

function toPart(said: object | undefined | null, finish: string | null, usage: unknown): ReplyPart {
  const fields: { content?: unknown; reasoning_content?: unknown; reasoning?: unknown; refusal?: unknown } = said ?? {}
  if (typeof fields.refusal === 'string' && fields.refusal !== '') throw new LlmError('refused', 'the model declined')
  return {
    text: typeof fields.content === 'string' ? fields.content : '',
    thought: [fields.reasoning_content, fields.reasoning].find(isWords) ?? '',
    finish,
    usage: readUsage(usage),
  }
}

const isWords = (value: unknown): value is string => typeof value === 'string' && value !== ''

const UsageSchema = z.object({ prompt_tokens: z.number(), completion_tokens: z.number() })

/** Some servers send zeros where they do not count. */
function readUsage(usage: unknown): number | null {
  const { data } = UsageSchema.safeParse(usage)
  const total = data === undefined ? 0 : data.prompt_tokens + data.completion_tokens
  return total > 0 ? Math.round(total) : null
}
