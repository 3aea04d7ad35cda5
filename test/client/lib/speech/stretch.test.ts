import { describe, expect, it } from 'vitest'
import { createStretcher } from '../../../../client/lib/speech/stretch.ts'

const RATE = 16_000

/** A voiced sound: a tone of `hz` with two overtones, in swells as syllables have them. */
function voice(hz: number, seconds: number): Float32Array {
  return Float32Array.from({ length: seconds * RATE }, (_, i) => {
    const t = i / RATE
    const tone = [1, 2, 3].reduce((sum, k) => sum + Math.sin(2 * Math.PI * hz * k * t) / k, 0)
    return 0.3 * tone * (0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * t))
  })
}

function stretch(samples: Float32Array, rate: number, piece: number): Float32Array {
  const stretcher = createStretcher(rate, RATE)
  const out: number[] = []
  for (let at = 0; at < samples.length; at += piece) out.push(...stretcher.push(samples.slice(at, at + piece)))
  out.push(...stretcher.flush())
  return Float32Array.from(out)
}

/** By autocorrelation between 60 and 400 Hz. */
function pitchOf(samples: Float32Array): number {
  const middle = samples.slice(samples.length / 4, samples.length / 4 + 4_000)
  let best = 0
  let bestScore = 0
  for (let lag = RATE / 400; lag <= RATE / 60; lag += 1) {
    let score = 0
    for (let i = 0; i + lag < middle.length; i += 1) score += (middle[i] ?? 0) * (middle[i + lag] ?? 0)
    score /= middle.length - lag
    if (score > bestScore * 1.02) {
      bestScore = score
      best = lag
    }
  }
  return RATE / best
}

describe('faster and slower speech', () => {
  for (const rate of [0.8, 1.15, 1.3]) {
    it(`[STR1] at ${rate} it takes 1/${rate} of the time`, () => {
      const source = voice(110, 4)
      const seconds = stretch(source, rate, 1_000).length / RATE
      expect(Math.abs(seconds - 4 / rate)).toBeLessThan(0.06)
    })

    it(`[STR2] at ${rate} a deep and a high voice keep their pitch`, () => {
      for (const hz of [100, 220])
        expect(Math.abs(pitchOf(stretch(voice(hz, 2), rate, 777)) - hz)).toBeLessThan(hz * 0.02)
    })

    it(`[STR3] at ${rate} there is no click: no step is larger than the sound itself has`, () => {
      const largest = (samples: Float32Array) =>
        samples.reduce((max, s, i) => Math.max(max, i === 0 ? 0 : Math.abs(s - (samples[i - 1] ?? 0))), 0)
      const source = voice(150, 2)
      expect(largest(stretch(source, rate, 500))).toBeLessThan(largest(source) * 1.2)
    })
  }

  it('[STR4] the pieces in which the sound comes make no difference', () => {
    const source = voice(130, 1)
    expect(stretch(source, 1.2, 333)).toEqual(stretch(source, 1.2, source.length))
  })

  it('[STR5] at the own pace nothing is changed; a sound shorter than a frame comes out whole', () => {
    const source = voice(130, 0.5)
    expect(stretch(source, 1, 100)).toEqual(source)
    expect(stretch(source.slice(0, 100), 1.3, 100)).toEqual(source.slice(0, 100))
  })
})
