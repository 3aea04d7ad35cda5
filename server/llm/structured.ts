import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import { z } from 'zod'
import { EngineError } from '../errors.ts'
import type { Meter } from '../ports.ts'
import type { Llm, LlmReply, LlmRequest } from './client.ts'
import { findObjects } from './extract-object.ts'
import { fitLabels } from './fit-labels.ts'
import type { Pace } from './limits.ts'
import { isRejectedRequest, RUNGS, type Rung } from './model-traits.ts'
import { type FilledPrompt, fillPrompt, type Prompts } from './prompts.ts'

/** What the schema cannot say: parts that are missing, ids that nobody asked for. */
export interface Shortfall {
  readonly reason: 'output_incomplete' | 'output_invalid' | 'quotes_invented'
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
 * text and the last object in it that fits. What does not fit is sent back once with the problems. The rung that worked is
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
  const read = readReply(first.text, request)
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
  const again = readReply(second.text, request)
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
          if (!isRejectedRequest(error) || error.about === 'context') throw error
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
  const traits = llm.getTraits(request.model)
  const { capFactor } = traits
  const reply = await llm.generate(request, null, signal)
  if (!reply.truncated) return reply
  // Where another reading has raised it since, that is tried first.
  const raise = traits.capFactor > capFactor ? 1 : RAISE
  const raised = await llm.generate({ ...request, maxTokens: request.maxTokens * raise }, null, signal)
  if (raised.truncated) throw new EngineError('output_incomplete', 'the reply was cut off at its cap, twice')
  traits.capFactor = Math.max(traits.capFactor, Math.min(capFactor * RAISE, RAISE ** 2))
  return raised
}

type Reading<T> =
  | { readonly ok: true; readonly value: T }
  /** `fits`: the schema is met and only the shortfall is left. */
  | { readonly ok: false; readonly fits: boolean; readonly shortfall: Shortfall }

/**
 * The last object of a reply that fits: a model that thinks aloud repeats an example, or what the text in question claims, before it
 * gives its own. Where none fits, the last that comes nearest, for the repair.
 */
function readReply<T>(text: string, request: ObjectRequest<T>): Reading<T> {
  const readings = findObjects(text).map((object) => readObject(object, request))
  return (
    readings.findLast((reading) => reading.ok) ??
    readings.findLast((reading) => !reading.ok && reading.fits) ??
    readings.at(-1) ??
    unfit(['There was no complete JSON object.'])
  )
}

function readObject<T>(object: object, { schema, findShortfall }: ObjectRequest<T>): Reading<T> {
  const asGiven = schema.safeParse(object)
  const parsed = asGiven.success ? asGiven : schema.safeParse(fitLabels(object, asGiven.error))
  if (!parsed.success) {
    const issues = parsed.error.issues.slice(0, SHOWN_PROBLEMS)
    return unfit(issues.map((issue) => `${issue.path.join('.') || 'the object'}: ${issue.message}`))
  }
  const shortfall = findShortfall?.(parsed.data) ?? null
  return shortfall === null ? { ok: true, value: parsed.data } : { ok: false, fits: true, shortfall }
}

const unfit = (problems: readonly string[]): Reading<never> => ({
  ok: false,
  fits: false,
  shortfall: { reason: 'output_invalid', problems },
})
