import { meanSquare, toFloats } from './level.ts'
import type { SpeechDetector } from './speech-detector.ts'
import {
  type ActivityStep,
  buildActivityState,
  endTrack,
  FRAME_SAMPLES,
  hearFrame,
  type VoiceActivity,
} from './voice-activity.ts'

/** Finds speech in one track. Takes any pieces of 16 kHz samples, in order; what it finds comes later, in order too. */
export function createListener(detector: SpeechDetector, onActivity: (activity: VoiceActivity) => void) {
  const track = detector.open()
  let state = buildActivityState()
  let frame = new Float32Array(FRAME_SAMPLES)
  let filled = 0
  let samples = 0
  let isEnded = false
  /** Every frame waits for the one before. */
  let queue: Promise<void> = Promise.resolve()

  function advance(step: ActivityStep): void {
    state = step.state
    for (const activity of step.activities) onActivity(activity)
  }

  function judge(next: Float32Array<ArrayBuffer>): void {
    queue = queue.then(async () => {
      const probability = await track.probability(next)
      advance(hearFrame(state, { probability, power: meanSquare(next) }))
    })
    // Whoever flushes hears of it.
    queue.catch(() => undefined)
  }

  return {
    /** The next piece of the track. Nothing is dropped, however slow the detector is. */
    push(pcm: Int16Array): void {
      if (isEnded) return
      samples += pcm.length
      const floats = toFloats(pcm)
      for (let at = 0; at < floats.length; ) {
        const count = Math.min(FRAME_SAMPLES - filled, floats.length - at)
        frame.set(floats.subarray(at, at + count), filled)
        filled += count
        at += count
        if (filled < FRAME_SAMPLES) continue
        judge(frame)
        frame = new Float32Array(FRAME_SAMPLES)
        filled = 0
      }
    },
    /** Resolves when everything that was pushed has been judged and told. */
    judged: (): Promise<void> => queue,
    /** The track has ended: what is still being said is told at once. Resolves when all of it was told. */
    async flush(): Promise<void> {
      if (isEnded) return queue
      isEnded = true
      if (filled > 0) judge(frame)
      await queue
      advance(endTrack(state, samples))
    },
  }
}
