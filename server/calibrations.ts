import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Calibration, CalibrationSchema } from '#contract/calibration.ts'
import type { CalibrationInfo } from './http/calibration-routes.ts'
import type { LevelCorrection } from './level-correction.ts'
import type { Judge } from './ports.ts'

/** Where the measurement of a model lies. Different models may share a name for their files: the measurement says whose it is. */
export function calibrationFileOf(dataDir: string, model: string): string {
  const name = model.replace(/[^\w.-]+/g, '-').replace(/^\.+/, '')
  return join(dataDir, 'calibration', `${name || 'model'}.json`)
}

/** Where the measurement of word matching lies whose level was corrected here; no model's file has this name. */
export const builtInFileOf = (dataDir: string): string => join(dataDir, 'calibration/built-in/measured.json')

/** Reads what `npm run eval` has measured, anew each time: a measurement shows without a start of the server. */
export function createCalibrationInfo(
  dataDir: string,
  judge: Pick<Judge, 'engine' | 'promptVersion'>,
  correction: LevelCorrection | null,
): CalibrationInfo {
  return {
    async read() {
      const { engine, promptVersion } = judge
      const builtIn = await readBuiltIn(dataDir, correction)
      const calibration = engine.kind === 'built-in' ? builtIn : await findModel(dataDir, engine.model)
      const promptChanged = calibration !== null && calibration.promptVersion !== promptVersion
      return { judge: engine, calibration, promptChanged, builtIn }
    },
  }
}

/** The measurement at the level in force, else the one that the project ships: imported, so that a build carries it along. */
async function readBuiltIn(dataDir: string, correction: LevelCorrection | null): Promise<Calibration> {
  const own = correction === null ? null : await readMeasurement(builtInFileOf(dataDir))
  if (own?.judge.kind === 'built-in' && own.correctedOn?.at === correction?.fittedOn.at) return own
  const { default: report } = await import('./grading/calibration-report.json', { with: { type: 'json' } })
  return CalibrationSchema.parse(report)
}

/** Null also where the file is of another model or of another version: both mean that this one has not been measured. */
async function findModel(dataDir: string, model: string): Promise<Calibration | null> {
  const measured = await readMeasurement(calibrationFileOf(dataDir, model))
  return measured?.judge.kind === 'model' && measured.judge.model === model ? measured : null
}

async function readMeasurement(file: string): Promise<Calibration | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  const parsed = CalibrationSchema.safeParse(text === null ? null : parseJson(text))
  return parsed.success ? parsed.data : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
