import { BYTES_A_SAMPLE } from '#contract/speech.ts'
import { buildWavHeader, WAV_HEADER_BYTES } from '#contract/wav-header.ts'

/** Recorded sound as a WAV file: mono, 16 bit little-endian, `SAMPLE_RATE`. An odd last byte is left out. */
export function buildWav(pcm: Uint8Array): Uint8Array<ArrayBuffer> {
  const samples = Math.floor(pcm.length / BYTES_A_SAMPLE)
  const wav = new Uint8Array(WAV_HEADER_BYTES + samples * BYTES_A_SAMPLE)
  wav.set(buildWavHeader(samples))
  wav.set(pcm.subarray(0, samples * BYTES_A_SAMPLE), WAV_HEADER_BYTES)
  return wav
}
