import { parseArgs } from 'node:util'

export const USAGE = `Usage:
  npm run eval -- [--data FILE.jsonl] [--judge built-in|model] [--limit N] [--rows OUT.jsonl] [--json]
                  [--samples N] [--save FILE.json] [--no-attacks] [--calibrate]
  npm run eval -- --interviewer built-in|model [--json]

  --data         answers that people graded, a JSON object a line: id, group, question, sampleAnswer, answer, human, humanMax
                 and, if known, humanOther and otherSampleAnswers; default: the shipped set in test/evals
  --judge        default built-in; model takes the endpoint of .env, shows progress, and goes on where it was interrupted
  --rows         writes a line an answer: its id and its grade from 0 to 1, or null and the reason
  --save         writes all measures and the table of attacks, with the date
  --interviewer  plays scripted candidates and checks every follow-up; takes no other option than --json
  --calibrate    fits the level of the built-in judge to these people: at least 30 answers; keeps it in DATA_DIR for grades to come

The shipped set, whole and with its attacks, is also what the page /calibration shows: the built-in judge's result is kept in
server/grading/calibration-report.json, a model's and that at a level of your own in DATA_DIR/calibration, unless more than one
answer in twenty could not be graded.

Exit code: 0 where everything was graded, else 1, and the error stream says why.`

export interface EvalOptions {
  /** A file of graded answers; null for the shipped set. */
  readonly data: string | null
  readonly judge: 'built-in' | 'model'
  /** How many answers at most; Infinity for all. */
  readonly limit: number
  readonly rows: string | null
  readonly save: string | null
  readonly json: boolean
  /** How often each answer is graded; the median counts. */
  readonly samples: number
  readonly attacks: boolean
  readonly calibrate: boolean
  /** Measures the interviewer in place of the judge. */
  readonly interviewer: 'built-in' | 'model' | null
}

/** @throws Error that says what is wrong with the arguments, and how they are used. */
export function readOptions(given: readonly string[]): EvalOptions | 'help' {
  const values = parse(given)
  if (values.help) return 'help'
  if (values.interviewer !== undefined) refuseBesideInterviewer(values)
  const judge = readEngine(values.judge ?? 'built-in', '--judge')
  if (values.calibrate && judge === 'model') throw unusable('--calibrate is for the built-in judge')
  if (values.calibrate && values.data === undefined) {
    throw unusable('--calibrate needs --data: answers that your own people graded')
  }
  return {
    data: values.data ?? null,
    judge,
    limit: values.limit === undefined ? Number.POSITIVE_INFINITY : readCount(values.limit, '--limit'),
    rows: values.rows ?? null,
    save: values.save ?? null,
    json: values.json,
    samples: values.samples === undefined ? 1 : readCount(values.samples, '--samples'),
    attacks: !values['no-attacks'],
    calibrate: values.calibrate,
    interviewer: values.interviewer === undefined ? null : readEngine(values.interviewer, '--interviewer'),
  }
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      options: {
        data: { type: 'string' },
        judge: { type: 'string' },
        limit: { type: 'string' },
        rows: { type: 'string' },
        save: { type: 'string' },
        json: { type: 'boolean', default: false },
        samples: { type: 'string' },
        'no-attacks': { type: 'boolean', default: false },
        calibrate: { type: 'boolean', default: false },
        interviewer: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw unusable(error instanceof Error ? error.message : String(error))
  }
}

/** Everything else is about the judge: it would be left out without a word. */
function refuseBesideInterviewer(values: ReturnType<typeof parse>): void {
  const { interviewer, json, help, ...others } = values
  const given = Object.entries(others).find(([, value]) => value !== undefined && value !== false)
  if (given) throw unusable(`--interviewer and --${given[0]} do not go together`)
}

function readEngine(value: string, option: string): 'built-in' | 'model' {
  if (value !== 'built-in' && value !== 'model') throw unusable(`${option} is built-in or model`)
  return value
}

function readCount(value: string, option: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw unusable(`${option} is a whole number from 1 on`)
  return Number(value)
}

const unusable = (what: string) => new Error(`${what}\n\n${USAGE}`)
