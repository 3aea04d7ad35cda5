import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Builds once if the sources have changed; the start of a server then finds it built. */
export function ensureBuilt(): Promise<void> {
  const child = spawn(process.execPath, ['server/start.js', '--build-only'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the build ended with ${code}`))))
  })
}

/** Set to nothing, so that a developer's own `.env` neither changes a test nor is asked for its key. */
const NO_MODEL = {
  LLM_BASE_URL: '',
  LLM_API_KEY: '',
  OPENAI_API_KEY: '',
  LLM_MODEL: '',
  JUDGE_MODEL: '',
  JUDGE_SAMPLES: '',
  SESSION_TOKEN_BUDGET: '',
  STT_BASE_URL: '',
  STT_API_KEY: '',
  TTS_BASE_URL: '',
  TTS_API_KEY: '',
  ALLOWED_HOSTS: '',
}

export interface ServerProcess {
  readonly url: string
  readonly child: ChildProcess
  /** What it printed on both channels so far. */
  output(): string
  kill(signal: NodeJS.Signals): Promise<void>
}

/** The real, built server in a process of its own, as `npm start` runs it; on a free port unless one is given. */
export async function startServerProcess(
  env: { DATA_DIR: string; PORT?: string } & Record<string, string>,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['server/start.js'], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, HOST: '127.0.0.1', PORT: '0', ...NO_MODEL, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (data: Buffer) => {
      output += String(data)
      const found = /http:\/\/\S+/.exec(output)
      if (found !== null) resolve(found[0])
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    void exited.then(() => reject(new Error(output)))
  })
  return {
    url,
    child,
    output: () => output,
    async kill(signal) {
      child.kill(signal)
      await exited
    },
  }
}
