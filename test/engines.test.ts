import { describe, expect, it } from 'vitest'
import { createEngines } from '../server/engines.ts'
import { createBuiltInJudge } from '../server/grading/built-in-judge.ts'
import { createBuiltInInterviewer } from '../server/interview/built-in-interviewer.ts'
import { PROMPTS_DIR, startServer } from './llm/fixtures.ts'

const builtIn = { interviewer: createBuiltInInterviewer(), judge: createBuiltInJudge() }
const NONE = { model: null, tokenBudget: 60_000, transcriber: null, voice: null, dataDir: '/data' }
const REMOTE = { baseUrl: 'https://speech.example:8443/v1', apiKey: 'sk-secret', model: 'whisper-1' }

describe('the engines', () => {
  it('[EN1] are built in, and the browser’s for speech, where nothing is set', async () => {
    const engines = await createEngines(NONE, PROMPTS_DIR, builtIn)
    expect(engines).toMatchObject({ ...builtIn, transcriber: null, voice: null })
    expect(engines.info.engines).toMatchObject({ endpoint: null, transcriber: null, voice: null })
    expect(await engines.info.testConnection()).toEqual({ results: [] })
  })

  it('[EN2] for speech are told with their host and whether it is this machine, never with their key', async () => {
    const voice = { ...REMOTE, baseUrl: 'http://localhost:8880/v1', model: 'kokoro', voice: 'emma' }
    const { info, transcriber, ...engines } = await createEngines(
      { ...NONE, transcriber: REMOTE, voice },
      PROMPTS_DIR,
      builtIn,
    )
    expect(info.engines.transcriber).toEqual({ model: 'whisper-1', host: 'speech.example:8443', isLocal: false })
    expect(info.engines.voice).toEqual({ model: 'kokoro', host: 'localhost:8880', isLocal: true })
    expect(JSON.stringify(info.engines)).not.toContain('secret')
    expect(transcriber?.model).toBe('whisper-1')
    expect(engines.voice?.model).toBe('kokoro')
    expect(info.engines.endpoint).toBeNull()
  })

  it('[EN3] are all tested, each with its own key', async () => {
    const server = await startServer({
      apiKey: 'words',
      transcription: { apiKey: 'ears' },
      speech: { apiKey: 'mouth' },
    })
    const baseUrl = server.url
    const config = {
      ...NONE,
      model: { baseUrl, apiKey: 'words', interviewerModel: 'small', judgeModel: 'large', concurrency: 8 },
      transcriber: { baseUrl, apiKey: 'ears', model: 'whisper-1' },
      voice: { baseUrl, apiKey: 'mouth', model: 'tts', voice: 'alloy' },
    }
    const { info } = await createEngines(config, PROMPTS_DIR, builtIn)
    expect((await info.testConnection()).results).toMatchObject([
      { use: 'interviewer', model: 'small', outcome: { status: 'ok', rung: 'json_schema' } },
      { use: 'judge', model: 'large', outcome: { status: 'ok', rung: 'json_schema' } },
      { use: 'transcriber', model: 'whisper-1', outcome: { status: 'ok', rung: null } },
      { use: 'voice', model: 'tts', outcome: { status: 'ok', rung: null } },
    ])
  })
})
