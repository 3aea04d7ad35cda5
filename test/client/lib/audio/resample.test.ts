import { describe, expect, it } from 'vitest'
import { createChunker } from '../../../../client/lib/audio/chunker.ts'
import { createResampler, toPcm16 } from '../../../../client/lib/audio/resample.ts'

const TO = 16_000
const RATES = [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000]

function buildTone(rate: number, hz: number, samples: number, amplitude = 0.5): Float32Array {
  return Float32Array.from({ length: samples }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / rate))
}

function resample(sound: Float32Array, rate: number, block = sound.length): Float32Array {
  const resampler = createResampler(rate, TO)
  const parts: Float32Array[] = []
  for (let at = 0; at < sound.length; at += block) parts.push(resampler.push(sound.subarray(at, at + block)))
  parts.push(resampler.flush())
  return join(parts)
}

function join(parts: Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Loudness in dB against a full sine wave, without the ends, where the sound sets in and breaks off. */
function levelOf(samples: Float32Array): number {
  const middle = samples.subarray(1_000, samples.length - 1_000)
  const power = middle.reduce((sum, x) => sum + x * x, 0) / middle.length
  return 10 * Math.log10(power * 2 + 1e-20)
}

describe('the resampler', () => {
  it.each(RATES)('[RS1] every sample of a tone at %i Hz comes out where and as loud as it was', (rate) => {
    const out = resample(buildTone(rate, 1_000, rate), rate)
    const wanted = buildTone(TO, 1_000, out.length)
    const worst = out.reduce(
      (most, x, i) => (i < 200 || i > out.length - 200 ? most : Math.max(most, Math.abs(x - wanted[i]!))),
      0,
    )
    expect(worst).toBeLessThan(0.5 / 1_000)
  })

  it.each([100, 3_000, 6_000])('[RS2] a tone of %i Hz keeps its loudness within a tenth of a dB', (hz) => {
    for (const rate of [44_100, 48_000]) expect(levelOf(resample(buildTone(rate, hz, rate, 1), rate))).toBeCloseTo(0, 1)
  })

  it.each([8_050, 9_000, 12_000, 15_000, 17_000, 20_000])(
    '[RS3] a tone of %i Hz, which cannot be said at 16 kHz, does not fold back',
    (hz) => {
      for (const rate of [44_100, 48_000, 96_000]) {
        expect(levelOf(resample(buildTone(rate, hz, rate, 1), rate))).toBeLessThan(-70)
      }
    },
  )

  it('[RS4] makes nothing up when it goes from 8 kHz to 16 kHz', () => {
    const out = resample(buildTone(8_000, 3_000, 8_000, 1), 8_000)
    const mirror = buildTone(TO, 5_000, out.length, 1)
    const middle = out.subarray(1_000, -1_000)
    const product = middle.reduce((sum, x, i) => sum + x * mirror[i + 1_000]!, 0) / middle.length
    expect(Math.abs(product)).toBeLessThan(1e-3)
  })

  it.each([1, 7, 128, 441, 4_096])('[RS5] blocks of %i give the same bits as one block', (block) => {
    for (const rate of [11_025, 44_100, 48_000]) {
      const sound = buildTone(rate, 523, 20_000)
      expect(resample(sound, rate, block)).toEqual(resample(sound, rate))
    }
  })

  it.each([8_000, 44_100, 48_000])('[RS6] two minutes at %i Hz are two minutes at 16 kHz', (rate) => {
    const resampler = createResampler(rate, TO)
    const block = new Float32Array(rate / 25)
    let samples = 0
    for (let i = 0; i < 120 * 25; i += 1) samples += resampler.push(block).length
    const heldBack = 120 * TO - samples
    expect(heldBack / TO).toBeLessThan(0.01)
    expect(samples + resampler.flush().length).toBe(120 * TO)
  })

  it('[RS7] a stream that ends before the filter is full is said in full', () => {
    expect(resample(new Float32Array(0), 48_000)).toHaveLength(0)
    expect(resample(new Float32Array(1).fill(1), 48_000)).toHaveLength(1)
    expect(resample(new Float32Array(10), 48_000)).toHaveLength(4)
  })

  it('[RS8] a rate that no microphone has is refused', () => {
    for (const rate of [0, 7_999, 200_000, Number.NaN]) expect(() => createResampler(rate, TO)).toThrow(RangeError)
  })
})

describe('samples of 16 bit', () => {
  it('[RS9] cover the whole range, and what is louder is cut off rather than turned over', () => {
    const loud = Float32Array.of(0, 0.5, -0.5, 1, -1, 1.7, -1.7, 1 / 0x8000, Number.NaN)
    expect([...toPcm16(loud)]).toEqual([0, 0x4000, -0x4000, 0x7fff, -0x8000, 0x7fff, -0x8000, 1, 0])
  })
})

describe('the chunks of a capture', () => {
  it.each([44_100, 48_000])(
    '[CK1] at %i Hz are full, in order and without a hole, and the rest comes at the end',
    (rate) => {
      const chunker = createChunker(rate, TO, 1_600)
      const sound = buildTone(rate, 440, Math.round(rate * 1.23))
      const chunks = []
      for (let at = 0; at < sound.length; at += 128) chunks.push(...chunker.push(sound.subarray(at, at + 128)))
      chunks.push(...chunker.flush())
      expect(chunks.map((chunk) => chunk.firstSample)).toEqual(chunks.map((_, i) => i * 1_600))
      expect(chunks.slice(0, -1).every((chunk) => chunk.pcm.length === 1_600)).toBe(true)
      expect(chunks.reduce((sum, chunk) => sum + chunk.pcm.length, 0)).toBe(Math.ceil((sound.length * TO) / rate))
      const whole = join(chunks.map((chunk) => Float32Array.from(chunk.pcm, (x) => x / 0x8000)))
      expect(toPcm16(whole)).toEqual(toPcm16(resample(sound, rate)))
    },
  )

  it('[CK2] own their samples: a later one does not write into an earlier one', () => {
    const chunker = createChunker(TO, TO, 4)
    const [first] = chunker.push(new Float32Array(200).fill(0.5))
    chunker.push(new Float32Array(200).fill(-0.5))
    expect(first!.pcm.buffer.byteLength).toBe(8)
    expect(first!.pcm.at(-1)).toBeGreaterThan(0)
  })

  it('[CK3] there are none of nothing', () => {
    expect(createChunker(48_000, TO, 1_600).flush()).toEqual([])
  })
})
