import { describe, expect, it } from 'vitest'
import { createPeakCache, findPeaks } from '../../server/http/peaks.ts'
import { buildSound, buildTrackId } from '../support/sound.ts'

async function* split(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe('the waveform of a track', () => {
  it.each([1, 3, 7, 1_601, 64_000])('[AU17] is the same however its bytes are split (%i)', async (size) => {
    const sound = buildSound(buildTrackId(1), 0, 5_000)
    expect(await findPeaks(split(sound, size))).toEqual(await findPeaks(split(sound, sound.length)))
    expect(await findPeaks(split(sound, size))).toHaveLength(7)
  })

  it('[AU18] of nothing is empty, of silence flat', async () => {
    expect(await findPeaks(split(new Uint8Array(0), 1))).toEqual([])
    expect(await findPeaks(split(new Uint8Array(3_200), 999))).toEqual([0, 0])
  })

  it('[AU19] is kept until others were asked for more lately, and made anew for another length', async () => {
    const getPeaks = createPeakCache(4)
    const made: string[] = []
    const ask = (key: string, samples = 1_600) =>
      getPeaks(key, samples, () => {
        made.push(key)
        return split(new Uint8Array(samples * 2), 1_000)
      })
    await ask('a')
    await ask('b')
    await ask('a')
    await ask('c')
    await ask('a')
    expect(made).toEqual(['a', 'b', 'c'])
    await ask('b')
    expect(await ask('a', 800)).toEqual([0])
    expect(made).toEqual(['a', 'b', 'c', 'b', 'a'])
  })
})
