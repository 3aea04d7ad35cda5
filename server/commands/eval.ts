import { existsSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Calibration } from '#contract/calibration.ts'
import { calibrationFileOf } from '../calibrations.ts'
import { readConfig } from '../config.ts'
import { createEngines, type Engines } from '../engines.ts'
import { createBuiltInJudge, loadCover } from '../grading/built-in-judge.ts'
import { createBuiltInInterviewer } from '../interview/built-in-interviewer.ts'
import { describeCost, type Calibration as LevelCorrection } from './eval/calibrate.ts'
import { BUILT_IN_CALIBRATION_FILE, buildCalibration, keepCalibration } from './eval/calibration.ts'
import { calibrateBuiltIn, type Evaluation, evaluate, writeRows } from './eval/evaluate.ts'
import { describeFollowUps, evaluateFollowUps } from './eval/interviewer.ts'
import { load, loadBank } from './eval/load.ts'
import { describeAttacks, describeMeasures, describeOwnWords } from './eval/print-measures.ts'

const USAGE = `Usage:
  npm run eval -- [--data FILE.jsonl] [--judge built-in|model] [--limit N] [--rows OUT.jsonl] [--json]
                  [--samples N] [--save FILE.json] [--no-attacks] [--calibrate]
  npm run eval -- --interviewer built-in|model [--json]

  --data         answers that people graded, a JSON object a line: id, group, question, sampleAnswer, answer, human, humanMax
                 and, if known, humanOther and otherSampleAnswers; default: the shipped set in test/evals
  --judge        default built-in; model takes the endpoint of .env, shows progress, and goes on where it was interrupted
  --rows         writes a line an answer: its id and its grade from 0 to 1, or null and the reason
  --save         writes all measures and the table of attacks, with the date
  --calibrate    fits the level of the built-in judge to these people: at least 30 answers; keeps it for grades to come

The shipped set, whole and with its attacks, is also what the page /calibration shows: the built-in judge's result is kept in
server/grading/calibration-report.json, a model's in DATA_DIR/calibration.`

const ROOT = join(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    judge: { type: 'string', default: 'built-in' },
    limit: { type: 'string', default: 'Infinity' },
    rows: { type: 'string' },
    save: { type: 'string' },
    json: { type: 'boolean', default: false },
    samples: { type: 'string', default: '1' },
    'no-attacks': { type: 'boolean', default: false },
    calibrate: { type: 'boolean', default: false },
    interviewer: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

try {
  if (values.help) console.log(USAGE)
  else if (values.interviewer !== undefined) await evaluateInterviewer(values.interviewer)
  else await evaluateJudge()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function evaluateJudge(): Promise<void> {
  const isModel = isModelChosen(values.judge, '--judge')
  if (values.calibrate && isModel) throw new Error('--calibrate is for the built-in judge')
  const loaded = await load(values.data, Number(values.limit))
  const engines = isModel ? await createEnginesFromEnvironment() : null
  const judge = engines?.judge ?? createBuiltInJudge()
  const model = judge.engine.kind === 'model' ? judge.engine.model.replace(/[^\w.-]+/g, '-') : ''
  const dataDir = engines?.info.engines.dataDir ?? null
  const samples = Number(values.samples)
  const { evaluation, graded } = await evaluate(loaded, {
    judge,
    samples,
    withAttacks: !values['no-attacks'],
    progressFile: dataDir === null ? null : join(dataDir, 'eval', `${basename(loaded.name)}-${model}.jsonl`),
    onDone: (done, of) => {
      if (isModel) process.stderr.write(`\r${done} of ${of} answers${done === of ? '\n' : ''}`)
    },
  })
  if (values.rows !== undefined) writeRows(values.rows, graded)
  if (values.save !== undefined) writeFileSync(values.save, `${JSON.stringify(evaluation, null, 2)}\n`)
  const calibration = values.calibrate ? calibrateBuiltIn(loaded.rows, graded, loaded.name) : null
  if (values.json) console.log(JSON.stringify(calibration ? { ...evaluation, calibration } : evaluation, null, 2))
  else printEvaluation(evaluation, calibration)
  if (!isWholeShippedSet()) return
  const { name, rows } = loaded
  const { attacks, ownWords, at } = evaluation
  keepForPage(buildCalibration({ judge, samples, name, rows, graded, attacks, ownWords, at: Date.parse(at) }), dataDir)
}

function printEvaluation(evaluation: Evaluation, calibration: LevelCorrection | null): void {
  console.log(
    `${evaluation.data}, graded by ${evaluation.judge}${evaluation.promptVersion ? ` with ${evaluation.promptVersion}` : ''}`,
  )
  for (const line of describeMeasures(evaluation.measures)) console.log(line)
  if (evaluation.attacks.length > 0) for (const line of describeAttacks(evaluation.attacks)) console.log(line)
  if (evaluation.ownWords !== null) for (const line of describeOwnWords(evaluation.ownWords)) console.log(line)
  if (calibration) {
    const { rows, odds, errorBefore, errorAfter } = calibration
    console.log(
      `\ncalibrated on ${rows} answers: odds times ${odds}, mean signed error ${errorBefore.toFixed(3)} -> ${errorAfter.toFixed(3)} of 1 (each answer left out once)`,
    )
    const cost = describeCost(evaluation.attacks, calibration)
    if (cost.length > 0) console.log(['What this level lets pass:', ...cost].join('\n'))
    console.log(
      'Restart the server to grade at this level, and run npm run eval, so that the page /calibration shows it.',
    )
  }
}

/** A part of it is no measurement that anybody should trust. */
function isWholeShippedSet(): boolean {
  return values.data === undefined && values.limit === 'Infinity' && !values['no-attacks']
}

/** Says on the error stream what became of it: the other one may be read by a program. */
function keepForPage(calibration: Calibration, dataDir: string | null): void {
  const { judge } = calibration
  const file =
    judge.kind === 'model' && dataDir !== null ? calibrationFileOf(dataDir, judge.model) : BUILT_IN_CALIBRATION_FILE
  const isNew = keepCalibration(file, calibration)
  console.error(
    isNew ? `The page /calibration shows this: ${file}` : `The page /calibration shows these figures already`,
  )
}

async function evaluateInterviewer(which: string): Promise<void> {
  const isModel = isModelChosen(which, '--interviewer')
  const interviewer = isModel ? (await createEnginesFromEnvironment()).interviewer : createBuiltInInterviewer()
  const [shipped, { role, rubrics }, cover] = await Promise.all([
    load(undefined, Number.POSITIVE_INFINITY),
    loadBank(),
    loadCover(),
  ])
  const evaluation = await evaluateFollowUps(shipped, { interviewer, cover, role, rubrics }, (done, of) => {
    if (isModel) process.stderr.write(`\r${done} of ${of} interviews${done === of ? '\n' : ''}`)
  })
  if (values.json) console.log(JSON.stringify(evaluation, null, 2))
  else for (const line of describeFollowUps(evaluation)) console.log(line)
}

function isModelChosen(value: string, option: string): boolean {
  if (value !== 'built-in' && value !== 'model') throw new Error(`${option} is built-in or model\n\n${USAGE}`)
  return value === 'model'
}

/** @throws Error where no model is configured. */
async function createEnginesFromEnvironment(): Promise<Engines> {
  const file = join(ROOT, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  const config = readConfig(process.env)
  if (config.model === null)
    throw new Error('No model is configured: set LLM_BASE_URL or LLM_API_KEY, see .env.example.')
  const builtIn = { interviewer: createBuiltInInterviewer(), judge: createBuiltInJudge() }
  return createEngines(config, join(ROOT, 'prompts'), builtIn)
}
