import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRig, expectExact } from './upload-rig.ts'

describe('whatever the wire and the page do', () => {
  const simple = fc.record({
    do: fc.constantFrom('deliverUp', 'deliverCommand', 'deliverLoad', 'due', 'connect' as const),
  })
  const op = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ do: fc.constant('capture' as const), samples: fc.integer({ min: 1, max: 6 }) }),
    },
    { weight: 16, arbitrary: simple },
    { weight: 8, arbitrary: fc.record({ do: fc.constant('deliverAnswer' as const), at: fc.nat(60) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('finish', 'reload', 'rejoin', 'loseAnswer' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), arriving: fc.nat(5) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('fault' as const),
        code: fc.constantFrom('storage_full', 'internal', 'shutting_down', 'not_found' as const),
      }),
    },
  )
  type Op = typeof op extends fc.Arbitrary<infer T> ? T : never

  function apply({ disk, device }: ReturnType<typeof createRig>, one: Op): void {
    if (one.do === 'capture') device.capture(one.samples)
    else if (one.do === 'deliverAnswer') device.deliverAnswer(one.at)
    else if (one.do === 'cut') device.cut(one.arriving)
    else if (one.do === 'fault') disk.faults.push(one.code)
    else device[one.do]()
  }

  function end({ device }: ReturnType<typeof createRig>): void {
    device.finish()
    device.settle()
  }

  it('[UP19] answers in any order, lost connections, reloads, refusals: exactly the samples, closed exactly once', () => {
    fc.assert(
      fc.property(fc.array(op, { maxLength: 150, size: 'max' }), (ops) => {
        const rig = createRig()
        for (const one of ops) apply(rig, one)
        end(rig)
        expectExact(rig)
        expect(rig.device.news.filter(({ type }) => type === 'gave_up')).toEqual([])
      }),
      { numRuns: 250 },
    )
  })

  it('[UP20] with a store that fails as well: every sample is exact or said to be lost, and what is there is closed once', () => {
    const withFailures = fc.oneof(
      { weight: 10, arbitrary: op },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('failWrites' as const), count: fc.integer({ min: 1, max: 5 }) }),
      },
    )
    fc.assert(
      fc.property(fc.array(withFailures, { maxLength: 150, size: 'max' }), (ops) => {
        const rig = createRig()
        const { disk, device } = rig
        for (const one of ops) {
          if (one.do === 'failWrites') device.failingWrites += one.count
          else apply(rig, one)
        }
        end(rig)
        // The next join tells of tracks that left no trace here.
        device.cut()
        device.settle()
        for (const [trackId, samples] of device.captured) {
          const track = disk.tracks.get(trackId)
          const isLost = (i: number) =>
            disk.lost.some((span) => span.trackId === trackId && span.from <= i && i < span.to)
          track?.samples.forEach((value, i) => {
            expect(value === samples[i] || (value === 0 && isLost(i)), `${trackId} at ${i}`).toBe(true)
          })
          const isUnknown = device.news.some((one) => one.type === 'unknown' && one.trackId === trackId)
          expect(track?.closedWith.length === 1 || (isUnknown && track?.closedWith.length === 0), trackId).toBe(true)
        }
        expect(device.state.tracks).toEqual([])
        expect(device.stored.size).toBe(0)
      }),
      { numRuns: 250 },
    )
  })
})
