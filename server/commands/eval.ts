import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Calibration } from '#contract/calibration.ts'
import { builtInFileOf, calibrationFileOf } from '../calibrations.ts'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { createEngines, type Engines } from '../engines.ts'
import { cover, createBuiltInJudge } from '../grading/built-in-judge.ts'
import { createBuiltInInterviewer } from '../interview/built-in-interviewer.ts'
import { correctionFileOf, type LevelCorrection, LevelCorrectionSchema, readCorrection } from '../level-correction.ts'
import type { Judge } from '../ports.ts'
import { BUILT_IN_CALIBRATION_FILE, buildCalibration, keepCalibration } from './eval/calibration.ts'
import { checkOutputs } from './eval/check-outputs.ts'
import { type EvaluationResult, evaluate, writeRows } from './eval/evaluate.ts'
import { describeFailures, MOST_NOT_GRADED, StoppedError } from './eval/failures.ts'
import { fitLevel, type LevelFit } from './eval/fit-level.ts'
import { describeFollowUps, evaluateFollowUps, isWhole } from './eval/interviewer.ts'
import { type Loaded, load, loadBank } from './eval/load.ts'
import { type EvalOptions, readOptions, USAGE } from './eval/options.ts'
import { printEvaluation } from './eval/print-evaluation.ts'
import { hashGradingCode, openProgress, type Progress } from './eval/progress.ts'

const ROOT = join(import.meta.dirname, '../..')

try {
  const options = readOptions(process.argv.slice(2))
  if (options === 'help') console.log(USAGE)
  else if (options.interviewer !== null) await evaluateInterviewer(options.interviewer, options.json)
  else await evaluateJudge(options)
} catch (error) {
  // What was done so far stands on a line that has not ended.
  if (error instanceof StoppedError) console.error()
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function evaluateJudge(options: EvalOptions): Promise<void> {
  checkOutputs(options)
  const loaded = await load(options.data, options.limit)
  const config = readEnvironment()
  const correction = await readLevel(config, options)
  const engines = options.judge === 'model' ? await createModels(config) : null
  const judge = engines?.judge ?? createBuiltInJudge({ odds: correction?.odds })
  const progress = openProgressOf(judge, loaded.name, config)
  const result = await run(loaded, judge, options, progress)
  const { evaluation, graded } = result
  if (options.rows !== null) writeRows(options.rows, graded)
  if (options.save !== null) writeFileSync(options.save, `${JSON.stringify(evaluation, null, 2)}\n`)
  const fit = options.calibrate ? fitLevel(loaded.rows, graded, correction?.odds ?? 1) : null
  if (options.json) console.log(JSON.stringify(fit ? { ...evaluation, calibration: fit } : evaluation, null, 2))
  else if (graded.some(({ grade }) => grade !== null)) printEvaluation(evaluation, fit)
  tellFailures(result)
  if (fit !== null) await correctLevel(fit, loaded.name, config)
  else if (isWholeShippedSet(options)) {
    if (result.isComplete) keepForPage(buildMeasurement(loaded, judge, options.samples, correction, result), config)
    else
      console.error(
        `The page /calibration stays as it is: it shows no run that lacks more than ${MOST_NOT_GRADED * 100} % of the grades.`,
      )
  }
  // Only now: whatever fails before this line is done again for nothing.
  if (result.isComplete) progress?.finish()
}

/** The one in force. One that is broken stops the run, but for the run that replaces it. */
async function readLevel({ dataDir }: Config, { calibrate }: EvalOptions): Promise<LevelCorrection | null> {
  try {
    return await readCorrection(dataDir)
  } catch (error) {
    if (calibrate && error instanceof ConfigError) return null
    throw error
  }
}

/** Null for word matching, which grades faster than its grades are read. */
function openProgressOf({ engine }: Judge, name: string, { dataDir, model }: Config): Progress | null {
  if (engine.kind === 'built-in' || model === null) return null
  const file = join(dataDir, 'eval', `${basename(name)}-${engine.model.replace(/[^\w.-]+/g, '-')}.jsonl`)
  return openProgress(file, { endpoint: model.baseUrl, code: hashGradingCode() })
}

/** Of a run: how often each answer is graded, and whether the attacks are played. */
type Extent = Pick<EvalOptions, 'samples' | 'attacks'>

async function run(
  loaded: Loaded,
  judge: Judge,
  { samples, attacks }: Extent,
  progress: Progress | null,
): Promise<EvaluationResult> {
  const isModel = judge.engine.kind === 'model'
  const result = await evaluate(loaded, {
    judge,
    samples,
    withAttacks: attacks,
    progress,
    onDone: (done, of) => {
      if (isModel) process.stderr.write(`\r${done} of ${of} answers${done === of ? '\n' : ''}`)
    },
  })
  const reused = progress?.countReused() ?? 0
  if (reused > 0) console.error(`${reused} grades were taken over from an earlier run that did not come to its end.`)
  return result
}

/** On the error stream, with the exit code: the other one may be read by a program. */
function tellFailures({ evaluation: { failures }, graded, hasGaps }: EvaluationResult): void {
  if (hasGaps) process.exitCode = 1
  if (failures.length === 0) return
  const count = failures.reduce((sum, { times }) => sum + times, 0)
  const isNothing = graded.every(({ grade }) => grade === null)
  const some = hasGaps ? `${count} answers, attacks among them, could not be graded:` : `${count} attacks got no grade:`
  console.error([isNothing ? 'No answer could be graded:' : some, ...describeFailures(failures)].join('\n'))
}

/** A part of it is no measurement that anybody should trust. */
function isWholeShippedSet({ data, limit, attacks }: EvalOptions): boolean {
  return data === null && limit === Number.POSITIVE_INFINITY && attacks
}

function buildMeasurement(
  { name, rows }: Loaded,
  judge: Judge,
  samples: number,
  correction: LevelCorrection | null,
  { evaluation: { attacks, ownWords, at }, graded }: EvaluationResult,
): Calibration {
  return buildCalibration({
    judge,
    samples,
    name,
    rows,
    graded,
    attacks,
    ownWords,
    correction,
    at: Date.parse(at),
  })
}

/** Keeps the level for grades to come, and what word matching scores at that level on the shipped set. */
async function correctLevel({ odds, rows }: LevelFit, name: string, config: Config): Promise<void> {
  const correction = { odds, fittedOn: { data: basename(name), answers: rows, at: Date.now() } }
  const file = correctionFileOf(config.dataDir)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(LevelCorrectionSchema.parse(correction), null, 2)}\n`)
  console.error(`The level is kept in ${file}. Restart Greenroom to grade at it; delete the file to go back.`)
  const judge = createBuiltInJudge({ odds })
  const shipped = await load(null, Number.POSITIVE_INFINITY)
  const result = await run(shipped, judge, { samples: 1, attacks: true }, null)
  keepForPage(buildMeasurement(shipped, judge, 1, correction, result), config)
}

/** Says on the error stream what became of it: the other one may be read by a program. */
function keepForPage(calibration: Calibration, { dataDir }: Config): void {
  const { judge, correctedOn } = calibration
  const builtInFile = correctedOn === null ? BUILT_IN_CALIBRATION_FILE : builtInFileOf(dataDir)
  const file = judge.kind === 'model' ? calibrationFileOf(dataDir, judge.model) : builtInFile
  const isNew = keepCalibration(file, calibration)
  console.error(
    isNew ? `The page /calibration shows this: ${file}` : `The page /calibration shows these figures already`,
  )
}

async function evaluateInterviewer(which: 'built-in' | 'model', asJson: boolean): Promise<void> {
  const isModel = which === 'model'
  const interviewer = isModel ? (await createModels(readEnvironment())).interviewer : createBuiltInInterviewer()
  const [shipped, { role, rubrics }] = await Promise.all([load(null, Number.POSITIVE_INFINITY), loadBank()])
  const evaluation = await evaluateFollowUps(shipped, { interviewer, cover, role, rubrics }, (done, of) => {
    if (isModel) process.stderr.write(`\r${done} of ${of} interviews${done === of ? '\n' : ''}`)
  })
  if (asJson) console.log(JSON.stringify(evaluation, null, 2))
  else for (const line of describeFollowUps(evaluation)) console.log(line)
  if (isWhole(evaluation)) return
  process.exitCode = 1
  console.error('These figures are not all of the interviewer: see what was made in its place.')
}

/** @throws ConfigError that names each setting that is wrong. */
function readEnvironment(): Config {
  const file = join(ROOT, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  return readConfig(process.env)
}

/** @throws Error where no model is configured. */
function createModels(config: Config): Promise<Engines> {
  if (config.model === null)
    throw new Error('No model is configured: set LLM_BASE_URL or LLM_API_KEY, see .env.example.')
  const builtIn = { interviewer: createBuiltInInterviewer(), judge: createBuiltInJudge() }
  return createEngines(config, join(ROOT, 'prompts'), builtIn)
}
