import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm'
import { SAMPLE_RATE } from '#contract/speech.ts'
import type { SpeechDetector, TrackDetector } from './speech-detector.ts'
import { FRAME_SAMPLES } from './voice-activity.ts'

/** The end of the frame before, which the network wants to see again. */
const CONTEXT_SAMPLES = 64
const STATE_SHAPE = [2, 1, 128]
const STATE_SIZE = 2 * 1 * 128

/** Where the network and what runs it come from: addresses in a browser, bytes elsewhere. */
export interface SileroAssets {
  readonly wasm: { readonly url: string } | { readonly bytes: Uint8Array }
  readonly model: () => Promise<Uint8Array>
}

/**
 * The Silero network (snakers4/silero-vad, version 6) in WebAssembly on this thread: under 1 ms a frame. Rejects where WebAssembly is
 * not to be had or the assets do not come.
 */
export async function createSileroDetector(assets: SileroAssets): Promise<SpeechDetector> {
  env.wasm.numThreads = 1
  if ('url' in assets.wasm) env.wasm.wasmPaths = { wasm: assets.wasm.url }
  else env.wasm.wasmBinary = assets.wasm.bytes
  const session = await InferenceSession.create(await assets.model(), { executionProviders: ['wasm'] })
  const detector: SpeechDetector = { kind: 'silero', open: () => openTrack(session) }
  // The first frame takes ten times as long as the others, and shows whether it works at all.
  await detector.open().probability(new Float32Array(FRAME_SAMPLES))
  return detector
}

/** The runtime cannot be entered twice. */
let lastRun: Promise<unknown> = Promise.resolve()

function runInTurn(session: InferenceSession, feeds: InferenceSession.FeedsType) {
  const run = lastRun.then(() => session.run(feeds))
  lastRun = run.catch(() => undefined)
  return run
}

function openTrack(session: InferenceSession): TrackDetector {
  const rate = new Tensor('int64', BigInt64Array.of(BigInt(SAMPLE_RATE)))
  let state: InferenceSession.OnnxValueMapType[string] = new Tensor(
    'float32',
    new Float32Array(STATE_SIZE),
    STATE_SHAPE,
  )
  let context = new Float32Array(CONTEXT_SAMPLES)
  return {
    probability: async (frame) => {
      const input = new Float32Array(CONTEXT_SAMPLES + frame.length)
      input.set(context)
      input.set(frame, CONTEXT_SAMPLES)
      context = frame.slice(-CONTEXT_SAMPLES)
      const { output, stateN } = await runInTurn(session, {
        input: new Tensor('float32', input, [1, input.length]),
        state,
        sr: rate,
      })
      const probability = output instanceof Tensor ? output.data[0] : undefined
      if (stateN === undefined || typeof probability !== 'number') throw new Error('the network gave no probability')
      state = stateN
      return probability
    },
  }
}
