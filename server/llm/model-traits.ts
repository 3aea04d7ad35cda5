import type { EngineError } from '../errors.ts'
import { LlmError } from './llm-error.ts'

/** The ladder of structured output, from the strictest down. */
export const RUNGS = ['json_schema', 'json_object', 'text'] as const
export type Rung = (typeof RUNGS)[number]

/** What was learned about one model of one endpoint. Kept as long as the server runs. */
export interface ModelTraits {
  tokenParam: 'max_tokens' | 'max_completion_tokens'
  takesTemperature: boolean
  /** Takes the wish to be told at the end what the call took. */
  tellsUsage: boolean
  /** Its replies begin inside a thought whose opening tag stands in the prompt. */
  startsInThought: boolean
  /** The rung that last worked; null before. */
  rung: Rung | null
  /** Multiplies the cap on tokens: some models think within it. */
  capFactor: number
}

/** OpenAI's newer models refuse `max_tokens`, most look-alikes know nothing else. */
export function buildTraits(host: string): ModelTraits {
  return {
    tokenParam: /(^|\.)openai\.(com|azure\.com)(:|$)/.test(host) ? 'max_completion_tokens' : 'max_tokens',
    takesTemperature: true,
    tellsUsage: true,
    startsInThought: false,
    rung: null,
    capFactor: 1,
  }
}

/** @returns whether the refusal taught something, so that the same call is worth trying again. */
export function learnFromRefusal(traits: ModelTraits, failure: EngineError): boolean {
  if (!isRefusedRequest(failure)) return false
  if (failure.about === traits.tokenParam) {
    traits.tokenParam = traits.tokenParam === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
    return true
  }
  if (failure.about === 'temperature' && traits.takesTemperature) {
    traits.takesTemperature = false
    return true
  }
  // Of all that we ask for this is the rarest, so it is what a server means that does not say what it means.
  if ((failure.about === 'stream_options' || failure.about === null) && traits.tellsUsage) {
    traits.tellsUsage = false
    return true
  }
  return false
}

/** The endpoint read the request and did not like it, as against a wrong key or a limit. */
export function isRefusedRequest(failure: unknown): failure is LlmError {
  return (
    failure instanceof LlmError && failure.reason === 'refused' && (failure.status === 400 || failure.status === 422)
  )
}
