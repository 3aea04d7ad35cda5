import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import { z } from 'zod'
import { EngineError } from '../errors.ts'
import type { Meter } from '../ports.ts'
import type { Llm, LlmReply, LlmRequest } from './client.ts'
import { findObject } from './extract-object.ts'
import type { Pace } from './limits.ts'
import { isRefusedRequest, RUNGS, type Rung } from './model-traits.ts'
import { type FilledPrompt, fillPrompt, type Prompts } from './prompts.ts'

/** What the schema cannot say: parts that are missing, ids that nobody asked for. */
export interface Shortfall {
  readonly reason: 'output_incomplete' | 'output_invalid'
  readonly problems: readonly string[]
}

export interface ObjectRequest<T> {
  readonly model: string
  /** Letters, digits and underscores. */
  readonly name: string
  readonly prompt: FilledPrompt
  readonly schema: z.ZodType<T>
  readonly pace: Pace
  readonly maxTokens: number
  readonly temperature?: number
  readonly findShortfall?: (value: T) => Shortfall | null
  /** Told what each call takes. */
  readonly meter?: Meter
  /** About how many tokens the reply will have. */
  readonly replyTokens?: number
}

/** A cap that cut the object off is raised once, by this. */
const RAISE = 3
const SHOWN_PROBLEMS = 12

/**
 * One object that fits the schema, down the ladder: strict JSON schema; JSON mode with the schema in the prompt; plain
 * text and its first balanced object. What does not fit is sent back once with the problems. The rung that worked is
 * remembered.
 * @returns the value and the rung it came by.
 * @throws EngineError `output_invalid` or `output_incomplete` when the repair failed too, otherwise as `Llm.generate`.
 */
export async function requestObject<T>(
  llm: Llm,
  prompts: Prompts,
  request: ObjectRequest<T>,
  signal: AbortSignal,
): Promise<{ value: T; rung: Rung }> {
  const ladder = createLadder(llm, prompts, request, signal)
  const traits = llm.getTraits(request.model)
  const first = await ladder.ask(traits.rung ?? 'json_schema', [])
  const read = readObject(first.text, request)
  if (read.ok) {
    traits.rung = first.rung
    return { value: read.value, rung: first.rung }
  }
  const repair = fillPrompt(prompts.structuredOutput, {
    schema: describeSchema(request.schema),
    problems: read.shortfall.problems.map((problem) => `- ${problem}`).join('\n'),
  })
  // A server that keeps to the schema cannot break it: this one only pretended.
  const pretends = first.rung === 'json_schema' && !read.fits
  const second = await ladder.ask(pretends ? 'json_object' : first.rung, [
    // Some servers refuse an empty message.
    ...(first.text.trim() === '' ? [] : [{ role: 'assistant' as const, content: first.text }]),
    { role: 'user', content: repair.user },
  ])
  const again = readObject(second.text, request)
  if (!again.ok)
    throw new EngineError(again.shortfall.reason, `the model's ${request.name} did not fit, nor its repair`)
  traits.rung = second.rung
  return { value: again.value, rung: second.rung }
}

/** The schema as strict mode wants it: every property required, none beside them. */
export function toStrictSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema)
  return rest
}

const describeSchema = (schema: z.ZodType) => JSON.stringify(toStrictSchema(schema))

function createLadder<T>(llm: Llm, prompts: Prompts, request: ObjectRequest<T>, signal: AbortSignal) {
  const { model, pace, maxTokens, temperature, prompt, meter, replyTokens } = request
  const call = async (rung: Rung, more: readonly ChatCompletionMessageParam[]): Promise<LlmReply> => {
    const hint = fillPrompt(prompts.structuredOutput, { schema: describeSchema(request.schema), problems: '' }).system
    const system = rung === 'json_schema' ? prompt.system : `${prompt.system}\n\n${hint}`
    return await generateWhole(
      llm,
      {
        model,
        pace,
        maxTokens,
        temperature,
        messages: [{ role: 'system', content: system }, { role: 'user', content: prompt.user }, ...more],
        responseFormat: toResponseFormat(rung, request),
        meter,
        replyTokens,
      },
      signal,
    )
  }
  return {
    /** On this rung, or on the first below it that the endpoint does not refuse. */
    async ask(from: Rung, more: readonly ChatCompletionMessageParam[]): Promise<{ text: string; rung: Rung }> {
      for (const rung of RUNGS.slice(RUNGS.indexOf(from), -1)) {
        try {
          const reply = await call(rung, more)
          return { text: reply.text, rung }
        } catch (error) {
          // Servers word this refusal in too many ways to tell it from others; only a text that is too long is certain.
          if (!isRefusedRequest(error) || error.about === 'context') throw error
        }
      }
      const reply = await call('text', more)
      return { text: reply.text, rung: 'text' }
    },
  }
}

function toResponseFormat<T>(rung: Rung, { name, schema }: ObjectRequest<T>): LlmRequest['responseFormat'] {
  if (rung === 'text') return undefined
  if (rung === 'json_object') return { type: 'json_object' }
  return { type: 'json_schema', json_schema: { name, strict: true, schema: toStrictSchema(schema) } }
}

/** A reply that its cap did not cut; the cap is raised once, and stays raised if that helped. */
async function generateWhole(llm: Llm, request: LlmRequest, signal: AbortSignal): Promise<LlmReply> {
  const reply = await llm.generate(request, null, signal)
  if (!reply.truncated) return reply
  const raised = await llm.generate({ ...request, maxTokens: request.maxTokens * RAISE }, null, signal)
  if (raised.truncated) throw new EngineError('output_incomplete', 'the reply was cut off at its cap, twice')
  const traits = llm.getTraits(request.model)
  traits.capFactor = Math.min(traits.capFactor * RAISE, RAISE ** 2)
  return raised
}

type Reading<T> =
  | { readonly ok: true; readonly value: T }
  /** `fits`: the schema is met and only the shortfall is left. */
  | { readonly ok: false; readonly fits: boolean; readonly shortfall: Shortfall }

function readObject<T>(text: string, { schema, findShortfall }: ObjectRequest<T>): Reading<T> {
  const object = findObject(text)
  const problems = (list: string[]): Reading<T> => ({
    ok: false,
    fits: false,
    shortfall: { reason: 'output_invalid', problems: list },
  })
  if (object === undefined) return problems(['There was no complete JSON object.'])
  const parsed = schema.safeParse(object)
  if (!parsed.success) {
    const issues = parsed.error.issues.slice(0, SHOWN_PROBLEMS)
    return problems(issues.map((issue) => `${issue.path.join('.') || 'the object'}: ${issue.message}`))
  }
  const shortfall = findShortfall?.(parsed.data) ?? null
  return shortfall === null ? { ok: true, value: parsed.data } : { ok: false, fits: true, shortfall }
}
