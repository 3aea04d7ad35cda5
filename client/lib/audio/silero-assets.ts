import modelUrl from '@ricky0123/vad-web/dist/silero_vad_v6.onnx?url'
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url'
import type { SileroAssets } from './silero.ts'

/** The network and its runtime as the client's build has them: files of this server. */
export const SILERO_ASSETS: SileroAssets = {
  wasm: { url: wasmUrl },
  model: async () => {
    const response = await fetch(modelUrl)
    if (!response.ok) throw new Error(`the network could not be loaded: ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  },
}
