import OpenAI, { type ClientOptions } from 'openai'
import { wrapFetch } from './endpoint-fetch.ts'
import { cutErrors } from './read-body.ts'

export interface EndpointOptions {
  /** With the version part, such as `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string
  /** Null where the endpoint wants none. */
  readonly apiKey: string | null
  readonly fetch?: typeof fetch
}

export interface ClientLimits {
  /** One try, up to the answer's headers. */
  readonly attemptMs: number
  readonly maxRetries: number
  /** A server that asks for a longer wait than this is not tried again. */
  readonly longestWaitMs: number
}

/** A client that takes nothing from the environment and logs nothing. Opens no connection by itself. */
export function createOpenAiClient(
  { baseUrl, apiKey, fetch: inner }: EndpointOptions,
  { attemptMs, maxRetries, longestWaitMs }: ClientLimits,
  fetchOptions: ClientOptions['fetchOptions'] = {},
): OpenAI {
  return new OpenAI({
    baseURL: baseUrl,
    // The SDK insists on one, even where the header below takes it off again.
    apiKey: apiKey ?? 'none',
    // Each of these would otherwise come from the environment, which config.ts alone may read.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    // It would log requests with the candidate's words.
    logLevel: 'off',
    defaultHeaders: apiKey === null ? { Authorization: null } : {},
    fetch: wrapFetch(cutErrors(inner ?? fetch), longestWaitMs),
    fetchOptions,
    timeout: attemptMs,
    maxRetries,
  })
}

/** The sound of somebody's voice goes to the host that the settings name, and nowhere else. */
export const NO_REDIRECT: ClientOptions['fetchOptions'] = { redirect: 'error' }
