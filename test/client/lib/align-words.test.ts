import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AlignedWord, alignWords, findSample, type TrackWord } from '../../../client/lib/align-words.ts'
import { findCommonWords } from '../../../client/lib/common-words.ts'

const TRACK = 'aaaaaaaaaaaa'
const OTHER = 'bbbbbbbbbbbb'

/** Words of 300 ms, one after the other every 400 ms. */
function speak(text: string, { trackId = TRACK, from = 0 } = {}): TrackWord[] {
  return text.split(' ').map((word, i) => {
    const fromSample = from + i * 6_400
    return { trackId, text: word, fromSample, toSample: fromSample + 4_800 }
  })
}

/** What each word of the text got: its place in ms, or null. */
function told(text: string, aligned: readonly AlignedWord[]): [string, number | null, number | null][] {
  const toMs = (sample: number | null) => (sample === null ? null : sample / 16)
  return aligned.map(({ from, to, fromSample, toSample }) => [text.slice(from, to), toMs(fromSample), toMs(toSample)])
}

describe('alignWords', () => {
  it('[AW1] gives every word that was recognised its own time, whatever its case and marks', () => {
    const text = '(We) asked the “users”, don’t worry.'
    const aligned = alignWords(text, speak("we asked the users don't worry"))
    expect(told(text, aligned)).toEqual([
      ['We', 0, 300],
      ['asked', 400, 700],
      ['the', 800, 1_100],
      ['users', 1_200, 1_500],
      ['don’t', 1_600, 1_900],
      ['worry', 2_000, 2_300],
    ])
    expect(aligned.every(({ trackId }) => trackId === TRACK)).toBe(true)
  })

  it('[AW2] gives a mended word the time of what was heard in its place', () => {
    const text = 'we run Kubernetes in production'
    const aligned = alignWords(text, speak('we run cuban eight ease in production'))
    expect(told(text, aligned)).toEqual([
      ['we', 0, 300],
      ['run', 400, 700],
      ['Kubernetes', 800, 1_900],
      ['in', 2_000, 2_300],
      ['production', 2_400, 2_700],
    ])
  })

  it('[AW2] shares that time out by the length of the words', () => {
    const text = 'a road map is'
    const [, road, map] = alignWords(text, speak('a roadmapp is'))
    expect([road?.fromSample, road?.toSample, map?.toSample]).toEqual(
      [6_400, 6_400 + (4_800 * 5) / 9, 11_200].map(Math.round),
    )
  })

  it('[AW2] fits a word that was added between two spoken ones into the gap, at the ends of the text as well', () => {
    const text = 'Kubernetes we ship the product daily'
    const aligned = alignWords(text, speak('kuba we ship product dally'))
    expect(told(text, aligned)).toEqual([
      ['Kubernetes', 0, 300],
      ['we', 400, 700],
      ['ship', 800, 1_100],
      ['the', 1_100, 1_200],
      ['product', 1_200, 1_500],
      ['daily', 1_600, 1_900],
    ])
  })

  it('[AW3] gives what was typed no time: before, between and after', () => {
    const typed = 'these words were typed by hand at a desk'
    const text = `${typed} we ship daily ${typed} and sleep ${typed}`
    const aligned = alignWords(text, speak('we ship daily and sleep'))
    const placed = aligned.filter(({ trackId }) => trackId !== null)
    expect(placed.map(({ from, to }) => text.slice(from, to))).toEqual(['we', 'ship', 'daily', 'and', 'sleep'])
  })

  it('[AW3] does not bridge two tracks', () => {
    const text = 'we ship now daily'
    const aligned = alignWords(text, [...speak('we ship'), ...speak('daily', { trackId: OTHER })])
    expect(aligned.map(({ trackId }) => trackId)).toEqual([TRACK, TRACK, null, OTHER])
  })

  it('[AW4] leaves out what was struck out, and finds what stands behind it', () => {
    const text = 'we ship daily'
    expect(told(text, alignWords(text, speak('we um you know ship it to users daily')))).toEqual([
      ['we', 0, 300],
      ['ship', 1_600, 1_900],
      ['daily', 3_200, 3_500],
    ])
  })

  it('[AW4] meets words that are split differently', () => {
    const text = 'a well-known follow up'
    expect(told(text, alignWords(text, speak('a well known follow-up')))).toEqual([
      ['a', 0, 300],
      ['well-known', 400, 1_100],
      ['follow', 1_200, 1_425],
      ['up', 1_425, 1_500],
    ])
  })

  it('[AW4] takes a repeated word beside the words that it was spoken with', () => {
    const text = 'the plan the users like'
    const placed = alignWords(text, speak('the users like')).filter(({ trackId }) => trackId !== null)
    expect(placed.map(({ from }) => from).slice(-3)).toEqual([9, 13, 19])
    expect(told('the users', alignWords('the users', speak('the um the users')))[0]).toEqual(['the', 800, 1_100])
  })

  it('[AW5] takes nothing, nothing recognised, and signs alone', () => {
    expect(alignWords('', speak('we ship'))).toEqual([])
    expect(alignWords('— … !', speak('we ship'))).toEqual([])
    expect(alignWords('we', [])).toEqual([{ from: 0, to: 2, trackId: null, fromSample: null, toSample: null }])
  })

  it('[AW6] takes 6,000 mended words in less than 100 ms', () => {
    const words = Array.from({ length: 6_000 }, (_, i) => (i % 5 === 0 ? 'the' : `w${(i * 7919) % 997}`))
    const text = words.map((word, i) => (i % 9 === 4 ? `mended${i}` : word)).join(' ')
    const spoken = speak(words.join(' '))
    const aligned = alignWords(text, spoken)
    // The best of a few: what else the machine does is no part of it.
    const times = [1, 2, 3, 4].map(() => {
      const startedAt = performance.now()
      alignWords(text, spoken)
      return performance.now() - startedAt
    })
    expect(Math.min(...times)).toBeLessThan(100)
    expect(aligned.every(({ fromSample }, i) => fromSample === spoken[i]?.fromSample)).toBe(true)
  })

  it('[AW7] finds as many common words as there are, in order', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 90 })
    fc.assert(
      fc.property(list, list, (a, b) => {
        const pairs = findCommonWords(a, b)
        expect(pairs.every(([i, j]) => a[i] === b[j])).toBe(true)
        expect(pairs.every(([i, j], k) => k === 0 || (i > pairs[k - 1]![0] && j > pairs[k - 1]![1]))).toBe(true)
        expect(pairs.length).toBe(countCommon(a, b))
      }),
      { seed: 5, numRuns: 500 },
    )
  })
})

describe('findSample', () => {
  const text = 'typed first here you see: “we ship” daily'
  const aligned = alignWords(text, speak('we ship daily', { from: 16_000 }))

  it('[AW8] starts at the first word of the quote, or the first after it that was spoken', () => {
    expect(findSample(aligned, text.indexOf('ship'))).toEqual({ trackId: TRACK, sample: 22_400 })
    expect(findSample(aligned, text.indexOf('“we'))).toEqual({ trackId: TRACK, sample: 16_000 })
    expect(findSample(aligned, 0)).toEqual({ trackId: TRACK, sample: 16_000 })
    expect(findSample(aligned, text.indexOf('ship') + 2)).toEqual({ trackId: TRACK, sample: 22_400 })
  })

  it('[AW8] finds none after the last word, nor in a quote that was typed', () => {
    expect(findSample(aligned, text.length)).toBeNull()
    expect(findSample(aligned, 0, text.indexOf('you'))).toBeNull()
  })
})

/** The textbook table. */
function countCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0)
  for (const word of a) {
    const next = [0]
    b.forEach((other, j) => {
      next.push(word === other ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!))
    })
    row = next
  }
  return row[b.length]!
}
