/** What a level meter shows as nothing, and as full: speech into a good microphone is in the upper half. */
const QUIETEST_DB = -60
const LOUDEST_DB = -10

/** Mean of the squares of samples from -1 to 1: 1 is as loud as it gets. */
export function meanSquare(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return samples.length === 0 ? 0 : sum / samples.length
}

/** A mean square in dB against full scale; -120 where there is nothing at all. */
export function toDecibels(power: number): number {
  return 10 * Math.log10(Math.max(power, 1e-12))
}

/** Loudness for a meter: 0 at -60 dB and below, 1 at -10 dB and above. */
export function meterLevel(power: number): number {
  return Math.min(1, Math.max(0, (toDecibels(power) - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)))
}

/** 16 bit samples as numbers from -1 to 1. */
export function toFloats(pcm: Int16Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(pcm, (sample) => sample / 0x8000)
}
