import type { EngineError } from '../errors.ts'
import { LlmError } from './llm-error.ts'

/** An endpoint as the person who set it up knows it. */
export interface EndpointWords {
  readonly host: string
  readonly model: string
  /** Names of the settings that may be wrong. */
  readonly settings: { readonly baseUrl: string; readonly apiKey: string; readonly models: string }
  /** Goes on after "it answers, but". */
  readonly unfit: string
}

/** What a failed connection test tells the person: what to do next, and never the server's text. */
export function explainFailure(failure: EngineError, words: EndpointWords): string {
  const { status = null, code = null } = failure instanceof LlmError ? failure : {}
  switch (failure.reason) {
    case 'timed_out':
      return `${words.host} did not answer in time. If the model is still loading, try again.`
    case 'unreachable':
      return explainUnreachable(words, status, code)
    case 'refused':
      return `${words.model} declined to answer.`
    case 'rejected':
      return explainRejection(words, status, code)
    case 'busy':
      return `${words.host} has reached a limit of your account. Try again later.`
    default:
      return `${words.model} answers, but ${words.unfit}`
  }
}

function explainUnreachable({ host, settings }: EndpointWords, status: number | null, code: string | null): string {
  if (status !== null) return `${host} answers with an error of its own (${status}).`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `The host ${host} cannot be found. Check ${settings.baseUrl}.`
  if (code === 'ECONNREFUSED') return `Nothing answers at ${host}. Is the server running?`
  return `The connection to ${host} failed${code ? ` (${code})` : ''}.`
}

function explainRejection(
  { host, model, settings }: EndpointWords,
  status: number | null,
  code: string | null,
): string {
  if (status === 401 || status === 403) return `${host} does not accept the key. Check ${settings.apiKey}.`
  if (status === 404 || code === 'model_not_found') {
    return `${host} does not know the model ${model}. Check ${settings.models} and the path in ${settings.baseUrl}.`
  }
  return `${host} refuses the request (${status}${code ? `, ${code}` : ''}).`
}
