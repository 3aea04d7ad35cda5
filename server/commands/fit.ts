import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type CrossValidation, crossValidate } from './fit/cross-validate.ts'
import { CORPORA, readFitData } from './fit/samples.ts'
import { type Coefficients, train } from './fit/train.ts'

const USAGE = `Usage:
  npm run fit -- --data DIR [--dry]

Fits the built-in judge on saf-fit.jsonl, scientsbank-fit.jsonl and beetle-fit.jsonl in DIR, prints how it does on questions
that it was not fitted on, and writes server/grading/coefficients.json (not with --dry).`
const OUT = join(import.meta.dirname, '../grading/coefficients.json')

try {
  const { data, dry, help } = readArguments()
  if (help) console.log(USAGE)
  else if (data === undefined) throw new Error(USAGE)
  else runFit(data, dry)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        data: { type: 'string' },
        dry: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
  }
}

function runFit(folder: string, dry: boolean): void {
  const data = readFitData(folder)
  const checked = crossValidate(data)
  const coefficients = train(data)
  refuseUnfit(checked, coefficients)
  for (const corpus of CORPORA) {
    const { rows, pearson, auc, meanError } = checked.byCorpus[corpus]
    const area = auc === null ? '' : `  AUC ${auc.toFixed(3)}`
    console.log(`${corpus.padEnd(12)} n ${rows}  r ${pearson.toFixed(3)}${area}  mean error ${meanError.toFixed(3)}`)
  }
  console.log(
    `mean r over ${CORPORA.length} corpora, each of ${checked.questions} questions left out once: ${checked.pearson.toFixed(4)}`,
  )
  console.log(coefficients)
  if (dry) return
  const provenance = {
    madeBy: 'npm run fit',
    fittedOn: {
      saf: 'SAF English, Filighera et al. 2022, github.com/SebOchs/SAF @ 09949e9, MIT',
      scientsbank:
        'SemEval-2013 task 7, Dzikovska et al. 2013, train split, github.com/myrosia/semeval-2013-task7 @ 5157c69, CC BY-SA 3.0',
      beetle: 'as scientsbank',
    },
    without: 'rows that say that nothing was answered',
    method:
      'ridge on ten features, centred and with equal weight per corpus; level on a bent line from answers to other questions to the sample answer',
    crossValidation: checked,
  }
  writeFileSync(OUT, `${JSON.stringify({ provenance, ...coefficients }, null, 2)}\n`)
  console.log(`wrote ${OUT}`)
}

/** Numbers that are none would be written as null, and every grade be none from then on. @throws Error that says so. */
function refuseUnfit({ byCorpus, pearson }: CrossValidation, { weights, scale }: Coefficients): void {
  const numbers = [pearson, ...Object.values(weights), ...Object.values(scale)]
  for (const { pearson: own, auc, meanError } of Object.values(byCorpus)) numbers.push(own, auc ?? 0, meanError)
  if (numbers.every(Number.isFinite) && scale.top > scale.bottom) return
  throw new Error('These answers are too few or too much alike: no coefficients come of them. Nothing was written.')
}
