import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Calibration, CalibrationSchema } from '#contract/calibration.ts'
import type { CalibrationInfo } from './http/calibration-routes.ts'
import type { Judge } from './ports.ts'

/** Where the measurement of a model lies. Different models may share a name for their files: the measurement says whose it is. */
export function calibrationFileOf(dataDir: string, model: string): string {
  const name = model.replace(/[^\w.-]+/g, '-').replace(/^\.+/, '')
  return join(dataDir, 'calibration', `${name || 'model'}.json`)
}

/** Reads what `npm run eval` has measured, anew each time: a measurement shows without a start of the server. */
export function createCalibrationInfo(
  dataDir: string,
  judge: Pick<Judge, 'engine' | 'promptVersion'>,
): CalibrationInfo {
  return {
    async read() {
      const { engine, promptVersion } = judge
      const builtIn = await readBuiltIn()
      const calibration = engine.kind === 'built-in' ? builtIn : await findModel(dataDir, engine.model)
      const promptChanged = calibration !== null && calibration.promptVersion !== promptVersion
      return { judge: engine, calibration, promptChanged, builtIn }
    },
  }
}

/** Imported, so that a build carries it along, and only when somebody looks. */
async function readBuiltIn(): Promise<Calibration> {
  const { default: report } = await import('./grading/calibration-report.json', { with: { type: 'json' } })
  return CalibrationSchema.parse(report)
}

/** Null also where the file is of another model or of another version: both mean that this one has not been measured. */
async function findModel(dataDir: string, model: string): Promise<Calibration | null> {
  const text = await readFile(calibrationFileOf(dataDir, model), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  const parsed = CalibrationSchema.safeParse(text === null ? null : parseJson(text))
  if (!parsed.success) return null
  const { judge } = parsed.data
  return judge.kind === 'model' && judge.model === model ? parsed.data : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
