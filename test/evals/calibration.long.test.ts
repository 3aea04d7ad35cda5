import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { builtInFileOf, calibrationFileOf } from '../../server/calibrations.ts'
import { ATTACKS } from '../../server/commands/eval/attacks.ts'
import { BUILT_IN_CALIBRATION_FILE, buildCalibration, isSame } from '../../server/commands/eval/calibration.ts'
import { evaluate } from '../../server/commands/eval/evaluate.ts'
import { load } from '../../server/commands/eval/load.ts'
import { CalibrationSchema } from '../../server/contract/calibration.ts'
import { createBuiltInJudge } from '../../server/grading/built-in-judge.ts'
import { readCorrection } from '../../server/level-correction.ts'
import { startOpenAiServer } from '../support/openai-server.ts'

const EVAL = join(import.meta.dirname, '../../server/commands/eval.ts')

/** Forty answers whose people give more than word matching does. */
function writeGraded(folder: string): string {
  const file = join(folder, 'ours.jsonl')
  const sampleAnswer = 'The lid keeps the steam inside. The kettle boils faster. The cook saves gas every day.'
  const lines = Array.from({ length: 40 }, (_, i) => ({
    id: `a${i}`,
    group: 'lid',
    question: 'Why a lid?',
    sampleAnswer,
    answer: i % 2 === 0 ? 'The steam stays inside with a lid.' : 'It saves some gas, and the kettle is faster.',
    human: 9,
    humanMax: 10,
  }))
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'))
  return file
}

describe('the whole set, measured for the page', () => {
  it('[CA4] the one that is checked in is that of the built-in judge as it is: if not, run npm run eval', async () => {
    const kept = CalibrationSchema.parse(JSON.parse(readFileSync(BUILT_IN_CALIBRATION_FILE, 'utf8')))
    const judge = createBuiltInJudge()
    const loaded = await load(null, Number.POSITIVE_INFINITY)
    const deps = { judge, samples: 1, progress: null, onDone: () => {}, withAttacks: true }
    const { evaluation, graded } = await evaluate(loaded, deps)
    const { name, rows } = loaded
    const now = buildCalibration({ judge, samples: 1, name, rows, graded, attacks: evaluation.attacks, ownWords: evaluation.ownWords, correction: null, at: 1 })
    expect({ ...kept, measuredAt: 1, medianMs: 0, p95Ms: 0 }).toEqual({ ...now, medianMs: 0, p95Ms: 0 })
    expect(isSame(kept, now)).toBe(true)
    expect(kept.attacks.map((attack) => attack.name)).toEqual(ATTACKS.map((attack) => attack.name))
    expect(kept.set.answers).toBeGreaterThanOrEqual(120)
    expect(kept.ownWords?.answers).toBeGreaterThanOrEqual(50)
  })

  it('[CA5] the command measures a model and keeps it in the data folder; a part of the set is kept nowhere', async () => {
    const model = await startOpenAiServer()
    const dataDir = mkdtempSync(join(tmpdir(), 'calibration-'))
    const env = {
      ...process.env,
      DATA_DIR: dataDir,
      LLM_BASE_URL: model.url,
      LLM_API_KEY: '',
      OPENAI_API_KEY: '',
      LLM_MODEL: 'maker/stand-in',
      JUDGE_MODEL: '',
    }
    const run = (...more: string[]) => promisify(execFile)(process.execPath, [EVAL, '--judge', 'model', ...more], { env })
    try {
      const file = calibrationFileOf(dataDir, 'maker/stand-in')
      await run('--limit', '2', '--no-attacks')
      expect(existsSync(file)).toBe(false)
      const { stdout, stderr } = await run('--json')
      expect(JSON.parse(stdout)).toMatchObject({ judge: 'maker/stand-in' })
      expect(stderr).toContain(file)
      const kept = CalibrationSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
      expect(kept).toMatchObject({ judge: { kind: 'model', model: 'maker/stand-in' }, publicSets: [], correctedOn: null })
      expect(kept.promptVersion).toMatch(/@/)
    } finally {
      await model.close()
    }
  })

  it('[GT6] --calibrate keeps the level and its measurement with the data, never with the code, and a second time goes on from there', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'calibration-'))
    const env = { ...process.env, DATA_DIR: dataDir, LLM_BASE_URL: '', LLM_API_KEY: '', OPENAI_API_KEY: '' }
    const shipped = readFileSync(BUILT_IN_CALIBRATION_FILE, 'utf8')
    const calibrate = async () => {
      const args = [EVAL, '--data', writeGraded(dataDir), '--no-attacks', '--calibrate', '--json']
      const { stdout } = await promisify(execFile)(process.execPath, args, { env })
      return JSON.parse(stdout).calibration
    }
    const first = await calibrate()
    expect(first.odds).toBeGreaterThan(1.5)
    const correction = await readCorrection(dataDir)
    expect(correction).toMatchObject({ odds: first.odds, fittedOn: { data: 'ours.jsonl', answers: 40 } })
    const measured = CalibrationSchema.parse(JSON.parse(readFileSync(builtInFileOf(dataDir), 'utf8')))
    expect(measured.correctedOn).toEqual(correction?.fittedOn)
    expect(measured.agreement.meanSignedError).toBeGreaterThan(JSON.parse(shipped).agreement.meanSignedError)
    const second = await calibrate()
    expect(second.step).toBeCloseTo(1, 2)
    expect(second.odds).toBeCloseTo(first.odds, 1)
    expect(readFileSync(BUILT_IN_CALIBRATION_FILE, 'utf8')).toBe(shipped)
  })
})
