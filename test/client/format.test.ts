import { describe, expect, it } from 'vitest'
import {
  capitalised,
  formatAbout,
  formatCount,
  formatDate,
  formatDateTime,
  formatDay,
  formatDuration,
  formatDurationWords,
  formatLatency,
  formatLength,
  formatList,
  formatMonth,
  formatWhen,
  numberWord,
} from '../../client/components/format.ts'

const LONDON = { timeZone: 'Europe/London' }
const at = (iso: string) => Date.parse(iso)

describe('formatDuration', () => {
  it.each([
    [0, '0:00'],
    [999, '0:00'],
    [5_000, '0:05'],
    [185_000, '3:05'],
    [3_599_999, '59:59'],
    [3_785_000, '1:03:05'],
    [-2_000, '0:00'],
  ])('reads %i ms as a clock: %s', (ms, clock) => {
    expect(formatDuration(ms)).toBe(clock)
  })
})

describe('formatDurationWords', () => {
  it.each([
    [0, '0 seconds'],
    [1_000, '1 second'],
    [180_000, '3 minutes'],
    [185_000, '3 minutes 5 seconds'],
    [3_600_000, '1 hour'],
    [3_785_000, '1 hour 3 minutes'],
  ])('says %i ms as %s', (ms, words) => {
    expect(formatDurationWords(ms)).toBe(words)
  })
})

describe('formatAbout', () => {
  it.each([
    [10_000, 'about 1 minute'],
    [7 * 60_000, 'about 7 minutes'],
    [23 * 60_000, 'about 25 minutes'],
    [68 * 60_000, 'about 1 hour 10 minutes'],
  ])('rounds %i ms to %s', (ms, words) => {
    expect(formatAbout(ms)).toBe(words)
  })
})

describe('dates', () => {
  it('are written the British way', () => {
    expect(formatDate(at('2025-06-03T13:05:00Z'), LONDON)).toBe('3 June 2025')
    expect(formatDateTime(at('2025-06-03T13:05:00Z'), LONDON)).toBe('3 June 2025, 14:05')
    expect(formatMonth(at('2025-06-03T13:05:00Z'), LONDON)).toBe('June 2025')
  })

  it('name today and yesterday by the calendar, not by 24 hours', () => {
    const now = at('2025-06-03T00:10:00Z')
    expect(formatDay(at('2025-06-02T23:05:00Z'), now, LONDON)).toBe('today')
    expect(formatDay(at('2025-06-02T22:55:00Z'), now, LONDON)).toBe('yesterday')
  })

  it('keep yesterday across the change of the clocks', () => {
    const now = at('2025-03-30T22:30:00Z')
    expect(formatDay(at('2025-03-29T00:30:00Z'), now, LONDON)).toBe('yesterday')
  })

  it('carry the weekday within the year and the year outside of it', () => {
    const now = at('2025-06-20T12:00:00Z')
    expect(formatWhen(at('2025-06-03T13:05:00Z'), now, LONDON)).toBe('Tuesday 3 June, 14:05')
    expect(formatWhen(at('2024-12-31T09:00:00Z'), now, LONDON)).toBe('31 December 2024, 09:00')
  })
})

describe('the length of an interview', () => {
  it('[FM1] is said in whole minutes, and alike in the list and in the report', () => {
    expect(formatLength(59_999)).toBe('under a minute')
    expect(formatLength(60_000)).toBe('1 minute')
    expect(formatLength(23.6 * 60_000)).toBe('24 minutes')
    expect(formatLength(26 * 3_600_000)).toBe('over several sittings')
  })
})

describe('counts and lists', () => {
  it('follow the number', () => {
    expect(formatCount(1, 'question')).toBe('1 question')
    expect(formatCount(1_200, 'question')).toBe('1,200 questions')
    expect(formatCount(2, 'reply', 'replies')).toBe('2 replies')
  })

  it('say small numbers as words', () => {
    expect(numberWord(5)).toBe('five')
    expect(numberWord(30)).toBe('30')
  })

  it('join with an and', () => {
    expect(formatList(['2 easy', '5 medium', '3 hard'])).toBe('2 easy, 5 medium and 3 hard')
    expect(formatList(['2 easy'])).toBe('2 easy')
  })

  it('tell milliseconds from seconds', () => {
    expect(formatLatency(340.4)).toBe('340 ms')
    expect(formatLatency(1_840)).toBe('1.8 s')
  })

  it('capitalise the first letter only', () => {
    expect(capitalised('five API questions')).toBe('Five API questions')
    expect(capitalised('')).toBe('')
  })
})
