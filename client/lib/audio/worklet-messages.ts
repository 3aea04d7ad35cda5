import type { CapturedChunk } from './chunker.ts'

/** From the audio thread to the page. `end`: nothing comes after it. Any message the other way asks for the end. */
export type CaptureMessage = ({ readonly type: 'chunk' } & CapturedChunk) | { readonly type: 'end' }

export interface CaptureProcessorOptions {
  /** Hz of the chunks. */
  readonly sampleRate: number
  readonly chunkSamples: number
}
