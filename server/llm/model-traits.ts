import type { EngineError } from '../errors.ts'
import { type Complaint, LlmError } from './llm-error.ts'

/** The ladder of structured output, from the strictest down. */
export const RUNGS = ['json_schema', 'json_object', 'text'] as const
export type Rung = (typeof RUNGS)[number]

/** What was learned about one model of one endpoint. Kept as long as the server runs. */
export interface ModelTraits {
  tokenParam: 'max_tokens' | 'max_completion_tokens'
  takesTemperature: boolean
  /** Takes the wish to be told at the end what the call took. */
  tellsUsage: boolean
  /**
   * A whole turn of its was said without a thought in its text. A template that puts the opening tag into the prompt does so each
   * time, so words of later turns may leave as they come.
   */
  speaksAtOnce: boolean
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
    speaksAtOnce: false,
    rung: null,
    capFactor: 1,
  }
}

/** What one call learns of its refusals, while others to the same model learn from theirs. */
export interface Lesson {
  /** Before each try. */
  begin(): void
  /** @returns whether the refusal taught something, or others have learnt since, so that the same call is worth trying again. */
  learnFrom(failure: EngineError): boolean
}

export function createLesson(traits: ModelTraits): Lesson {
  const learned = new Set<Complaint>()
  let sent = { ...traits }
  // Each trait may change once under a call; a server that refuses whatever it gets would have siblings chase each other.
  let catchUps = SHOWN.length
  return {
    begin: () => {
      sent = { ...traits }
    },
    learnFrom: (failure) => {
      if (!isRejectedRequest(failure)) return false
      // Of what was not sent as others know by now, nothing can be concluded.
      if (SHOWN.some((trait) => sent[trait] !== traits[trait])) return catchUps-- > 0
      // What was learned from once and is refused again has nothing more to teach.
      if (learned.has(failure.about)) return false
      learned.add(failure.about)
      return learnFromRejection(traits, failure)
    },
  }
}

/** What of the traits a request shows. */
const SHOWN = ['tokenParam', 'takesTemperature', 'tellsUsage'] as const

function learnFromRejection(traits: ModelTraits, failure: LlmError): boolean {
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
export function isRejectedRequest(failure: unknown): failure is LlmError {
  return (
    failure instanceof LlmError && failure.reason === 'rejected' && (failure.status === 400 || failure.status === 422)
  )
}
