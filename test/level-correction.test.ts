import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createBuiltInJudge } from '../server/grading/built-in-judge.ts'
import { multiplyOdds } from '../server/grading/predict.ts'
import { correctionFileOf, readCorrection } from '../server/level-correction.ts'
import { buildRequest } from './grading/judges.ts'

function keep(text: string): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'level-'))
  mkdirSync(dirname(correctionFileOf(dataDir)), { recursive: true })
  writeFileSync(correctionFileOf(dataDir), text)
  return dataDir
}

describe('the level of an installation', () => {
  it('[LC1] is nobody’s where nobody was asked', async () => {
    expect(await readCorrection(mkdtempSync(join(tmpdir(), 'level-')))).toBeNull()
  })

  it.each(['', '{"odds":0}', '{"odds":2}', 'null'])(
    '[LC2] a file that holds none stops the start, and names itself: %j',
    async (text) => {
      const dataDir = keep(text)
      await expect(readCorrection(dataDir)).rejects.toThrow(correctionFileOf(dataDir))
    },
  )

  it('[LC3] moves the grade of word matching and no verdict', async () => {
    const { signal } = new AbortController()
    const plain = await createBuiltInJudge().judge(buildRequest(), signal)
    const kinder = await createBuiltInJudge({ odds: 3 }).judge(buildRequest(), signal)
    expect(plain.coverage).toBeGreaterThan(0)
    expect(plain.coverage).toBeLessThan(1)
    expect(kinder.coverage).toBeCloseTo(multiplyOdds(plain.coverage ?? 0, 3), 10)
    expect(kinder.keyPoints).toEqual(plain.keyPoints)
  })
})
