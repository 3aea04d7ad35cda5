import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { builtInFileOf, calibrationFileOf } from '../../server/calibrations.ts'
import { type CalibrationResponse, CalibrationResponseSchema } from '../../server/contract/calibration.ts'
import { createScriptedJudge } from '../grading/judges.ts'
import { startTestApp } from '../support/app.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function read(options: Parameters<typeof startTestApp>[0] = {}): Promise<CalibrationResponse> {
  const app = await startTestApp(options)
  stops.push(() => app.stop())
  const response = await fetch(`${app.url}/api/calibration`)
  expect(response.status).toBe(200)
  return CalibrationResponseSchema.parse(await response.json())
}

/** A server that grades with this model, and what lies in its data folder as the measurement of it. */
async function readWithModel(model: string, kept: unknown): Promise<CalibrationResponse> {
  const dataDir = mkdtempSync(join(tmpdir(), 'calibration-'))
  const file = calibrationFileOf(dataDir, model)
  mkdirSync(dirname(file), { recursive: true })
  if (kept !== undefined) writeFileSync(file, typeof kept === 'string' ? kept : JSON.stringify(kept))
  const judge = { ...createScriptedJudge(), engine: { kind: 'model' as const, model }, promptVersion: 'judge@2' }
  return read({ dataDir, judge })
}

describe('GET /api/calibration', () => {
  it('[CR1] tells what word matching scored, where it grades', async () => {
    const { judge, calibration, builtIn, promptChanged } = await read()
    expect(judge).toEqual({ kind: 'built-in' })
    expect(calibration).toEqual(builtIn)
    expect(promptChanged).toBe(false)
  })

  it('[CR2] tells what the model in use scored, and whether its instructions have changed since', async () => {
    const { builtIn } = await read()
    const kept = { ...builtIn, judge: { kind: 'model', model: 'maker/m:8b' }, promptVersion: 'judge@2' }
    const same = await readWithModel('maker/m:8b', kept)
    expect(same.calibration).toEqual(kept)
    expect(same.promptChanged).toBe(false)
    expect(same.builtIn).toEqual(builtIn)
    const older = await readWithModel('maker/m:8b', { ...kept, promptVersion: 'judge@1' })
    expect(older.promptChanged).toBe(true)
  })

  it.each([
    ['there is no file', undefined],
    ['the file is broken', '{"judge":'],
    ['the file is of another version', { judge: { kind: 'model', model: 'maker/m' } }],
  ])('[CR3] a model counts as not measured where %s', async (_, kept) => {
    const { judge, calibration, builtIn, promptChanged } = await readWithModel('maker/m', kept)
    expect(judge).toEqual({ kind: 'model', model: 'maker/m' })
    expect(calibration).toBeNull()
    expect(promptChanged).toBe(false)
    expect(builtIn.judge).toEqual({ kind: 'built-in' })
  })

  it('[CR3] a model does not get the figures of one whose file has the same name', async () => {
    const { builtIn } = await read()
    const kept = { ...builtIn, judge: { kind: 'model', model: 'maker-m' } }
    expect((await readWithModel('maker/m', kept)).calibration).toBeNull()
  })

  it('[CR5] where the level was corrected, tells what word matching scored at that level, and else what it scores at its own', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'calibration-'))
    const { builtIn } = await read()
    const correction = { odds: 2, fittedOn: { data: 'ours.jsonl', answers: 40, at: 1_790_000_000_000 } }
    const own = { ...builtIn, medianMs: 77, correctedOn: correction.fittedOn }
    mkdirSync(dirname(builtInFileOf(dataDir)), { recursive: true })
    writeFileSync(builtInFileOf(dataDir), JSON.stringify(own))
    expect((await read({ dataDir, correction })).builtIn).toEqual(own)
    expect((await read({ dataDir })).builtIn).toEqual(builtIn)
    const later = { ...correction, fittedOn: { ...correction.fittedOn, at: 1_790_000_000_001 } }
    expect((await read({ dataDir, correction: later })).builtIn).toEqual(builtIn)
  })

  it.each(['../../etc/passwd', '..', '', 'a/b\\c'])(
    '[CR4] a model called %j has its file in the folder for it',
    (model) => {
      expect(dirname(calibrationFileOf('/data', model))).toBe('/data/calibration')
      expect(calibrationFileOf('/data', model)).toMatch(/\/[^./][^/]*\.json$/)
    },
  )
})
