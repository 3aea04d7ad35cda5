import type { ConnectionTest, EnginesResponse } from '#contract/http.ts'
import type { Config } from './config.ts'
import type { EngineInfo } from './http/engine-routes.ts'
import { isLoopback } from './http/security.ts'
import { givesAway } from './interview/leak-guard.ts'
import type { Interviewer, Judge } from './ports.ts'

/** A person waits for the connection test. */
const TEST_TIMEOUT_MS = 30_000

export interface Engines {
  readonly interviewer: Interviewer
  readonly judge: Judge
  readonly info: EngineInfo
}

/**
 * The engines in use: the built-in ones, or a model's where one is configured. Their code and prompts are
 * loaded, and the prompts checked, only then.
 * @throws Error naming the prompt file that is wrong.
 */
export async function createEngines(
  config: Pick<Config, 'model' | 'dataDir'>,
  promptsDir: string,
  builtIn: { interviewer: Interviewer; judge: Judge },
): Promise<Engines> {
  if (config.model === null) {
    const engines = describe(config, builtIn)
    return { ...builtIn, info: { engines, testConnection: async () => ({ results: [] }) } }
  }
  const { baseUrl, apiKey, interviewerModel, judgeModel } = config.model
  const [{ createLlm }, { createModelInterviewer }, { createModelJudge }, { loadPrompts }, { testConnection }] =
    await Promise.all([
      import('./llm/client.ts'),
      import('./llm/interviewer.ts'),
      import('./llm/judge.ts'),
      import('./llm/prompts.ts'),
      import('./llm/connection-test.ts'),
    ])
  const prompts = await loadPrompts(promptsDir)
  const llm = createLlm({ baseUrl, apiKey: apiKey === '' ? null : apiKey })
  const interviewer = createModelInterviewer({
    llm,
    model: interviewerModel,
    prompts,
    builtIn: builtIn.interviewer,
    isLeak: givesAway,
  })
  const judge = createModelJudge({ llm, model: judgeModel, prompts })
  const uses: { use: 'interviewer' | 'judge'; model: string }[] = [
    { use: 'interviewer', model: interviewerModel },
    { use: 'judge', model: judgeModel },
  ]
  const test = async (): Promise<ConnectionTest> => {
    const signal = AbortSignal.timeout(TEST_TIMEOUT_MS)
    const results = uses.map(async (u) => ({
      ...u,
      outcome: await testConnection({ llm, model: u.model, prompts }, signal),
    }))
    return { results: await Promise.all(results) }
  }
  return { interviewer, judge, info: { engines: describe(config, { interviewer, judge }), testConnection: test } }
}

function describe(
  config: Pick<Config, 'model' | 'dataDir'>,
  { interviewer, judge }: { interviewer: Interviewer; judge: Judge },
): EnginesResponse {
  const url = config.model === null ? null : new URL(config.model.baseUrl)
  return {
    interviewer: interviewer.engine,
    judge: judge.engine,
    endpoint: url?.host ?? null,
    endpointIsLocal: url === null || isLoopback(url.hostname),
    keyIsSet: config.model !== null && config.model.apiKey !== '',
    dataDir: config.dataDir,
  }
}
