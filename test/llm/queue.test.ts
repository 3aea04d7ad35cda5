import { describe, expect, it } from 'vitest'
import type { Pace } from '../../server/llm/limits.ts'
import { createQueue } from '../../server/llm/queue.ts'
import { createTestClock } from '../support/clock.ts'
import { never } from './fixtures.ts'

/** A queue whose calls begin when they may and end when the test says so. */
function createBench(limit: number) {
  const clock = createTestClock()
  const queue = createQueue(limit, clock)
  const begun: string[] = []
  const cut: string[] = []
  const ends = new Map<string, (error?: Error) => void>()
  const ask = (name: string, pace: Pace = 'unhurried', session: string | null = 'a', signal = never) => {
    const work = (inTurn: AbortSignal) => {
      begun.push(name)
      const { promise, resolve, reject } = Promise.withResolvers<string>()
      inTurn.addEventListener('abort', () => {
        cut.push(name)
        reject(new Error('cut'))
      })
      ends.set(name, (error) => (error === undefined ? resolve(name) : reject(error)))
      return promise
    }
    const result = queue.run({ pace, session }, work, signal)
    result.catch(() => undefined)
    return result
  }
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error)
    await settle()
  }
  return { clock, begun, cut, ask, end }
}

/** Every promise that can be settled is. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('the queue before an endpoint', () => {
  it('[QU1] lets no more through than its limit, first come, first served; the others have not begun', async () => {
    const { ask, begun, end } = createBench(1)
    const results = ['r1', 'r2', 'r3'].map((name) => ask(name))
    await settle()
    expect(begun).toEqual(['r1'])
    await end('r1')
    expect(begun).toEqual(['r1', 'r2'])
    await end('r2')
    await end('r3')
    expect(await Promise.all(results)).toEqual(['r1', 'r2', 'r3'])
  })

  it('[QU2] a call that fails gives its place to the next, and its failure to the caller', async () => {
    const { ask, begun, end } = createBench(1)
    const first = ask('r1')
    void ask('r2')
    await settle()
    await end('r1', new Error('refused'))
    await expect(first).rejects.toThrow('refused')
    expect(begun).toEqual(['r1', 'r2'])
  })

  it('[QU3] a live call goes before all readings; the one that holds the only place makes way and is run again next', async () => {
    const { ask, begun, cut, end } = createBench(1)
    const results = [ask('r1'), ask('r2')]
    await settle()
    results.push(ask('turn', 'live'))
    await settle()
    expect(cut).toEqual(['r1'])
    expect(begun).toEqual(['r1', 'turn'])
    await end('turn')
    expect(begun).toEqual(['r1', 'turn', 'r1'])
    await end('r1')
    await end('r2')
    expect(await Promise.all(results)).toEqual(['r1', 'r2', 'turn'])
  })

  it('[QU4] a reading makes way once: the second time the live call waits for it', async () => {
    const { ask, begun, cut, end } = createBench(1)
    void ask('r1')
    await settle()
    void ask('turn 1', 'live')
    await settle()
    await end('turn 1')
    void ask('turn 2', 'live')
    await settle()
    expect(cut).toEqual(['r1'])
    await end('r1')
    expect(begun).toEqual(['r1', 'turn 1', 'r1', 'turn 2'])
  })

  it('[QU4] a reading that was let in at this very moment makes way before it has begun', async () => {
    const { ask, begun, end } = createBench(1)
    void ask('r1')
    void ask('turn', 'live')
    await settle()
    expect(begun).toEqual(['turn'])
    await end('turn')
    expect(begun).toEqual(['turn', 'r1'])
  })

  it('[QU5] live calls do not make way for each other', async () => {
    const { ask, begun, cut, end } = createBench(1)
    void ask('turn 1', 'live')
    void ask('r1')
    void ask('turn 2', 'live', 'b')
    await settle()
    await end('turn 1')
    expect(begun).toEqual(['turn 1', 'turn 2'])
    expect(cut).toEqual([])
  })

  it('[QU6] of several places one is kept free of readings, so that none has to make way', async () => {
    const { ask, begun, cut, end } = createBench(3)
    for (const name of ['r1', 'r2', 'r3']) void ask(name)
    await settle()
    expect(begun).toEqual(['r1', 'r2'])
    void ask('turn 1', 'live')
    void ask('turn 2', 'live', 'b')
    await settle()
    expect(begun).toEqual(['r1', 'r2', 'turn 1'])
    await end('r1')
    expect(begun).toEqual(['r1', 'r2', 'turn 1', 'turn 2'])
    await end('turn 1')
    expect(begun.at(-1)).toBe('r3')
    expect(cut).toEqual([])
  })

  it('[QU7] sessions take turns: a report of thirty readings does not hold up another session', async () => {
    const { ask, begun, end } = createBench(1)
    for (let i = 1; i <= 30; i++) void ask(`a${i}`)
    await settle()
    for (let i = 1; i <= 3; i++) void ask(`b${i}`, 'unhurried', 'b')
    for (let i = 0; i < 8; i++) await end(begun.at(-1) ?? '')
    expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'b2', 'a4', 'b3', 'a5', 'a6'])
    void ask('b4', 'unhurried', 'b')
    await end('a6')
    await end('a7')
    expect(begun.at(-1)).toBe('b4')
  })

  it('[QU8] a call that is cancelled leaves the queue, and does not run', async () => {
    const { ask, begun, end } = createBench(1)
    const controller = new AbortController()
    const first = ask('r1')
    const second = ask('r2', 'unhurried', 'a', controller.signal)
    void ask('r3')
    await settle()
    controller.abort()
    await expect(second).rejects.toMatchObject({ name: 'EngineError', reason: 'timed_out' })
    await expect(ask('r4', 'live', 'a', AbortSignal.abort())).rejects.toMatchObject({ reason: 'timed_out' })
    await end('r1')
    await first
    expect(begun).toEqual(['r1', 'r3'])
  })

  it('[QU8] a call that is cancelled while it runs is not run again, even where it was to make way', async () => {
    const { ask, begun, end } = createBench(1)
    const controller = new AbortController()
    const first = ask('r1', 'unhurried', 'a', controller.signal)
    await settle()
    void ask('turn', 'live')
    controller.abort()
    await expect(first).rejects.toThrow('cut')
    await end('turn')
    expect(begun).toEqual(['r1', 'turn'])
  })

  it('[QU9] a person waits for a place for 15 s and no longer; a reading as long as it takes', async () => {
    const { ask, begun, clock, end } = createBench(1)
    void ask('turn 1', 'live')
    const turn = ask('turn 2', 'live', 'b')
    const reading = ask('r1')
    await settle()
    clock.advance(14_999)
    await settle()
    clock.advance(1)
    await expect(turn).rejects.toMatchObject({
      reason: 'timed_out',
      message: 'the endpoint was busy with other calls for 15000 ms',
    })
    clock.advance(3_600_000)
    await end('turn 1')
    await end('r1')
    expect(await reading).toBe('r1')
    expect(begun).toEqual(['turn 1', 'r1'])
  })

  it('[QU9] the wait ends with the call’s turn: what it does then has limits of its own', async () => {
    const { ask, clock, end } = createBench(1)
    const turn = ask('turn', 'live')
    await settle()
    clock.advance(60_000)
    await end('turn')
    expect(await turn).toBe('turn')
  })
})
