import type { ConnectionTest, EnginesResponse, SpeechEngine } from '#contract/http.ts'
import type { Config, ModelConfig, SpeechConfig, VoiceConfig } from './config.ts'
import type { EngineInfo } from './http/engine-routes.ts'
import { isLoopback } from './http/security.ts'
import { givesAway } from './interview/leak-guard.ts'
import type { Interviewer, Judge, Transcriber, Voice } from './ports.ts'

/** A person waits for the connection test. */
const TEST_TIMEOUT_MS = 30_000

export interface Engines {
  readonly interviewer: Interviewer
  readonly judge: Judge
  /** Null where only the browser can recognise. */
  readonly transcriber: Transcriber | null
  /** Null where the browser speaks. */
  readonly voice: Voice | null
  readonly info: EngineInfo
}

type EngineConfig = Pick<Config, 'model' | 'tokenBudget' | 'transcriber' | 'voice' | 'dataDir'>
interface WordEngines {
  readonly interviewer: Interviewer
  readonly judge: Judge
}
type TestResult = ConnectionTest['results'][number]
type Test = (signal: AbortSignal) => Promise<TestResult>

/**
 * The engines in use: the built-in ones, or those of endpoints where they are configured. Their code and prompts are
 * loaded, and the prompts checked, only then. No connection is opened.
 * @throws Error naming the prompt file that is wrong.
 */
export async function createEngines(config: EngineConfig, promptsDir: string, builtIn: WordEngines): Promise<Engines> {
  const [words, transcriber, voice] = await Promise.all([
    config.model === null ? { engines: builtIn, tests: [] } : loadModel(config.model, promptsDir, builtIn),
    config.transcriber === null ? null : loadTranscriber(config.transcriber),
    config.voice === null ? null : loadVoice(config.voice),
  ])
  const tests: Test[] = [...words.tests, ...(transcriber?.tests ?? []), ...(voice?.tests ?? [])]
  const testConnection = async (): Promise<ConnectionTest> => {
    const signal = AbortSignal.timeout(TEST_TIMEOUT_MS)
    return { results: await Promise.all(tests.map((test) => test(signal))) }
  }
  return {
    ...words.engines,
    transcriber: transcriber?.engine ?? null,
    voice: voice?.engine ?? null,
    info: { engines: describe(config, words.engines), testConnection },
  }
}

async function loadModel(
  { baseUrl, apiKey, interviewerModel, judgeModel, concurrency }: ModelConfig,
  promptsDir: string,
  builtIn: WordEngines,
): Promise<{ engines: WordEngines; tests: Test[] }> {
  const [
    { createLlm },
    { createModelInterviewer },
    { createModelJudge },
    { loadPrompts },
    { testConnection },
    { createQueue },
    { queueInterviewer, queueJudge, queueTest },
  ] = await Promise.all([
    import('./llm/client.ts'),
    import('./llm/interviewer.ts'),
    import('./llm/judge.ts'),
    import('./llm/prompts.ts'),
    import('./llm/connection-test.ts'),
    import('./llm/queue.ts'),
    import('./llm/queue-engines.ts'),
  ])
  const prompts = await loadPrompts(promptsDir)
  // Both models are behind one endpoint, and one piece of hardware.
  const queue = createQueue(concurrency)
  const llm = createLlm({ baseUrl, apiKey: apiKey || null })
  const interviewer = createModelInterviewer({
    llm,
    model: interviewerModel,
    prompts,
    builtIn: builtIn.interviewer,
    isLeak: givesAway,
  })
  const judge = createModelJudge({ llm, model: judgeModel, prompts })
  const buildTest =
    (use: TestResult['use'], model: string): Test =>
    async (signal) => {
      const test = (inTurn: AbortSignal) => testConnection({ llm, model, prompts }, inTurn)
      return { use, model, outcome: await queueTest(test, queue, llm.host, signal) }
    }
  return {
    engines: { interviewer: queueInterviewer(interviewer, queue), judge: queueJudge(judge, queue) },
    tests: [buildTest('interviewer', interviewerModel), buildTest('judge', judgeModel)],
  }
}

async function loadTranscriber(config: SpeechConfig): Promise<{ engine: Transcriber; tests: Test[] }> {
  const [{ createTranscriber }, { testTranscriber }] = await Promise.all([
    import('./llm/transcriber.ts'),
    import('./llm/speech-test.ts'),
  ])
  const engine = createTranscriber({ ...config, apiKey: config.apiKey || null })
  const { host } = new URL(config.baseUrl)
  const test: Test = async (signal) => ({
    use: 'transcriber',
    model: config.model,
    outcome: await testTranscriber(engine, host, signal),
  })
  return { engine, tests: [test] }
}

async function loadVoice(config: VoiceConfig): Promise<{ engine: Voice; tests: Test[] }> {
  const [{ createVoice }, { testVoice }] = await Promise.all([import('./llm/voice.ts'), import('./llm/speech-test.ts')])
  const engine = createVoice({ ...config, apiKey: config.apiKey || null })
  const { host } = new URL(config.baseUrl)
  const test: Test = async (signal) => ({
    use: 'voice',
    model: config.model,
    outcome: await testVoice(engine, host, signal),
  })
  return { engine, tests: [test] }
}

function describe(config: EngineConfig, { interviewer, judge }: WordEngines): EnginesResponse {
  const url = config.model === null ? null : new URL(config.model.baseUrl)
  return {
    interviewer: interviewer.engine,
    judge: judge.engine,
    endpoint: url?.host ?? null,
    endpointIsLocal: url === null || isLoopback(url.hostname),
    tokenBudget: config.model === null ? null : config.tokenBudget,
    keyIsSet: config.model !== null && config.model.apiKey !== '',
    transcriber: describeSpeech(config.transcriber),
    voice: describeSpeech(config.voice),
    dataDir: config.dataDir,
  }
}

function describeSpeech(config: SpeechConfig | null): SpeechEngine | null {
  if (config === null) return null
  const { host, hostname } = new URL(config.baseUrl)
  return { model: config.model, host, isLocal: isLoopback(hostname) }
}
