import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildDraft, COPY_EVERY, capText, type Draft, takeChange } from '../../../client/lib/draft.ts'
import { MAX_ANSWER_LENGTH } from '../../../server/contract/session-event.ts'
import { COMMAND_SCHEMAS, MAX_MESSAGE_BYTES } from '../../../server/contract/socket.ts'
import { diffText, splice } from '../../../server/contract/text-splice.ts'

/** Few letters, so that texts share parts, and emoji that share one half of their surrogate pair with another. */
const texts = fc
  .array(fc.constantFrom('a', 'b', ' ', '\n', '😀', '😁', '🧀', 'é'), { maxLength: 12 })
  .map((a) => a.join(''))

function isWhole(text: string): boolean {
  return text.isWellFormed()
}

describe('diffText', () => {
  it('[DR1] the splice makes the second text of the first, whatever the two are', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const change = diffText(before, after)
        expect(change === null ? before : splice(before, change)).toBe(after)
      }),
      { verbose: 1 },
    )
  })

  it('[DR2] never splits a surrogate pair, neither in what stays nor in what travels', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const change = diffText(before, after)
        if (change === null) return
        expect(isWhole(change.inserted)).toBe(true)
        expect(isWhole(before.slice(0, change.from))).toBe(true)
        expect(isWhole(before.slice(change.from + change.removed))).toBe(true)
      }),
      { verbose: 1 },
    )
  })

  it('[DR2] replaces a whole emoji by one that shares its first half, and one that shares its second', () => {
    expect(diffText('x😀y', 'x😁y')).toEqual({ from: 1, removed: 2, inserted: '😁' })
    expect(diffText('\ud83d\ude00', '\ud83e\ude00')).toEqual({ from: 0, removed: 2, inserted: '\ud83e\ude00' })
  })

  it('[DR3] sends no more than what changed', () => {
    expect(diffText('one two', 'one new two')).toEqual({ from: 4, removed: 0, inserted: 'new ' })
    expect(diffText('one two', 'two')).toEqual({ from: 0, removed: 4, inserted: '' })
    expect(diffText('aa', 'aaa')).toEqual({ from: 2, removed: 0, inserted: 'a' })
    expect(diffText('same', 'same')).toBeNull()
  })
})

describe('takeChange', () => {
  const typed = (draft: Draft, text: string): Draft => ({ ...draft, text })

  it('[DR4] is a splice on the length that the server will have', () => {
    const taken = takeChange(typed(buildDraft('t2', 'abc'), 'abxc'))
    expect(taken?.command).toEqual({
      type: 'draft:splice',
      turnId: 't2',
      baseLength: 3,
      from: 2,
      removed: 0,
      inserted: 'x',
    })
    expect(taken?.draft.sent).toBe('abxc')
  })

  it(`[DR5] sends the whole text after ${COPY_EVERY} splices, and counts anew`, () => {
    let draft = buildDraft('t2', '')
    const types: string[] = []
    for (let i = 0; i < COPY_EVERY + 2; i += 1) {
      const taken = takeChange(typed(draft, `${draft.text}x`))
      if (taken === null) throw new Error('nothing to send')
      draft = taken.draft
      types.push(taken.command.type)
    }
    expect(types.filter((type) => type === 'draft:copy')).toHaveLength(1)
    expect(types.at(COPY_EVERY)).toBe('draft:copy')
  })

  it('[DR6] sends the whole text where the two sides may differ, even when they seem equal', () => {
    const taken = takeChange({ ...buildDraft('t2', 'abc'), whole: true })
    expect(taken?.command).toEqual({ type: 'draft:copy', turnId: 't2', text: 'abc' })
    expect(taken && takeChange(taken.draft)).toBeNull()
  })

  it('[DR7] sends nothing more once the answer is on its way', () => {
    expect(takeChange({ ...buildDraft('t2', 'abc'), text: 'abcd', closing: 'submit' })).toBeNull()
  })
})

describe('capText', () => {
  it('[DR8] cuts at the limit of an answer, before a pair that would be split', () => {
    expect(capText('a'.repeat(MAX_ANSWER_LENGTH + 5))).toHaveLength(MAX_ANSWER_LENGTH)
    expect(capText(`${'a'.repeat(MAX_ANSWER_LENGTH - 1)}😀`)).toHaveLength(MAX_ANSWER_LENGTH - 1)
    expect(capText('short')).toBe('short')
  })

  it('[DR9] the longest answer fits into one message, whatever its characters cost', () => {
    for (const worst of ['\u0000', '世', '\ud800', '"']) {
      const payload = { clientSeq: Number.MAX_SAFE_INTEGER, turnId: 't9999', text: worst.repeat(MAX_ANSWER_LENGTH) }
      expect(COMMAND_SCHEMAS['answer:submit'].safeParse(payload).success).toBe(true)
      expect(new TextEncoder().encode(JSON.stringify(['answer:submit', payload])).length).toBeLessThan(
        MAX_MESSAGE_BYTES,
      )
    }
  })
})
