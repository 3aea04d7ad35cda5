/** Samples that tell where they are in which track: a piece in a wrong place never looks right. */
export function buildSound(trackId: string, fromSample: number, samples: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(samples * 2))
  const seed = [...trackId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7)
  for (let i = 0; i < samples; i++) view.setInt16(i * 2, (((fromSample + i) * 7_919 + seed) % 65_536) - 32_768, true)
  return new Uint8Array(view.buffer)
}

export const buildTrackId = (n: number): string => `track${String(n).padStart(7, '0')}`
