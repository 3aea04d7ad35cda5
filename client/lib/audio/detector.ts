import { createTimers, type Timers } from '../timers.ts'
import { createEnergyDetector } from './energy.ts'
import type { SpeechDetector, TrackDetector } from './speech-detector.ts'

/** The network is 16 MB: whoever has a slow line starts without it. */
const PATIENCE_MS = 5_000

export interface DetectorDeps {
  /** Loads the better detector; rejects where it cannot run. */
  readonly load: () => Promise<SpeechDetector>
  readonly timers: Timers
}

/**
 * The best detector there is: Silero where it loads within 5 s, else energy. A network that comes later judges the tracks that are opened
 * then, and one that breaks down in the middle of a track is replaced by energy. `kind` says which it is now. Never rejects.
 */
export async function createDetector(
  { load, timers }: DetectorDeps = { load: loadSilero, timers: createTimers() },
): Promise<SpeechDetector> {
  const spare = createEnergyDetector()
  let best = spare
  const loaded = load().then(
    (detector) => {
      best = detector
    },
    () => undefined,
  )
  let callOff = () => {}
  const isLate = new Promise<void>((resolve) => {
    callOff = timers.after(PATIENCE_MS, resolve)
  })
  await Promise.race([loaded, isLate])
  callOff()
  return {
    get kind() {
      return best.kind
    },
    open: () =>
      withSpare(best.open(), () => {
        best = spare
        return spare.open()
      }),
  }
}

/** Loaded when it is first wanted: a typed interview needs none of it. */
async function loadSilero(): Promise<SpeechDetector> {
  const [{ createSileroDetector }, { SILERO_ASSETS }] = await Promise.all([
    import('./silero.ts'),
    import('./silero-assets.ts'),
  ])
  return createSileroDetector(SILERO_ASSETS)
}

function withSpare(first: TrackDetector, openSpare: () => TrackDetector): TrackDetector {
  let current = first
  return {
    probability: async (frame) => {
      try {
        return await current.probability(frame)
      } catch (error) {
        if (current !== first) throw error
        current = openSpare()
        return current.probability(frame)
      }
    },
  }
}
