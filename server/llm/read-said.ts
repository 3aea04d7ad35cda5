import { LlmError } from './llm-error.ts'

/**
 * The text of a message or of a delta, and the thoughts that came apart from it.
 * @throws LlmError `refused` where the model declined.
 */
export function readSaid(said: object): { text: string; thought: string } {
  const fields: { content?: unknown; reasoning_content?: unknown; reasoning?: unknown; refusal?: unknown } = said
  if (typeof fields.refusal === 'string' && fields.refusal !== '') throw new LlmError('refused', 'the model declined')
  const parts: unknown[] = Array.isArray(fields.content) ? fields.content : [fields.content]
  const apart = [fields.reasoning_content, fields.reasoning].map(readWords).find((words) => words !== '')
  return {
    text: readWords(parts.filter((part) => !isThought(part))),
    thought: apart ?? readWords(parts.filter(isThought).map(({ thinking }) => thinking)),
  }
}

function isThought(part: unknown): part is { thinking: unknown } {
  return typeof part === 'object' && part !== null && 'thinking' in part
}

/** Of a string, a list, or a part of one. */
function readWords(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(readWords).join('')
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
    ? value.text
    : ''
}
