import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { createBuiltInJudge } from '../grading/built-in-judge.ts'
import type { Judge } from '../ports.ts'
import { calibrateBuiltIn, evaluate, writeRows } from './eval/evaluate.ts'
import { load } from './eval/load.ts'
import { describeAttacks, describeMeasures } from './eval/print-measures.ts'

const USAGE = `Usage:
  npm run eval -- [--data FILE.jsonl] [--judge built-in|model] [--limit N] [--rows OUT.jsonl] [--json]
                  [--samples N] [--no-attacks] [--calibrate]
  npm run eval -- --interviewer built-in|model [--json]

  --data         answers that people graded, a JSON object a line: id, group, question, sampleAnswer, answer, human, humanMax
                 and, if known, humanOther and otherSampleAnswers; default: the shipped set in test/evals
  --judge        default built-in; model takes the endpoint of .env, shows progress, and goes on where it was interrupted
  --rows         writes a line an answer: its id and its grade from 0 to 1, or null and the reason
  --calibrate    fits the level of the built-in judge to these people: at least 30 answers; keeps it for grades to come`

const ROOT = join(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    judge: { type: 'string', default: 'built-in' },
    limit: { type: 'string', default: 'Infinity' },
    rows: { type: 'string' },
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
  const judge = isModel ? await createModel() : createBuiltInJudge()
  const model = judge.engine.kind === 'model' ? judge.engine.model.replace(/[^\w.-]+/g, '-') : ''
  const { evaluation, graded } = await evaluate(loaded, {
    judge,
    samples: Number(values.samples),
    withAttacks: !values['no-attacks'],
    progressFile: isModel ? join(ROOT, 'data/eval', `${basename(loaded.name)}-${model}.jsonl`) : null,
    onDone: (done, of) => {
      if (isModel) process.stderr.write(`\r${done} of ${of} answers${done === of ? '\n' : ''}`)
    },
  })
  if (values.rows !== undefined) writeRows(values.rows, graded)
  const calibration = values.calibrate ? calibrateBuiltIn(loaded.rows, graded, loaded.name) : null
  if (values.json) {
    console.log(JSON.stringify(calibration ? { ...evaluation, calibration } : evaluation, null, 2))
    return
  }
  console.log(
    `${evaluation.data}, graded by ${evaluation.judge}${evaluation.promptVersion ? ` with ${evaluation.promptVersion}` : ''}`,
  )
  for (const line of describeMeasures(evaluation.measures)) console.log(line)
  if (evaluation.attacks.length > 0) for (const line of describeAttacks(evaluation.attacks)) console.log(line)
  if (calibration) {
    const { rows, exponent, errorBefore, errorAfter } = calibration
    console.log(
      `\ncalibrated on ${rows} answers: exponent ${exponent}, mean signed error ${errorBefore.toFixed(3)} -> ${errorAfter.toFixed(3)} of 1 (each answer left out once)`,
    )
  }
}

async function evaluateInterviewer(which: string): Promise<void> {
  isModelChosen(which, '--interviewer')
  throw new Error('not there yet')
}

function isModelChosen(value: string, option: string): boolean {
  if (value !== 'built-in' && value !== 'model') throw new Error(`${option} is built-in or model\n\n${USAGE}`)
  return value === 'model'
}

/** @throws Error where no model is configured. */
async function createModel(): Promise<Judge> {
  const file = join(ROOT, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  const { model } = readConfig(process.env)
  if (model === null) throw new Error('No model is configured: set LLM_BASE_URL or LLM_API_KEY, see .env.example.')
  const [{ createLlm }, { createModelJudge }, { loadPrompts }] = await Promise.all([
    import('../llm/client.ts'),
    import('../llm/judge.ts'),
    import('../llm/prompts.ts'),
  ])
  const llm = createLlm({ baseUrl: model.baseUrl, apiKey: model.apiKey === '' ? null : model.apiKey })
  return createModelJudge({ llm, model: model.judgeModel, prompts: await loadPrompts(join(ROOT, 'prompts')) })
}
