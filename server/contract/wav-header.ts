import { BYTES_A_SAMPLE, SAMPLE_RATE } from './speech.ts'

export const WAV_HEADER_BYTES = 44

/** The 44 bytes that make headerless samples (mono, 16 bit little-endian, `SAMPLE_RATE`) a WAV file. */
export function buildWavHeader(samples: number): Uint8Array<ArrayBuffer> {
  const header = new DataView(new ArrayBuffer(WAV_HEADER_BYTES))
  const bytes = samples * BYTES_A_SAMPLE
  const write = (at: number, text: string) => {
    for (let i = 0; i < text.length; i++) header.setUint8(at + i, text.charCodeAt(i))
  }
  write(0, 'RIFF')
  header.setUint32(4, WAV_HEADER_BYTES - 8 + bytes, true)
  write(8, 'WAVEfmt ')
  header.setUint32(16, 16, true)
  header.setUint16(20, 1, true)
  header.setUint16(22, 1, true)
  header.setUint32(24, SAMPLE_RATE, true)
  header.setUint32(28, SAMPLE_RATE * BYTES_A_SAMPLE, true)
  header.setUint16(32, BYTES_A_SAMPLE, true)
  header.setUint16(34, 8 * BYTES_A_SAMPLE, true)
  write(36, 'data')
  header.setUint32(40, bytes, true)
  return new Uint8Array(header.buffer)
}
