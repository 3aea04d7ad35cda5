import { createResampler, toPcm16 } from './resample.ts'

/** A piece of a recording: 16 bit samples, the first of them `firstSample` samples after its start. */
export interface CapturedChunk {
  readonly firstSample: number
  readonly pcm: Int16Array<ArrayBuffer>
}

/**
 * Cuts what a microphone gives at its own rate into chunks of `chunkSamples` at `toRate`. Runs in the audio worklet, so it imports
 * nothing that is not of this folder.
 */
export function createChunker(fromRate: number, toRate: number, chunkSamples: number) {
  const resampler = createResampler(fromRate, toRate)
  let firstSample = 0
  let pcm = new Int16Array(chunkSamples)
  let filled = 0

  function cut(): CapturedChunk {
    const chunk = { firstSample, pcm: filled === chunkSamples ? pcm : pcm.slice(0, filled) }
    firstSample += filled
    pcm = new Int16Array(chunkSamples)
    filled = 0
    return chunk
  }

  function take(samples: Int16Array): CapturedChunk[] {
    const chunks: CapturedChunk[] = []
    for (let at = 0; at < samples.length; ) {
      const count = Math.min(chunkSamples - filled, samples.length - at)
      pcm.set(samples.subarray(at, at + count), filled)
      filled += count
      at += count
      if (filled === chunkSamples) chunks.push(cut())
    }
    return chunks
  }

  return {
    /** @returns the chunks that are full now, in order. */
    push: (block: Float32Array): CapturedChunk[] => take(toPcm16(resampler.push(block))),
    /** @returns everything that is left; the last chunk may be shorter. */
    flush: (): CapturedChunk[] => {
      const chunks = take(toPcm16(resampler.flush()))
      return filled > 0 ? [...chunks, cut()] : chunks
    },
  }
}
