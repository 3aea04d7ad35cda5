import { z } from 'zod'
import type { ConnectionTest } from '#contract/http.ts'
import type { Llm } from './client.ts'
import { explainFailure } from './explain-failure.ts'
import { toEngineError } from './llm-error.ts'
import { fillPrompt, type Prompts } from './prompts.ts'
import { requestObject } from './structured.ts'

type Outcome = ConnectionTest['results'][number]['outcome']

const MAX_TOKENS = 400
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
    return { status: 'failed', message: explainFailure(toEngineError(error), { host: llm.host, model, ...WORDS }) }
  }
}
