import { describe, expect, it } from 'vitest'
import { createDetector } from '../../../../client/lib/audio/detector.ts'
import type { SpeechDetector } from '../../../../client/lib/audio/speech-detector.ts'
import type { Timers } from '../../../../client/lib/timers.ts'

const FRAME = new Float32Array(512)

function buildTimers() {
  const rings = new Set<() => void>()
  const timers: Timers = {
    now: () => 0,
    after: (_, ring) => {
      rings.add(ring)
      return () => rings.delete(ring)
    },
  }
  const ring = () => {
    for (const one of rings) one()
  }
  return { timers, ring, waiting: () => rings.size }
}

/** Sure that everything is speech; energy is sure that this frame of nothing is none. */
const network: SpeechDetector = { kind: 'silero', open: () => ({ probability: async () => 1 }) }

describe('which detector there is', () => {
  it('[DT1] the network, where it loads', async () => {
    const { timers, waiting } = buildTimers()
    const detector = await createDetector({ load: async () => network, timers })
    expect(detector.kind).toBe('silero')
    expect(await detector.open().probability(FRAME)).toBe(1)
    expect(waiting()).toBe(0)
  })

  it('[DT2] energy, where it does not', async () => {
    const { timers } = buildTimers()
    const detector = await createDetector({ load: () => Promise.reject(new Error('no WebAssembly')), timers })
    expect(detector.kind).toBe('energy')
    expect(await detector.open().probability(FRAME)).toBeLessThan(0.1)
  })

  it('[DT3] energy while the network is on its way, and the network in tracks that begin later', async () => {
    const { timers, ring } = buildTimers()
    const loading = Promise.withResolvers<SpeechDetector>()
    const opening = createDetector({ load: () => loading.promise, timers })
    ring()
    const detector = await opening
    expect(detector.kind).toBe('energy')
    const early = detector.open()
    loading.resolve(network)
    await loading.promise
    expect(detector.kind).toBe('silero')
    expect(await early.probability(FRAME)).toBeLessThan(0.1)
    expect(await detector.open().probability(FRAME)).toBe(1)
  })

  it('[DT4] energy from the frame on at which the network breaks down', async () => {
    const { timers } = buildTimers()
    let frames = 0
    const breaking: SpeechDetector = {
      kind: 'silero',
      open: () => ({
        probability: async () => {
          frames += 1
          if (frames > 2) throw new Error('out of memory')
          return 1
        },
      }),
    }
    const detector = await createDetector({ load: async () => breaking, timers })
    const track = detector.open()
    const heard = []
    for (let i = 0; i < 5; i += 1) heard.push(await track.probability(FRAME))
    expect(heard.map((p) => p > 0.5)).toEqual([true, true, false, false, false])
    expect(detector.kind).toBe('energy')
    expect(frames).toBe(3)
  })
})
