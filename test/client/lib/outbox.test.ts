import { describe, expect, it } from 'vitest'
import {
  buildOutbox,
  countFrom,
  dropUnsent,
  enqueue,
  groundAll,
  type Outbox,
  rested,
  settle,
  takeReady,
  WINDOW,
} from '../../../client/lib/outbox.ts'
import type { ErrorCode } from '../../../server/contract/error.ts'
import { refuse } from './fake-room.ts'

const OK = { ok: true, seq: 9 } as const
const numbers = (items: readonly { clientSeq: number }[]) => items.map((item) => item.clientSeq)

function filled(count: number): Outbox {
  let outbox = buildOutbox()
  for (let i = 0; i < count; i += 1) outbox = enqueue(outbox, { type: 'question:next', index: i })
  return outbox
}

function flying(count: number): Outbox {
  return takeReady(filled(count)).outbox
}

function answer(outbox: Outbox, clientSeq: number, code: ErrorCode, expectedClientSeq?: number) {
  return settle(outbox, clientSeq, refuse(code, { expectedClientSeq }))
}

describe('outbox', () => {
  it('[OB1] numbers commands from 1 and sends them in that order', () => {
    expect(numbers(takeReady(filled(3)).ready)).toEqual([1, 2, 3])
  })

  it(`[OB2] has at most ${WINDOW} on their way, and sends the next when one is answered`, () => {
    const { outbox, ready } = takeReady(filled(WINDOW + 4))
    expect(ready).toHaveLength(WINDOW)
    expect(takeReady(outbox).ready).toHaveLength(0)
    expect(numbers(takeReady(settle(outbox, 1, OK).outbox).ready)).toEqual([WINDOW + 1])
  })

  it('[OB3] keeps a command until it is answered, and sends it again under the same number after a lost connection', () => {
    const outbox = groundAll(settle(flying(3), 1, OK).outbox)
    expect(numbers(outbox.items)).toEqual([2, 3])
    expect(numbers(takeReady(outbox).ready)).toEqual([2, 3])
  })

  it('[OB4] a refusal that the server keeps uses up its number', () => {
    const { outbox, settled } = answer(flying(2), 1, 'empty_answer')
    expect(settled).toMatchObject({ fate: 'refused', error: { code: 'empty_answer' } })
    expect(numbers(outbox.items)).toEqual([2])
    expect(outbox.hold).toBe('none')
  })

  it('[OB5] after a refusal that stored nothing it waits for every other answer, rests, and sends the same again', () => {
    const first = answer(flying(3), 1, 'storage_full').outbox
    expect(first.hold).toBe('draining')
    const second = answer(first, 2, 'out_of_order', 1).outbox
    expect(takeReady(second).ready).toHaveLength(0)
    const third = answer(second, 3, 'out_of_order', 1).outbox
    expect(third.hold).toBe('resting')
    expect(takeReady(third).ready).toHaveLength(0)
    expect(numbers(takeReady(rested(third)).ready)).toEqual([1, 2, 3])
  })

  it('[OB6] what can never be accepted goes, and those behind it move up by one', () => {
    const first = answer(flying(3), 1, 'bad_request').outbox
    const second = answer(first, 2, 'out_of_order', 1).outbox
    const outbox = answer(second, 3, 'out_of_order', 1).outbox
    expect(outbox.items).toEqual([
      { clientSeq: 1, command: { type: 'question:next', index: 1 } },
      { clientSeq: 2, command: { type: 'question:next', index: 2 } },
    ])
    expect(outbox.next).toBe(3)
  })

  it('[OB7] an answer that never came sends the same number again', () => {
    const { outbox, settled } = settle(flying(1), 1, null)
    expect(settled).toMatchObject({ fate: 'kept' })
    expect(numbers(takeReady(rested(outbox)).ready)).toEqual([1])
  })

  it('[OB8] an answer that nobody waits for changes nothing', () => {
    const outbox = settle(flying(1), 1, OK).outbox
    expect(settle(outbox, 1, OK)).toEqual({ outbox, settled: null })
    expect(settle(outbox, 7, OK)).toEqual({ outbox, settled: null })
    expect(settle(filled(1), 1, OK).settled).toBeNull()
  })

  it('[OB9] goes on with the number that the server expects, and closes a hole that lost storage left', () => {
    expect(countFrom(buildOutbox(), 12).next).toBe(12)
    const holed = buildOutbox([{ clientSeq: 7, command: { type: 'session:pause' } }])
    const outbox = countFrom(holed, 5)
    expect(numbers(outbox.items)).toEqual([5])
    expect(outbox.next).toBe(6)
  })

  it('[OB10] a number that the server has counted already stays, for its answer', () => {
    const outbox = countFrom(groundAll(flying(3)), 3)
    expect(numbers(outbox.items)).toEqual([1, 2, 3])
    expect(outbox.next).toBe(4)
  })

  it('[OB11] when another tab writes, what was not sent yet is dropped', () => {
    const outbox = enqueue(flying(2), { type: 'session:pause' })
    expect(numbers(dropUnsent(outbox).items)).toEqual([1, 2])
  })
})
