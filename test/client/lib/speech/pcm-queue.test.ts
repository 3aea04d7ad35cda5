import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aheadOf,
  buildPcmQueue,
  heardMs,
  type PcmQueue,
  placePiece,
  queuedMs,
  takeSamples,
} from '../../../../client/lib/speech/pcm-queue.ts'

const RATE = 1_000

function place(queue: PcmQueue, seconds: number, now: number) {
  return placePiece(queue, seconds * RATE, now)
}

describe('sound that comes in pieces', () => {
  it('[PQ1] bytes become the same samples wherever the network cuts them, in the middle of a sample too', () => {
    fc.assert(
      fc.property(
        fc.int16Array({ maxLength: 200, size: 'max' }),
        fc.array(fc.nat(400), { maxLength: 12, size: 'max' }),
        (samples, cuts) => {
          const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
          const edges = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length]
          let queue = buildPcmQueue(RATE)
          const out: number[] = []
          for (let i = 1; i < edges.length; i += 1) {
            const taken = takeSamples(queue, bytes.subarray(edges[i - 1], edges[i]))
            queue = taken.queue
            out.push(...taken.samples)
          }
          expect(out).toEqual(Array.from(samples, (sample) => sample / 0x8000))
          expect(queue.half).toBeNull()
        },
      ),
    )
  })

  it('[PQ2] pieces follow each other without a gap, however early they come', () => {
    const first = place(buildPcmQueue(RATE), 0.5, 10)
    expect(first.startAt).toBeGreaterThan(10)
    const second = place(first.queue, 1, 10.05)
    expect(second.startAt).toBeCloseTo(first.startAt + 0.5)
    expect(aheadOf(second.queue, 10.6)).toBeCloseTo(first.startAt + 1.5 - 10.6)
  })

  it('[PQ3] a piece that comes too late is played a moment later, never in the past', () => {
    const first = place(buildPcmQueue(RATE), 0.5, 0)
    const second = place(first.queue, 0.5, 2)
    expect(second.startAt).toBeGreaterThan(2)
    expect(aheadOf(first.queue, 2)).toBe(0)
  })

  it('[PQ4] only sound counts as heard: not the wait for it, not the gap before a late piece, nothing past the end', () => {
    const first = place(buildPcmQueue(RATE), 0.5, 0)
    expect(heardMs(first.queue, first.startAt)).toBe(0)
    expect(heardMs(first.queue, first.startAt + 0.2)).toBeCloseTo(200)
    const second = place(first.queue, 0.5, 2)
    expect(heardMs(second.queue, 1.9)).toBeCloseTo(500)
    expect(heardMs(second.queue, second.startAt + 0.1)).toBeCloseTo(600)
    expect(heardMs(second.queue, 99)).toBeCloseTo(1_000)
    expect(queuedMs(second.queue)).toBeCloseTo(1_000)
    expect(heardMs(buildPcmQueue(RATE), 5)).toBe(0)
  })
})
