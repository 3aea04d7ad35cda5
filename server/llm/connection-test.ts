import { z } from 'zod'
import type { ConnectionTest } from '#contract/http.ts'
import type { Llm } from './client.ts'
import { LlmError, toEngineError } from './llm-error.ts'
import { fillPrompt, type Prompts } from './prompts.ts'
import { requestObject } from './structured.ts'

type Outcome = ConnectionTest['results'][number]['outcome']

const MAX_TOKENS = 400

/**
 * One small structured request, as the judge makes it.
 * @returns how long it took in ms and on which rung it worked, or what to tell the person; never rejects.
 */
export async function testConnection(
  { llm, model, prompts }: { llm: Llm; model: string; prompts: Prompts },
  signal: AbortSignal,
): Promise<Outcome> {
  const startedAt = performance.now()
  try {
    const { rung } = await requestObject(
      llm,
      prompts,
      {
        model,
        name: 'readiness',
        prompt: fillPrompt(prompts.connectionTest, {}),
        schema: z.object({ ready: z.boolean() }),
        pace: 'live',
        maxTokens: MAX_TOKENS,
      },
      signal,
    )
    return { status: 'ok', latencyMs: Math.round(performance.now() - startedAt), rung }
  } catch (error) {
    return { status: 'failed', message: explain(toEngineError(error), llm.host, model) }
  }
}

function explain(failure: ReturnType<typeof toEngineError>, host: string, model: string): string {
  const { status = null, code = null } = failure instanceof LlmError ? failure : {}
  switch (failure.reason) {
    case 'timed_out':
      return `${host} did not answer in time. If the model is still loading, try again.`
    case 'unreachable':
      return explainUnreachable(host, status, code)
    case 'refused':
      return explainRefusal(host, model, status, code)
    default:
      return `${model} answers, but not in the form that grading needs. Try another model.`
  }
}

function explainUnreachable(host: string, status: number | null, code: string | null): string {
  if (status !== null) return `${host} answers with an error of its own (${status}).`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The host ${host} cannot be found. Check LLM_BASE_URL.`
  if (code === 'ECONNREFUSED') return `Nothing answers at ${host}. Is the server running?`
  return `The connection to ${host} failed${code ? ` (${code})` : ''}.`
}

function explainRefusal(host: string, model: string, status: number | null, code: string | null): string {
  if (status === 401 || status === 403) return `${host} does not accept the key. Check LLM_API_KEY.`
  if (status === 404 || code === 'model_not_found') {
    return `${host} does not know the model ${model}. Check LLM_MODEL, JUDGE_MODEL and the path in LLM_BASE_URL.`
  }
  if (status === 429) return `${host} has reached a limit of your account. Try again later.`
  if (status === null) return `${model} declined to answer.`
  return `${host} refuses the request (${status}${code ? `, ${code}` : ''}).`
}
