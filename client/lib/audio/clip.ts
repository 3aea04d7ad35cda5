import { SAMPLE_RATE } from '#contract/speech.ts'

const HEADER_BYTES = 44

/** Samples (mono, 16 bit, `SAMPLE_RATE`) as a WAV file that the browser plays. */
export function buildClip(pieces: readonly Int16Array[]): Blob {
  const samples = pieces.reduce((sum, piece) => sum + piece.length, 0)
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + samples * 2))
  const text = (at: number, letters: string) => {
    for (let i = 0; i < letters.length; i += 1) view.setUint8(at + i, letters.charCodeAt(i))
  }
  text(0, 'RIFF')
  view.setUint32(4, HEADER_BYTES - 8 + samples * 2, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, SAMPLE_RATE, true)
  view.setUint32(28, SAMPLE_RATE * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, samples * 2, true)
  let at = HEADER_BYTES
  for (const piece of pieces) {
    for (const sample of piece) {
      view.setInt16(at, sample, true)
      at += 2
    }
  }
  return new Blob([view.buffer], { type: 'audio/wav' })
}
