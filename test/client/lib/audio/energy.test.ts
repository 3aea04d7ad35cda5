import { describe, expect, it } from 'vitest'
import { createEnergyDetector } from '../../../../client/lib/audio/energy.ts'
import { silence, synthesizeScript } from '../../../support/speech.ts'
import { buildNoise, hearSound, mix, toMs } from './hear-track.ts'

const energy = createEnergyDetector()
const SCRIPT = [
  1_000,
  'I would talk to five customers first.',
  2_000,
  'And then decide what to build.',
  5_000,
  'Because it matters to the team.',
  1_000,
]

describe('loudness alone', () => {
  it.each([0, 10, 100])('[ENE1] finds sentences in a room whose noise is %i of 32,768', async (noise) => {
    const { samples, spans } = await synthesizeScript(SCRIPT)
    const found = await hearSound(energy, mix(samples, buildNoise(toMs(samples.length), noise)))
    expect(found.spans).toHaveLength(spans.length)
    for (const [i, span] of spans.entries()) {
      expect(Math.abs(toMs(found.starts[i]! - span.fromSample))).toBeLessThanOrEqual(150)
      expect(found.spans[i]!.toSample).toBeGreaterThanOrEqual(span.toSample - 1_600)
    }
  })

  it.each([
    ['nothing at all', silence(20_000)],
    ['the noise of a quiet room', buildNoise(20_000, 10)],
    ['the noise of a fan', buildNoise(20_000, 100)],
    ['loud noise', buildNoise(20_000, 2_000)],
  ])('[ENE2] finds no speech in %s', async (_, samples) => {
    expect((await hearSound(energy, samples)).activities).toEqual([])
  })

  it('[ENE3] gets used to noise that begins', async () => {
    const { samples } = await synthesizeScript([4_000, 3_000, 4_000, 'And then decide what to build.', 1_000])
    const noise = buildNoise(toMs(samples.length), 800).map((sample, i) => (i < 4_000 * 16 ? 0 : sample))
    const { starts, spans } = await hearSound(energy, mix(samples, noise))
    expect(toMs(spans[0]!.toSample)).toBeLessThan(7_500)
    expect(toMs(starts.at(-1)!)).toBeGreaterThan(10_900)
    expect(spans).toHaveLength(2)
  })

  it('[ENE4] hears somebody who speaks before the first sample, a little later', async () => {
    const { samples } = await synthesizeScript(['Because it matters to the team.', 1_000])
    const { starts, spans } = await hearSound(energy, samples)
    expect(spans).toHaveLength(1)
    expect(toMs(starts[0]!)).toBeLessThan(400)
  })

  it('[ENE5] is faster than speech by far', async () => {
    const samples = buildNoise(60_000, 100)
    const from = performance.now()
    await hearSound(energy, samples)
    expect(performance.now() - from).toBeLessThan(6_000)
  })
})
