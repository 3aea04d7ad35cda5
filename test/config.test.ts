import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../server/config.ts'

const KEY = 'sk-secret'
const LOCAL = 'http://127.0.0.1:8000/v1'
const OPENAI = 'https://api.openai.com/v1'

describe('what models may do', () => {
  it('[CF8] three readings of an answer and 120,000 tokens a session, where nothing is set', () => {
    expect(readConfig({})).toMatchObject({ judgeSamples: 3, tokenBudget: 120_000 })
    expect(readConfig({ JUDGE_SAMPLES: '', SESSION_TOKEN_BUDGET: ' ' })).toEqual(readConfig({}))
    const set = readConfig({ JUDGE_SAMPLES: '5', SESSION_TOKEN_BUDGET: '9000' })
    expect(set).toMatchObject({ judgeSamples: 5, tokenBudget: 9_000 })
  })

  it.each([
    ['JUDGE_SAMPLES', '0'],
    ['JUDGE_SAMPLES', '6'],
    ['JUDGE_SAMPLES', '2.5'],
    ['SESSION_TOKEN_BUDGET', '999'],
    ['SESSION_TOKEN_BUDGET', 'many'],
    ['LLM_CONCURRENCY', '0'],
    ['LLM_CONCURRENCY', '65'],
  ])('[CF9] %s=%s is refused by name', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(name)
  })
})

describe('the endpoints for speech', () => {
  it('[CF1] are none where nothing is set, and empty is not set', () => {
    expect(readConfig({})).toMatchObject({ transcriber: null, voice: null })
    const empty = { STT_BASE_URL: '', STT_API_KEY: ' ', TTS_BASE_URL: '', TTS_API_KEY: '' }
    expect(readConfig(empty)).toMatchObject({ transcriber: null, voice: null })
    expect(readConfig({ STT_MODEL: 'm', TTS_MODEL: 'm', TTS_VOICE: 'v' })).toMatchObject({
      transcriber: null,
      voice: null,
    })
  })

  it('[CF2] are OpenAI’s with a key alone', () => {
    expect(readConfig({ STT_API_KEY: KEY, TTS_API_KEY: KEY })).toMatchObject({
      model: null,
      transcriber: { baseUrl: OPENAI, apiKey: KEY, model: 'whisper-1' },
      voice: { baseUrl: OPENAI, apiKey: KEY, model: 'gpt-4o-mini-tts', voice: 'alloy' },
    })
  })

  it('[CF3] are others by their address, without a key if they want none', () => {
    const env = { STT_BASE_URL: LOCAL, STT_MODEL: 'ears', TTS_BASE_URL: LOCAL, TTS_MODEL: 'mouth', TTS_VOICE: 'emma' }
    expect(readConfig(env)).toMatchObject({
      transcriber: { baseUrl: LOCAL, apiKey: '', model: 'ears' },
      voice: { baseUrl: LOCAL, apiKey: '', model: 'mouth', voice: 'emma' },
    })
  })

  it.each(['LLM', 'STT', 'TTS'])('[CF4] %s: an address needs a model', (kind) => {
    const message = `${kind}_MODEL: name the model that the endpoint of ${kind}_BASE_URL should use`
    expect(() => readConfig({ [`${kind}_BASE_URL`]: LOCAL })).toThrow(new ConfigError(message))
  })

  it.each(['STT_BASE_URL', 'TTS_BASE_URL'])('[CF5] %s: what is wrong is named, never its value', (name) => {
    for (const value of ['not-an-address-but-a-secret', 'ftp://secret/v1']) {
      expect(() => readConfig({ [name]: value, STT_MODEL: 'm', TTS_MODEL: 'm' })).toThrow(
        expect.objectContaining({ name: 'ConfigError', message: expect.stringMatching(`^${name}: (?!.*secret)`) }),
      )
    }
  })

  it('[CF6] never get the key of the model: sound is sent only where it was asked to be', () => {
    for (const name of ['LLM_API_KEY', 'OPENAI_API_KEY']) {
      expect(readConfig({ [name]: KEY })).toMatchObject({ model: { apiKey: KEY }, transcriber: null, voice: null })
      const env = { [name]: KEY, STT_BASE_URL: LOCAL, STT_MODEL: 'ears', TTS_BASE_URL: LOCAL, TTS_MODEL: 'mouth' }
      expect(readConfig(env)).toMatchObject({ transcriber: { apiKey: '' }, voice: { apiKey: '' } })
    }
    expect(readConfig({ STT_API_KEY: KEY, TTS_API_KEY: KEY }).model).toBeNull()
  })
})

describe('the endpoint for words', () => {
  it('[CF7] takes the general key where it has none of its own, and one model for both uses', () => {
    const { model } = readConfig({ OPENAI_API_KEY: KEY })
    expect(model).toEqual({
      baseUrl: OPENAI,
      apiKey: KEY,
      interviewerModel: 'gpt-4.1-mini',
      judgeModel: 'gpt-4.1-mini',
      concurrency: 8,
    })
    const own = readConfig({ OPENAI_API_KEY: KEY, LLM_API_KEY: 'own', LLM_MODEL: 'small', JUDGE_MODEL: 'large' }).model
    expect(own).toMatchObject({ baseUrl: OPENAI, apiKey: 'own', interviewerModel: 'small', judgeModel: 'large' })
  })

  it.each([
    ['http://127.0.0.1:11434/v1', 1],
    ['http://ollama:11434/v1', 1],
    ['http://192.168.1.20:8080/v1', 1],
    ['https://openrouter.example/api/v1', 8],
  ])('[CF10] %s gets %i calls at a time, or as many as is set', (LLM_BASE_URL, concurrency) => {
    const env = { LLM_BASE_URL, LLM_MODEL: 'm' }
    expect(readConfig({ ...env, LLM_CONCURRENCY: ' ' }).model).toMatchObject({ concurrency })
    expect(readConfig({ ...env, LLM_CONCURRENCY: '3' }).model).toMatchObject({ concurrency: 3 })
  })
})
