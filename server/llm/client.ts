import type OpenAI from 'openai'
import type { ChatCompletionCreateParamsStreaming, ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import type { Meter } from '../ports.ts'
import { DEFAULT_LIMITS, type Limits, type Pace } from './limits.ts'
import { LlmError, toEngineError } from './llm-error.ts'
import { buildTraits, createLesson, type ModelTraits } from './model-traits.ts'
import { createOpenAiClient, type EndpointOptions } from './openai-client.ts'
import { type Finish, readReply } from './stream-reply.ts'
import { createThoughtFilter } from './thought-filter.ts'
import { estimateTaken, type Taken } from './tokens.ts'
import { startWatchdog, type Watchdog } from './watchdog.ts'

export interface LlmOptions extends EndpointOptions {
  /** What differs from `DEFAULT_LIMITS`. */
  readonly limits?: Partial<Record<Pace, Partial<Limits>>>
}

export interface LlmRequest {
  readonly model: string
  readonly messages: readonly ChatCompletionMessageParam[]
  readonly pace: Pace
  /** Cap on the reply; multiplied for models that are known to think within it. */
  readonly maxTokens: number
  readonly temperature?: number
  readonly responseFormat?: ChatCompletionCreateParamsStreaming['response_format']
  /** Told what the call takes, whatever comes of it. */
  readonly meter?: Meter
  /** About how many tokens the reply will have; `maxTokens` if not given. */
  readonly replyTokens?: number
}

export interface LlmReply {
  readonly text: string
  /** True where the cap ended it. */
  readonly truncated: boolean
  /** True where no thought stood in its text. */
  readonly isPlain: boolean
}

type OnDelta = (delta: string) => void

export interface Llm {
  /** Host and port of the endpoint: all of it that may be shown. */
  readonly host: string
  /** What is known of a model by now; callers may add to it. */
  getTraits(model: string): ModelTraits
  /**
   * One reply, thoughts taken out. `onDelta` gets its text as it comes, as far as it can be told that it is no thought; what cannot be
   * told before the end stands in the reply alone. Its EngineError breaks the call off.
   * @throws EngineError whatever went wrong, an abort included (`timed_out`) and a meter without room (`budget_spent`).
   */
  generate(request: LlmRequest, onDelta: OnDelta | null, signal: AbortSignal): Promise<LlmReply>
}

/**
 * A client of one OpenAI-compatible endpoint, over `chat.completions` and always streaming: so that one watchdog sees
 * every stall. Opens no connection by itself.
 */
export function createLlm(options: LlmOptions): Llm {
  const { host } = new URL(options.baseUrl)
  const limits = {
    live: { ...DEFAULT_LIMITS.live, ...options.limits?.live },
    unhurried: { ...DEFAULT_LIMITS.unhurried, ...options.limits?.unhurried },
  }
  const clients = { live: createClient(options, limits.live), unhurried: createClient(options, limits.unhurried) }
  const known = new Map<string, ModelTraits>()
  const getTraits = (model: string): ModelTraits => {
    const traits = known.get(model) ?? buildTraits(host)
    known.set(model, traits)
    return traits
  }

  return {
    host,
    getTraits,
    generate: async (request, onDelta, signal) => {
      const traits = getTraits(request.model)
      const taken: Taken = { wasRead: false, reply: '', usage: null }
      const settle = request.meter?.begin(estimateTaken(request) + (request.replyTokens ?? request.maxTokens))
      const watchdog = startWatchdog(limits[request.pace], signal)
      try {
        for (const lesson = createLesson(traits); ; ) {
          try {
            lesson.begin()
            return await callOnce(clients[request.pace], request, traits, { onDelta, watchdog, taken })
          } catch (error) {
            const failure = watchdog.failure() ?? toEngineError(error)
            if (!lesson.learnFrom(failure)) throw failure
          }
        }
      } finally {
        watchdog.stop()
        settle?.(estimateTaken(request, taken))
      }
    },
  }
}

function createClient(options: LlmOptions, { totalMs, firstTokenMs, maxRetries }: Limits): OpenAI {
  return createOpenAiClient(options, { attemptMs: totalMs, maxRetries, longestWaitMs: firstTokenMs })
}

async function callOnce(
  client: OpenAI,
  request: LlmRequest,
  traits: ModelTraits,
  { onDelta, watchdog, taken }: { onDelta: OnDelta | null; watchdog: Watchdog; taken: Taken },
): Promise<LlmReply> {
  const call = client.chat.completions.create(buildBody(request, traits), { signal: watchdog.signal })
  const response = await call.asResponse()
  taken.wasRead = true
  const thoughts = createThoughtFilter(
    keepsThoughtsApart(client.baseURL) || (request.pace === 'live' && traits.speaksAtOnce),
  )
  let text = ''
  let finish: Finish | null = null
  for await (const part of readReply(response)) {
    if (part.text !== '' || part.thought !== '') watchdog.alive()
    if (part.thought !== '') thoughts.settle()
    finish = part.finish ?? finish
    taken.reply += part.text + part.thought
    taken.usage = part.usage ?? taken.usage
    const delta = thoughts.push(part.text)
    text += delta
    if (delta !== '') onDelta?.(delta)
  }
  // An aborted stream and one that was cut off may both end as if all were well.
  const failure = watchdog.failure()
  if (failure !== null) throw failure
  if (finish === null) throw new LlmError('output_incomplete', 'the reply broke off')
  if (finish === 'content_filter') throw new LlmError('refused', 'a content filter stopped the reply')
  return { text: text + thoughts.end(), truncated: finish === 'length', isPlain: !thoughts.sawThought() }
}

/** OpenAI's own endpoints and Anthropic's never send a thought as text. Of all others it shows in each reply anew. */
function keepsThoughtsApart(baseUrl: string): boolean {
  return /(^|\.)(openai\.com|openai\.azure\.com|anthropic\.com)$/.test(new URL(baseUrl).hostname)
}

function buildBody(request: LlmRequest, traits: ModelTraits): ChatCompletionCreateParamsStreaming {
  return {
    model: request.model,
    messages: [...request.messages],
    stream: true,
    ...(traits.tellsUsage && { stream_options: { include_usage: true } }),
    [traits.tokenParam]: Math.round(request.maxTokens * traits.capFactor),
    ...(request.temperature !== undefined && traits.takesTemperature && { temperature: request.temperature }),
    ...(request.responseFormat && { response_format: request.responseFormat }),
  }
}
