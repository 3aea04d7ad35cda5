import type { ChatRequest, Fault, Step, Usage } from './openai-faults.ts'

export interface Content {
  readonly text: string
  readonly finish: string
}

/** What a call took, four characters a token. */
export function countUsage({ messages }: ChatRequest, { text }: Content): Usage {
  const sent = messages.reduce((sum, { content }) => sum + content.length, 0)
  return { prompt_tokens: Math.ceil(sent / 4), completion_tokens: Math.ceil(text.length / 4) }
}

/** The brain's text as these faults leave it, and why it ended. */
export function spoil(text: string, faults: ReadonlySet<Fault>, request: ChatRequest, step: Step): Content {
  const cap = request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY
  if (faults.has('content_filter')) return { text: '', finish: 'content_filter' }
  if (faults.has('empty')) return { text: '', finish: 'stop' }
  const spoilt = wrap(spoilJson(text, faults, request), faults)
  if (step.needsTokens !== undefined && cap < step.needsTokens) return { text: firstHalf(spoilt), finish: 'length' }
  return { text: faults.has('truncated_json') ? firstHalf(spoilt) : spoilt, finish: 'stop' }
}

const firstHalf = (text: string) => text.slice(0, Math.floor(text.length / 2))

function spoilJson(text: string, faults: ReadonlySet<Fault>, request: ChatRequest): string {
  if (!text.startsWith('{')) return text
  // A server that takes the parameter and forgets it: the model knows the form only if the prompt tells it.
  if (
    faults.has('ignores_response_format') &&
    !request.messages.some(({ content }) => content.includes('"type":"object"'))
  ) {
    return 'Overall I would say this went reasonably, with some things left open.'
  }
  const object = JSON.parse(text)
  if (faults.has('schema_broken_json')) return JSON.stringify(breakSchema(object))
  if (faults.has('unknown_level')) for (const criterion of object.criteria ?? []) criterion.level = '4'
  if (faults.has('missing_dimension')) object.criteria?.pop()
  if (faults.has('missing_key_point')) object.keyPoints?.pop()
  return JSON.stringify(object)
}

function breakSchema(object: Record<string, unknown>): unknown {
  return Array.isArray(object.keyPoints)
    ? { ...object, keyPoints: object.keyPoints.map((point) => ({ ...point, verdict: 'excellent' })) }
    : Object.fromEntries(Object.keys(object).map((key) => [key, 'maybe']))
}

function wrap(text: string, faults: ReadonlySet<Fault>): string {
  if (faults.has('fenced_json')) return `\`\`\`json\n${text}\n\`\`\``
  if (faults.has('prose_around_json')) return `Certainly {as asked}. Here it is:\n${text}\nI hope that {this} helps.`
  if (faults.has('think')) return `<think>\nThe secret point is a {"ready": false} thing.\n</think>\n\n${text}`
  if (faults.has('unopened_think')) return `Let me weigh this up quietly first.\n</think>\n\n${text}`
  return text
}
