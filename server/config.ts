import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'

const emptyAsUnset = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value)
const text = z.preprocess(emptyAsUnset, z.string().trim().optional())

const EnvironmentSchema = z.object({
  PORT: z.preprocess(emptyAsUnset, z.coerce.number().int().min(0).max(65_535).default(3000)),
  HOST: z.preprocess(emptyAsUnset, z.string().trim().default('localhost')),
  DATA_DIR: z.preprocess(emptyAsUnset, z.string().trim().default('./data')),
  /** Names under which a proxy reaches this server, with commas between; needed only where it listens on this machine alone. */
  ALLOWED_HOSTS: text,
  LLM_BASE_URL: z.preprocess(emptyAsUnset, z.url({ protocol: /^https?$/ }).optional()),
  LLM_API_KEY: text,
  OPENAI_API_KEY: text,
  LLM_MODEL: text,
  JUDGE_MODEL: text,
})

export interface ModelConfig {
  readonly baseUrl: string
  /** Empty for a local server that wants none. */
  readonly apiKey: string
  readonly interviewerModel: string
  readonly judgeModel: string
}

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly allowedHosts: readonly string[]
  /** Null: the built-in engines do everything. */
  readonly model: ModelConfig | null
}

const OPENAI_URL = 'https://api.openai.com/v1'
const DEFAULT_MODEL = 'gpt-4.1-mini'

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
  }
}

function readModel(env: z.infer<typeof EnvironmentSchema>): ModelConfig | null {
  const apiKey = env.LLM_API_KEY ?? env.OPENAI_API_KEY
  if (apiKey === undefined && env.LLM_BASE_URL === undefined) return null
  if (env.LLM_BASE_URL !== undefined && env.LLM_MODEL === undefined) {
    throw new ConfigError('LLM_MODEL: name the model that the endpoint of LLM_BASE_URL should use')
  }
  const interviewerModel = env.LLM_MODEL ?? DEFAULT_MODEL
  return {
    baseUrl: env.LLM_BASE_URL ?? OPENAI_URL,
    apiKey: apiKey ?? '',
    interviewerModel,
    judgeModel: env.JUDGE_MODEL ?? interviewerModel,
  }
}
