import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createSileroDetector } from '../../client/lib/audio/silero.ts'
import type { SpeechDetector } from '../../client/lib/audio/speech-detector.ts'

let silero: Promise<SpeechDetector> | null = null

/** The real network, loaded once a process. */
export function loadSilero(): Promise<SpeechDetector> {
  silero ??= (async () => {
    const { resolve } = createRequire(import.meta.url)
    const bytes = await readFile(resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'))
    const model = () => readFile(join(dirname(resolve('@ricky0123/vad-web')), 'silero_vad_v6.onnx'))
    return createSileroDetector({ wasm: { bytes }, model })
  })()
  return silero
}
