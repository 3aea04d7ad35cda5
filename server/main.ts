import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import type { RequestHandler } from 'express'
import { type App, createApp } from './app.ts'
import { createBank } from './bank/create-bank.ts'
import { createCalibrationInfo } from './calibrations.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { describeFault } from './describe-fault.ts'
import { createEngines, type Engines } from './engines.ts'
import { AppError } from './errors.ts'
import { cover, createBuiltInJudge } from './grading/built-in-judge.ts'
import { warmUp } from './grading/reference.ts'
import { createPages } from './http/pages.ts'
import { createBuiltInInterviewer } from './interview/built-in-interviewer.ts'
import { createSessionRunner } from './interview/run-session.ts'
import { readCorrection } from './level-correction.ts'
import type { Alarm, Clock, Random } from './ports.ts'
import { buildSearchText, summarizeSession } from './report/summarize-session.ts'
import { createAudioStore } from './store/audio-store.ts'
import { createSqliteStore } from './store/sqlite-store.ts'

/** The project's folder: this file is `server/main.ts`, or bundled `dist/server/main.cjs`. */
const root = existsSync(join(import.meta.dirname, '../package.json'))
  ? join(import.meta.dirname, '..')
  : join(import.meta.dirname, '../..')

const clock: Clock = { now: () => Date.now() }
const alarm: Alarm = {
  after(ms, ring) {
    const timer = setTimeout(ring, ms)
    // A wait for somebody's next word does not keep a server that stops.
    timer.unref()
    return () => clearTimeout(timer)
  },
}
const random: Random = { next: () => randomInt(2 ** 32) / 2 ** 32 }

/** Reads the settings, opens the store and the bank, listens, and drains on SIGTERM and Ctrl+C. Ends the process in one line where it cannot. */
export async function start({ development }: { development: boolean }): Promise<void> {
  try {
    const config = readConfig(readEnvironment())
    const { app, engines } = await createGreenroom(config, development)
    await listen(app, config)
    stopOnSignal(app)
    greet(app, config, engines)
  } catch (error) {
    console.error(explainStart(error))
    process.exit(1)
  }
}

/** Settings of the shell come before those of `.env`. */
function readEnvironment(): Record<string, string | undefined> {
  const file = join(root, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  return process.env
}

async function createGreenroom(config: Config, development: boolean): Promise<{ app: App; engines: Engines }> {
  const { dataDir } = config
  const correction = await readCorrection(dataDir)
  const builtIn = { interviewer: createBuiltInInterviewer(), judge: createBuiltInJudge({ odds: correction?.odds }) }
  const [store, bank, engines] = await Promise.all([
    createSqliteStore(join(dataDir, 'greenroom.db')),
    createBank({
      questionsDir: join(root, 'questions'),
      importedDir: join(dataDir, 'questions'),
      // A build empties this folder, and with it what an older check found good.
      ...(development ? {} : { cacheFile: join(root, 'dist/server/bank.json') }),
    }),
    createEngines(config, join(root, 'prompts'), builtIn),
  ])
  const audio = createAudioStore(join(dataDir, 'audio'))
  const runner = createSessionRunner({
    store,
    audio,
    alarm,
    transcriber: engines.transcriber,
    bank,
    clock,
    random,
    cover,
    warmUp,
    interviewer: engines.interviewer,
    builtInInterviewer: builtIn.interviewer,
    judge: engines.judge,
    builtInJudge: builtIn.judge,
    judgeSamples: config.judgeSamples,
    tokenBudget: config.tokenBudget,
    buildListing: (session) => ({ summary: summarizeSession(session), searchText: buildSearchText(session) }),
    onFailure: (sessionId, what, error) => logError(`session ${sessionId}: ${what}`, error),
  })
  const app = await createApp({
    bank,
    store,
    audio,
    voice: engines.voice,
    runner,
    clock,
    engineInfo: engines.info,
    calibrationInfo: createCalibrationInfo(dataDir, engines.judge, correction),
    listen: config,
    development,
    createPages: (server) => (development ? createDevPages(server) : createPages(join(root, 'dist/client'))),
    onError: logError,
  })
  return { app, engines }
}

async function createDevPages(server: Server): Promise<RequestHandler> {
  const { createVitePages } = await import('./http/vite-pages.ts')
  return createVitePages(server, join(root, 'client'))
}

function listen({ server }: App, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function stopOnSignal(app: App): void {
  let isStopping = false
  const stop = () => {
    if (isStopping) process.exit(1)
    isStopping = true
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logError('stopping', error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function greet({ server }: App, config: Config, { info }: Engines): void {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  const { interviewer, judge, endpoint } = info.engines
  const name = (engine: typeof judge) => (engine.kind === 'model' ? `${engine.model} at ${endpoint}` : 'built in')
  const lines = [
    `Greenroom is at http://${config.host}:${port}`,
    `Interviewer: ${name(interviewer)}. Grading: ${judge.kind === 'model' ? name(judge) : 'word matching, built in'}. Data: ${config.dataDir}`,
  ]
  if (config.model === null) {
    lines.push(
      'No model is set. Whole interviews, follow-ups, replay and a report on the key points work without one.',
      'A model would word follow-ups freely and grade structure, specificity, judgement and relevance too: see .env.example.',
    )
  }
  console.log(lines.join('\n'))
}

function logError(what: string, error: unknown): void {
  console.error(describeFault(what, error))
}

function explainStart(error: unknown): string {
  if (error instanceof ConfigError) return `A setting is wrong.\n${error.message}`
  if (error instanceof AppError) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return 'This port is in use: is Greenroom running already? Choose another one with PORT=3001 npm start.'
  if (code === 'EACCES') return 'This port may not be used by you. Choose one above 1023 with PORT=3001 npm start.'
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'HOST is not an address of this machine.'
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
