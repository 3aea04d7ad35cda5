import { describe, expect, it } from 'vitest'
import type { Delivery } from '../../server/contract/delivery.ts'
import type { Utterance } from '../../server/contract/session.ts'
import { measureSpeech } from '../../server/speech-metrics/measure-speech.ts'
import { buildTrack, estimated, measure, measured, measureOne, samples, TRACK, turnOf } from './tracks.ts'

const OTHER = 'bbbbbbbbbbbb'

const words = (count: number) => Array.from({ length: count }, (_, i) => `word${i}`).join(' ')

/** So many words a minute, each filling 80 % of its time. */
function atPace(wordsPerMinute: number, count: number): Utterance {
  const step = 60_000 / wordsPerMinute
  const own = Array.from({ length: count }, (_, i) => ({
    text: `w${i}`,
    fromSample: Math.round(samples(i * step)),
    toSample: Math.round(samples((i + 0.8) * step)),
  }))
  const text = own.map((word) => word.text).join(' ')
  const span = { fromSample: 0, toSample: own.at(-1)!.toSample + samples(200) }
  return { ...span, state: 'recognized', text, words: own, timing: 'measured', inserted: text }
}

describe('talk time', () => {
  it('[MS1] runs from the first word to the last, without the padding of the stretch', () => {
    const delivery = measureOne(measured('we ship it daily'))
    expect(delivery.talkMs).toBe(3 * 400 + 300)
    expect(delivery.words).toBe(4)
  })

  it('[MS1] leaves out pauses between stretches and inside them, and keeps the stops between words', () => {
    const delivery = measureOne(measured('we ship +500 it +1400 daily'), measured('and sleep', 9_000))
    expect(delivery.talkMs).toBe(1_600 + 300 + 700)
  })

  it('[MS1] is the whole stretch where words have no times, and counts what has no text', () => {
    const untranscribed: Utterance = { fromSample: samples(9_000), toSample: samples(10_500), state: 'untranscribed' }
    const delivery = measureOne(estimated('we ship it', 1_000, 2_300), untranscribed)
    expect(delivery.talkMs).toBe(1_300 + 1_500)
    expect(delivery.words).toBe(3)
  })

  it('[MS1] counts two stretches that overlap once', () => {
    expect(measureOne(estimated('we ship it', 1_000, 2_000), estimated('it daily', 1_500, 3_000)).talkMs).toBe(2_000)
  })

  it('[MS1] is null where nobody spoke, and noise is no speech', () => {
    const noise: Utterance = { ...estimated('x', 0, 900), text: '', words: [], inserted: '' } as Utterance
    expect(measureSpeech({ turns: [] })).toBeNull()
    expect(measureSpeech({ turns: [turnOf(buildTrack([]))] })).toBeNull()
    expect(measureSpeech({ turns: [turnOf(buildTrack([noise]))] })).toBeNull()
  })
})

describe('pace', () => {
  it.each([60, 110, 150, 190, 240])('[MS2] tells %i words a minute within 5 %', (wordsPerMinute) => {
    const delivery = measureOne(atPace(wordsPerMinute, 120))
    expect(Math.abs(delivery.wordsPerMinute! / wordsPerMinute - 1)).toBeLessThan(0.05)
    const { windows } = delivery.pace
    if (windows.status !== 'measured') throw new Error('not measured')
    expect(windows.list.length).toBe(Math.ceil(delivery.talkMs / 15_000))
    for (const window of windows.list) {
      if (window.wordsPerMinute === null) expect(window.toMs - window.fromMs).toBeLessThan(3_000)
      else expect(Math.abs(window.wordsPerMinute / wordsPerMinute - 1)).toBeLessThan(0.05)
    }
  })

  it('[MS2] counts pauses under 2 s and leaves longer ones out', () => {
    const plain = 'one two three four five six'
    const spoken = 5 * 400 + 300
    const paceOf = (ms: number) => Math.round((6 * 600_000) / ms) / 10
    expect(measureOne(measured(plain)).wordsPerMinute).toBe(paceOf(spoken))
    expect(measureOne(measured('one two three +1800 four five six')).wordsPerMinute).toBe(paceOf(spoken + 1_800))
    expect(measureOne(measured('one two three +1900 four five six')).wordsPerMinute).toBe(paceOf(spoken - 100))
    expect(measureOne(measured('one two three'), measured('four five six', 60_000)).wordsPerMinute).toBe(
      paceOf(spoken - 100),
    )
  })

  it('[MS2] hardly depends on whether words have times', () => {
    const text = words(12)
    const own = measured(text)
    const exact = measureOne(own, measured(text, 7_000)).wordsPerMinute!
    const rough = measureOne(estimated(text, 800, 5_900), estimated(text, 6_800, 11_900)).wordsPerMinute!
    expect(Math.abs(rough / exact - 1)).toBeLessThan(0.05)
  })

  it('[MS2] looks at transcribed speech only, and says nothing about fewer than five words', () => {
    const failed: Utterance = {
      fromSample: samples(6_000),
      toSample: samples(20_000),
      state: 'failed',
      because: 'refused',
    }
    const text = 'one two three four five six'
    expect(measureOne(measured(text), failed).wordsPerMinute).toBe(measureOne(measured(text)).wordsPerMinute)
    expect(measureOne(measured('one two three four')).wordsPerMinute).toBeNull()
    expect(measureOne(failed)).toMatchObject({ words: 0, wordsPerMinute: null, toFirstWord: { medianMs: 6_500 } })
  })

  it('[MS3] is listed for each stretch, from the start of the turn’s first recording', () => {
    const first = buildTrack([measured('we ship it every day')])
    const second = buildTrack([measured('and sleep')], { id: OTHER, startedAt: first.startedAt + 30_000 })
    expect(measure(first, second).pace.utterances).toEqual([
      {
        turnId: 't2',
        trackId: TRACK,
        fromMs: 1_000,
        toMs: 2_900,
        words: 5,
        wordsPerMinute: Math.round((5 * 600_000) / 1_900) / 10,
        timing: 'measured',
      },
      {
        turnId: 't2',
        trackId: OTHER,
        fromMs: 31_000,
        toMs: 31_700,
        words: 2,
        wordsPerMinute: null,
        timing: 'measured',
      },
    ])
  })

  it('[MS3] shows where somebody became faster', () => {
    const slow = atPace(100, 25)
    const fast = atPace(200, 50)
    const track = buildTrack([slow])
    const then = buildTrack([fast], { id: OTHER, startedAt: track.startedAt + 15_000 })
    const { windows } = measure(track, then).pace
    if (windows.status !== 'measured') throw new Error('not measured')
    expect(windows.list.map(({ wordsPerMinute }) => Math.round(wordsPerMinute! / 10) * 10)).toEqual([100, 200])
  })

  it('[MS3] a window without speech has no pace', () => {
    const { windows } = measureOne(measured(words(20)), measured(words(20), 40_000)).pace
    if (windows.status !== 'measured') throw new Error('not measured')
    expect(windows.list.map(({ fromMs, toMs, wordsPerMinute }) => [fromMs, toMs, wordsPerMinute !== null])).toEqual([
      [0, 15_000, true],
      [15_000, 30_000, false],
      [30_000, 45_000, true],
      [45_000, 47_900, false],
    ])
  })

  it('[MS3] lists nothing between recordings that lie far apart', () => {
    const first = buildTrack([measured(words(20))])
    const later = buildTrack([measured(words(20))], { id: OTHER, startedAt: first.startedAt + 3_600_000 })
    const { windows } = measure(first, later).pace
    expect(windows.status === 'measured' && windows.list.map(({ fromMs }) => fromMs)).toEqual([0, 3_600_000])
  })

  it('[MS4] cannot be told by windows where words have no times', () => {
    const delivery = measureOne(estimated(words(40), 1_000, 17_000))
    expect(delivery.timing).toBe('estimated')
    expect(delivery.pace.windows).toEqual({ status: 'not_measurable', because: 'estimated_times' })
    const failed: Utterance = { fromSample: 0, toSample: 16_000, state: 'failed', because: 'timed_out' }
    expect(measureOne(failed).pace.windows).toEqual({ status: 'not_measurable', because: 'no_words' })
  })

  it('[MS4] a turn whose words have times in part is left out of the windows, others are not', () => {
    const rough = buildTrack([measured(words(20)), estimated(words(20), 12_000, 20_000)])
    const exact = buildTrack([measured(words(20))], { id: OTHER, turnId: 't4' })
    const delivery = measureSpeech({ turns: [turnOf(rough), turnOf(exact)] })!
    expect(delivery.timing).toBe('mixed')
    const { windows } = delivery.pace
    expect(windows.status === 'measured' && windows.list.map(({ turnId }) => turnId)).toEqual(['t4'])
  })
})

describe('pauses', () => {
  const listOf = (delivery: Delivery) => delivery.pauses.list.map(({ atMs, ms, place }) => [atMs, ms, place])

  it('[MS5] are exact to the millisecond, inside a stretch and between stretches', () => {
    const delivery = measureOne(
      measured('We asked +637 them. +1234 Then we +599 shipped'),
      measured('it daily.', 9_001),
    )
    expect(delivery.pauses).toMatchObject({
      count: 3,
      longestMs: 9_001 - 5_770,
      totalMs: 737 + 1_334 + (9_001 - 5_770),
    })
    expect(listOf(delivery)).toEqual([
      [1_700, 737, 'in_sentence'],
      [2_737, 1_334, 'between_sentences'],
      [5_770, 9_001 - 5_770, 'in_sentence'],
    ])
    expect(delivery.pauses.list[0]).toEqual({
      turnId: 't2',
      trackId: TRACK,
      atMs: 1_700,
      fromSample: samples(1_700),
      ms: 737,
      place: 'in_sentence',
      measuredBy: 'words',
    })
  })

  it('[MS5] begin at 0.7 s', () => {
    expect(measureOne(measured('we +599 ship')).pauses.count).toBe(0)
    expect(measureOne(measured('we +600 ship')).pauses).toMatchObject({ count: 1, longestMs: 700, totalMs: 700 })
  })

  it('[MS5] a full stop that a recogniser put before a small letter ends no sentence, nor does an ellipsis', () => {
    expect(listOf(measureOne(measured('We asked.'), measured('and shipped.', 4_000)))).toEqual([
      [1_700, 2_300, 'in_sentence'],
    ])
    expect(listOf(measureOne(measured('We… +900 I shipped.')))).toEqual([[1_300, 1_000, 'in_sentence']])
  })

  it('[MS5] have no place where the transcript has no marks, or there is none', () => {
    expect(listOf(measureOne(measured('we asked +900 them')))).toEqual([[1_700, 1_000, 'unknown']])
    const failed: Utterance = {
      fromSample: samples(8_000),
      toSample: samples(9_000),
      state: 'failed',
      because: 'refused',
    }
    expect(measureOne(measured('We asked.'), failed).pauses.list).toMatchObject([
      { atMs: 1_700, ms: 6_300, place: 'unknown', measuredBy: 'spans' },
    ])
  })

  it('[MS6] are the gaps between stretches where words have no times, and say so', () => {
    const delivery = measureOne(estimated('We asked them.', 1_000, 2_000), estimated('Then we shipped.', 4_500, 6_000))
    expect(delivery.pauses.list).toEqual([
      {
        turnId: 't2',
        trackId: TRACK,
        atMs: 2_000,
        fromSample: samples(2_000),
        ms: 2_500,
        place: 'between_sentences',
        measuredBy: 'spans',
      },
    ])
  })

  it('[MS7] are none before the first word, after the last, between recordings, and where sound was lost', () => {
    const first = buildTrack([measured('we ship', 5_000)])
    const second = buildTrack([measured('it daily', 3_000)], { id: OTHER, startedAt: first.startedAt + 60_000 })
    expect(measure(first, second).pauses.count).toBe(0)
    const utterances = [measured('we ship'), measured('it daily', 9_000)]
    const holed = buildTrack(utterances, { lost: [{ fromSample: samples(4_000), toSample: samples(5_000) }] })
    expect(measure(holed).pauses.count).toBe(0)
    expect(measure(buildTrack(utterances)).pauses.count).toBe(1)
  })

  it('[MS7] are counted from the start of the turn’s first recording', () => {
    const first = buildTrack([measured('we ship')])
    const second = buildTrack([measured('it +900 daily')], { id: OTHER, startedAt: first.startedAt + 20_000 })
    expect(measure(first, second).pauses.list).toMatchObject([
      { trackId: OTHER, atMs: 21_300, fromSample: samples(1_300) },
    ])
  })
})
