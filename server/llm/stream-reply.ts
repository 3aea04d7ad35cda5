import type { ChatCompletionChunk } from 'openai/resources/chat/completions'
import { z } from 'zod'
import { LlmError } from './llm-error.ts'

/** What one look at the wire gave: a piece of the reply's text, a sign of life without text, or why it ended. */
export interface ReplyPart {
  readonly text: string
  readonly thinking: boolean
  readonly finish: string | null
}

const CompletionSchema = z.object({
  choices: z.array(
    z.object({ message: z.record(z.string(), z.unknown()).nullish(), finish_reason: z.string().nullish() }),
  ),
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
    yield toPart(choice.message, choice.finish_reason ?? null)
    return
  }
  for await (const chunk of stream) {
    const choice = chunk?.choices?.[0]
    if (choice !== undefined) yield toPart(choice.delta, choice.finish_reason ?? null)
  }
}

function toPart(said: object | undefined | null, finish: string | null): ReplyPart {
  const fields: { content?: unknown; reasoning_content?: unknown; reasoning?: unknown; refusal?: unknown } = said ?? {}
  if (typeof fields.refusal === 'string' && fields.refusal !== '') throw new LlmError('refused', 'the model declined')
  return {
    text: typeof fields.content === 'string' ? fields.content : '',
    thinking: [fields.reasoning_content, fields.reasoning].some((t) => typeof t === 'string' && t !== ''),
    finish,
  }
}
