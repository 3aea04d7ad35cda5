import { meanSquare, toDecibels } from './level.ts'
import type { SpeechDetector } from './speech-detector.ts'

/** Over this time, 3 s, the quietest moment is taken for the noise of the room: nobody speaks longer without a gap. */
const FLOOR_FRAMES = 94
/** The noise of a room is never taken to be below this: nothing quieter than 12 dB above it is speech. */
const LOWEST_FLOOR_DB = -65
/** As likely speech as not at so much above the noise. */
const MIDDLE_DB = 12
const STEEPNESS_DB = 2
/** Parts of the old value that stay from frame to frame, so that neither one crack nor one gap decides. */
const SMOOTHING = 0.3

/**
 * Takes what stands out from the noise of the room for speech: music and slamming doors too. For where the network cannot run.
 * Noise is followed by minimum statistics (R. Martin, 2001), without their correction of the mean.
 */
export function createEnergyDetector(): SpeechDetector {
  return {
    kind: 'energy',
    open: () => {
      let recent: number[] = []
      let power = 0
      return {
        probability: async (frame) => {
          power = SMOOTHING * power + (1 - SMOOTHING) * meanSquare(frame)
          const level = toDecibels(power)
          recent = [...recent, level].slice(-FLOOR_FRAMES)
          const floor = Math.max(LOWEST_FLOOR_DB, Math.min(...recent))
          return 1 / (1 + Math.exp((MIDDLE_DB - (level - floor)) / STEEPNESS_DB))
        },
      }
    },
  }
}
