import { z } from 'zod'
import type { ConnectionTest } from '#contract/http.ts'
import type { Llm } from './client.ts'
import { explainFailure } from './explain-failure.ts'
import { LlmError, toEngineError } from './llm-error.ts'
import { fillPrompt, type Prompts } from './prompts.ts'
import { NO_COMPLETION } from './stream-reply.ts'
import { requestObject } from './structured.ts'

type Outcome = ConnectionTest['results'][number]['outcome']

/** As the judge has: a model that thinks long before it grades thinks here too. */
const MAX_TOKENS = 2_500
const WORDS = {
  settings: { baseUrl: 'LLM_BASE_URL', apiKey: 'LLM_API_KEY', models: 'LLM_MODEL, JUDGE_MODEL' },
  unfit: 'not in the form that grading needs. Try another model.',
}

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
    if (error instanceof LlmError && error.code === NO_COMPLETION) {
      return { status: 'failed', message: `What answers at ${llm.host} is no model. Check the path in LLM_BASE_URL.` }
    }
    return { status: 'failed', message: explainFailure(toEngineError(error), { host: llm.host, model, ...WORDS }) }
  }
}
