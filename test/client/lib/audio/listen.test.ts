import { describe, expect, it } from 'vitest'
import { createListener } from '../../../../client/lib/audio/listen.ts'
import type { SpeechDetector } from '../../../../client/lib/audio/speech-detector.ts'
import type { VoiceActivity } from '../../../../client/lib/audio/voice-activity.ts'
import { hearSound } from './hear-track.ts'

const LOUD = 8_000

/** Takes loud frames for speech, and each frame takes as long to judge as the test likes. */
function buildDetector(delay: (frame: number) => Promise<void> = async () => {}) {
  const judged: Float32Array[] = []
  let underWay = 0
  let most = 0
  const detector: SpeechDetector = {
    kind: 'energy',
    open: () => ({
      probability: async (frame) => {
        underWay += 1
        most = Math.max(most, underWay)
        await delay(judged.length)
        underWay -= 1
        judged.push(frame)
        return Math.max(...frame) > 0.1 ? 0.9 : 0
      },
    }),
  }
  return { detector, judged, atOnce: () => most }
}

const loud = (frames: number) => new Int16Array(frames * 512).fill(LOUD)
const quiet = (frames: number) => new Int16Array(frames * 512)
const join = (...parts: Int16Array[]) => Int16Array.from(parts.flatMap((part) => [...part]))
const SOUND = join(quiet(20), loud(30), quiet(20), loud(12), quiet(7))

describe('the listener', () => {
  it.each([1, 160, 512, 1_600, 10_000])('[LS1] finds the same in pieces of %i samples', async (piece) => {
    const whole = await hearSound(buildDetector().detector, SOUND, SOUND.length)
    expect(whole.spans).toHaveLength(2)
    expect((await hearSound(buildDetector().detector, SOUND, piece)).activities).toEqual(whole.activities)
  })

  it('[LS2] judges every sample once, in order, one frame at a time, however slow the detector is', async () => {
    const { detector, judged, atOnce } = buildDetector(async (frame) => {
      for (let turn = 0; turn < frame % 5; turn += 1) await null
    })
    const ramp = Int16Array.from({ length: 512 * 40 + 100 }, (_, i) => i)
    await hearSound(detector, ramp)
    expect(atOnce()).toBe(1)
    const samples = judged.flatMap((frame) => [...frame].map((x) => x * 0x8000))
    expect(samples).toEqual([...ramp, ...Array(412).fill(0)])
  })

  it('[LS3] tells of speech when it is judged, not when the track ends', async () => {
    const activities: VoiceActivity[] = []
    const listener = createListener(buildDetector().detector, (activity) => activities.push(activity))
    listener.push(join(quiet(20), loud(4)))
    await listener.judged()
    expect(activities).toEqual([{ type: 'started', sample: 20 * 512 }])
    listener.push(join(loud(20), quiet(12)))
    await listener.judged()
    expect(activities.at(-1)?.type).toBe('span')
  })

  it('[LS4] tells of a stretch that is still open when the track ends, up to its last sample', async () => {
    const sound = join(quiet(20), loud(30)).slice(0, -77)
    const { spans } = await hearSound(buildDetector().detector, sound)
    expect(spans).toMatchObject([{ fromSample: 20 * 512 - 3_200, toSample: sound.length }])
  })

  it('[LS5] hears nothing after the end, and ends once', async () => {
    const activities: VoiceActivity[] = []
    const listener = createListener(buildDetector().detector, (activity) => activities.push(activity))
    listener.push(loud(30))
    await listener.flush()
    const told = [...activities]
    listener.push(loud(30))
    await listener.flush()
    expect(activities).toEqual(told)
  })
})
