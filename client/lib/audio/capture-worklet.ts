import { createChunker } from './chunker.ts'
import type { CaptureMessage, CaptureProcessorOptions } from './worklet-messages.ts'

/** What a worklet's scope has; TypeScript's DOM types leave it out. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(
  name: string,
  processor: new (options: { processorOptions: CaptureProcessorOptions }) => AudioWorkletProcessor,
): void
declare const sampleRate: number

/** Where no block says how long it is. */
const BLOCK_SAMPLES = 128

/** Runs on the audio thread: a microphone's sound in, chunks out. Its own output stays silent. */
class CaptureProcessor extends AudioWorkletProcessor {
  private readonly chunker: ReturnType<typeof createChunker>
  private hasBegun = false
  private isStopped = false

  constructor({ processorOptions }: { processorOptions: CaptureProcessorOptions }) {
    super()
    this.chunker = createChunker(sampleRate, processorOptions.sampleRate, processorOptions.chunkSamples)
    this.port.onmessage = () => this.stop()
  }

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    if (this.isStopped) return false
    const block = inputs[0]?.[0]
    if (block !== undefined) this.hasBegun = true
    // A gap in what comes is silence: the place of a sample is its time.
    if (this.hasBegun) this.send(this.chunker.push(block ?? new Float32Array(BLOCK_SAMPLES)))
    return true
  }

  private stop(): void {
    if (this.isStopped) return
    this.isStopped = true
    this.send(this.chunker.flush())
    this.port.postMessage({ type: 'end' } satisfies CaptureMessage)
  }

  private send(chunks: ReturnType<typeof this.chunker.push>): void {
    for (const chunk of chunks) {
      this.port.postMessage({ type: 'chunk', ...chunk } satisfies CaptureMessage, [chunk.pcm.buffer])
    }
  }
}

registerProcessor('capture', CaptureProcessor)
