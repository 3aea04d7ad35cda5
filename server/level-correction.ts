import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ConfigError } from './config.ts'

/** How this installation's own people grade, held against word matching. */
export const LevelCorrectionSchema = z.strictObject({
  /** By what the odds of every grade of word matching are multiplied. */
  odds: z.number().positive(),
  /** The answers that they graded; `at` is epoch ms. */
  fittedOn: z.strictObject({ data: z.string(), answers: z.int().positive(), at: z.int().positive() }),
})
export type LevelCorrection = z.infer<typeof LevelCorrectionSchema>

/** With the data and not with the code: an update of Greenroom leaves it, and another installation has people of its own. */
export const correctionFileOf = (dataDir: string): string => join(dataDir, 'calibration/built-in/level.json')

/**
 * Null where `npm run eval -- --calibrate` was never run here.
 * @throws ConfigError where the file is there and cannot be read: grades at another level than was wanted would not be noticed.
 */
export async function readCorrection(dataDir: string): Promise<LevelCorrection | null> {
  const file = correctionFileOf(dataDir)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    // Where the folder is none, opening the store says so.
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw error
  })
  if (text === null) return null
  try {
    return LevelCorrectionSchema.parse(JSON.parse(text))
  } catch {
    throw new ConfigError(
      `${file}: this does not hold a level for the grades. Delete it, or run npm run eval -- --data FILE --calibrate again.`,
    )
  }
}
