import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'

const emptyAsUnset = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value)
const text = z.preprocess(emptyAsUnset, z.string().trim().optional())
const address = z.preprocess(emptyAsUnset, z.url({ protocol: /^https?$/ }).optional())

const EnvironmentSchema = z.object({
  PORT: z.preprocess(emptyAsUnset, z.coerce.number().int().min(0).max(65_535).default(3000)),
  HOST: z.preprocess(emptyAsUnset, z.string().trim().default('localhost')),
  DATA_DIR: z.preprocess(emptyAsUnset, z.string().trim().default('./data')),
  /** Names under which a proxy reaches this server, with commas between; needed only where it listens on this machine alone. */
  ALLOWED_HOSTS: text,
  LLM_BASE_URL: address,
  LLM_API_KEY: text,
  OPENAI_API_KEY: text,
  LLM_MODEL: text,
  /** More than this is no limit at all. */
  LLM_CONCURRENCY: z.preprocess(emptyAsUnset, z.coerce.number().int().min(1).max(64).optional()),
  JUDGE_MODEL: text,
  JUDGE_SAMPLES: z.preprocess(emptyAsUnset, z.coerce.number().int().min(1).max(5).default(3)),
  SESSION_TOKEN_BUDGET: z.preprocess(emptyAsUnset, z.coerce.number().int().min(1_000).default(120_000)),
  STT_BASE_URL: address,
  STT_API_KEY: text,
  STT_MODEL: text,
  TTS_BASE_URL: address,
  TTS_API_KEY: text,
  TTS_MODEL: text,
  TTS_VOICE: text,
})

export interface ModelConfig {
  readonly baseUrl: string
  /** Empty for a local server that wants none. */
  readonly apiKey: string
  readonly interviewerModel: string
  readonly judgeModel: string
  /** Calls that the endpoint gets at a time. */
  readonly concurrency: number
}

/** An endpoint for sound. It has a key of its own: sound goes only where it was asked to go. */
export interface SpeechConfig {
  readonly baseUrl: string
  /** Empty for a local server that wants none. */
  readonly apiKey: string
  readonly model: string
}
export interface VoiceConfig extends SpeechConfig {
  /** Which of the model's voices. */
  readonly voice: string
}

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly allowedHosts: readonly string[]
  /** Null: the built-in engines do everything. */
  readonly model: ModelConfig | null
  /** How often a model reads an answer for the report. */
  readonly judgeSamples: number
  /** Tokens that the models may take in one session. */
  readonly tokenBudget: number
  /** Null: the browser's recogniser, or none. */
  readonly transcriber: SpeechConfig | null
  /** Null: the browser's voice. */
  readonly voice: VoiceConfig | null
}

const OPENAI_URL = 'https://api.openai.com/v1'
const DEFAULT_MODEL = 'gpt-4.1-mini'
/** The readings of two questions and a live turn at once; more together only meet a service's limits sooner. */
const SERVICE_CONCURRENCY = 8
const DEFAULT_TRANSCRIBER = 'whisper-1'
const DEFAULT_VOICE = { model: 'gpt-4o-mini-tts', voice: 'alloy' }

/** What is wrong with the environment, a line a setting, ready to print. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/**
 * The settings, from the environment alone. A model is in use where a key or an endpoint is given.
 * @throws ConfigError that names each setting that is wrong; never its value, which may be a key.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = EnvironmentSchema.safeParse(environment)
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
  }
  const env = parsed.data
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.DATA_DIR.replace(/^~(?=\/|$)/, homedir())),
    allowedHosts: (env.ALLOWED_HOSTS ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter(Boolean),
    model: readModel(env),
    judgeSamples: env.JUDGE_SAMPLES,
    tokenBudget: env.SESSION_TOKEN_BUDGET,
    transcriber: readEndpoint(env, 'STT', DEFAULT_TRANSCRIBER),
    voice: readVoice(env),
  }
}

type Environment = z.infer<typeof EnvironmentSchema>

function readModel(env: Environment): ModelConfig | null {
  const endpoint = readEndpoint({ ...env, LLM_API_KEY: env.LLM_API_KEY ?? env.OPENAI_API_KEY }, 'LLM', DEFAULT_MODEL)
  if (endpoint === null) return null
  const { baseUrl, apiKey, model } = endpoint
  return {
    baseUrl,
    apiKey,
    interviewerModel: model,
    judgeModel: env.JUDGE_MODEL ?? model,
    concurrency: env.LLM_CONCURRENCY ?? (isService(baseUrl) ? SERVICE_CONCURRENCY : 1),
  }
}

/** Services are reached by https; what answers without is as a rule a runner in the house, with one piece of hardware for all calls. */
const isService = (baseUrl: string) => new URL(baseUrl).protocol === 'https:'

function readVoice(env: Environment): VoiceConfig | null {
  const endpoint = readEndpoint(env, 'TTS', DEFAULT_VOICE.model)
  return endpoint === null ? null : { ...endpoint, voice: env.TTS_VOICE ?? DEFAULT_VOICE.voice }
}

/** Null where neither a key nor an address is given. */
function readEndpoint(env: Environment, kind: 'LLM' | 'STT' | 'TTS', defaultModel: string): SpeechConfig | null {
  const [baseUrl, apiKey, model] = [env[`${kind}_BASE_URL`], env[`${kind}_API_KEY`], env[`${kind}_MODEL`]]
  if (apiKey === undefined && baseUrl === undefined) return null
  if (baseUrl !== undefined && model === undefined) {
    throw new ConfigError(`${kind}_MODEL: name the model that the endpoint of ${kind}_BASE_URL should use`)
  }
  return { baseUrl: baseUrl ?? OPENAI_URL, apiKey: apiKey ?? '', model: model ?? defaultModel }
}
