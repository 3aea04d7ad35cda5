import type { LlmRequest } from './client.ts'

/** What is known of a call's cost while it runs. */
export interface Taken {
  /** The endpoint took the request: what it read counts, whatever came of it. */
  wasRead: boolean
  /** What came so far, thoughts included. */
  reply: string
  /** As the endpoint counted it; null where it says nothing. */
  usage: number | null
}

/** Of English text; what OpenAI tells people to reckon with. */
const CHARACTERS_PER_TOKEN = 4

/**
 * Tokens of a call: as its endpoint counted them, else by the length of what went there and came back. Without `taken` those of
 * the request alone.
 */
export function estimateTaken({ messages, responseFormat }: LlmRequest, taken?: Taken): number {
  if (taken !== undefined && !taken.wasRead) return 0
  if (taken?.usage) return taken.usage
  const sent = JSON.stringify([...messages.map(({ content }) => content), responseFormat ?? '']).length
  return Math.ceil((sent + (taken?.reply.length ?? 0)) / CHARACTERS_PER_TOKEN)
}
