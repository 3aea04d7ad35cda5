import { SAMPLE_RATE } from '#contract/speech.ts'

const HEADER_BYTES = 44

/** Recorded sound as a WAV file: mono, 16 bit little-endian, `SAMPLE_RATE`. An odd last byte is left out. */
export function buildWav(pcm: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = pcm.length - (pcm.length % 2)
  const wav = new Uint8Array(HEADER_BYTES + bytes)
  const view = new DataView(wav.buffer)
  const writeId = (at: number, id: string) => wav.set(new TextEncoder().encode(id), at)
  writeId(0, 'RIFF')
  view.setUint32(4, HEADER_BYTES - 8 + bytes, true)
  writeId(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, SAMPLE_RATE, true)
  view.setUint32(28, SAMPLE_RATE * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  writeId(36, 'data')
  view.setUint32(40, bytes, true)
  wav.set(pcm.subarray(0, bytes), HEADER_BYTES)
  return wav
}
