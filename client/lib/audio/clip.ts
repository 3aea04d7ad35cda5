import { buildWavHeader } from '#contract/wav-header.ts'

/** Samples (mono, 16 bit, `SAMPLE_RATE`) as a WAV file that the browser plays. Browsers run on little-endian machines only. */
export function buildClip(pieces: readonly Int16Array[]): Blob {
  const samples = pieces.reduce((sum, piece) => sum + piece.length, 0)
  return new Blob([buildWavHeader(samples), ...pieces.map((piece) => piece.slice())], { type: 'audio/wav' })
}
