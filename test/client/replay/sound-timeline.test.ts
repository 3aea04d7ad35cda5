import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listSpeech, placeTracks } from '../../../client/features/replay/placed-tracks.ts'
import { buildRecording } from '../../../client/features/replay/recording.ts'
import {
  buildTimeline,
  findCut,
  positionAt,
  SHORTENED_PAUSE_MS,
  sessionTimeAt,
} from '../../../client/features/replay/timeline.ts'
import { buildWaveform } from '../../../client/features/replay/waveform.ts'
import { createSpokenLog, endSpokenLog, TRACK } from './spoken-log.ts'

function spokenTimelines() {
  const spoken = createSpokenLog()
  const recording = buildRecording(endSpokenLog(spoken))
  const { tracks } = recording.today
  const speech = listSpeech(tracks, spoken.startAt)
  const build = (longest: number | null) => buildTimeline(recording.events, longest, speech)
  const trackMs = spoken.startedAt - spoken.startAt
  return { ...spoken, tracks, speech, trackMs, original: build(null), shortened: build(SHORTENED_PAUSE_MS) }
}

describe('the timeline of a spoken session', () => {
  it('[SOT1] plays speech whole, and a silence in a recording no longer than the pause that is allowed', () => {
    const { shortened, speech, trackMs } = spokenTimelines()
    for (const { fromMs, toMs } of speech) {
      expect(positionAt(shortened, toMs) - positionAt(shortened, fromMs)).toBeCloseTo(toMs - fromMs)
    }
    // From the recognition at 4.5 s to just before the words at 10 s.
    const silence = [4_500, 10_000 - 300].map((ms) => positionAt(shortened, trackMs + ms))
    expect(silence[1]! - silence[0]!).toBeCloseTo(SHORTENED_PAUSE_MS)
    expect(findCut(shortened, trackMs + 8_000)?.atMs).toBe(trackMs + 9_700)
    expect(findCut(shortened, trackMs + 5_000)).toBeNull()
  })

  it('[SOT2] has a place in the session for every position, and comes back to it', () => {
    const { shortened, original } = spokenTimelines()
    for (const timeline of [shortened, original]) {
      const anywhere = fc.double({ min: 0, max: timeline.durationMs, noNaN: true })
      const same = fc.property(anywhere, (position) => {
        expect(positionAt(timeline, sessionTimeAt(timeline, position))).toBeCloseTo(position, 6)
      })
      fc.assert(same)
    }
  })

  it('[SOT3] never goes back: a later moment is played no earlier', () => {
    const { shortened, original } = spokenTimelines()
    const moment = fc.integer({ min: 0, max: original.durationMs })
    const same = fc.property(moment, moment, (a, b) => {
      const [first, second] = [Math.min(a, b), Math.max(a, b)]
      expect(positionAt(shortened, first)).toBeLessThanOrEqual(positionAt(shortened, second))
    })
    fc.assert(same)
  })

  it('[SOT4] has nothing to cut at its own timing', () => {
    const { original } = spokenTimelines()
    expect(original.pieces).toHaveLength(1)
    expect(original.leftOutMs).toBe(0)
  })
})

describe('the waveform', () => {
  it('[SOT5] shows a sound where it is played, on either timing, and leaves out what is cut', () => {
    const { original, shortened, tracks, trackMs, startAt } = spokenTimelines()
    const peaks = new Array(240).fill(0)
    peaks[20] = 0.5
    peaks[160] = 0.9
    const placed = placeTracks(tracks, [{ trackId: TRACK, samples: 192_000, peaks }], startAt)
    const barOf = (timeline: typeof original, ms: number) =>
      Math.floor((positionAt(timeline, trackMs + ms) / timeline.durationMs) * 100)
    const whole = buildWaveform(original, placed, 100)
    expect(whole.flatMap((peak, i) => (peak > 0 ? [i] : []))).toEqual([barOf(original, 1_025), barOf(original, 8_025)])
    const cut = buildWaveform(shortened, placed, 100)
    expect(cut.flatMap((peak, i) => (peak > 0 ? [i] : []))).toEqual([barOf(shortened, 1_025)])
  })

  it('[SOT6] is empty without sound', () => {
    expect(buildWaveform(spokenTimelines().original, [], 4)).toEqual([0, 0, 0, 0])
  })
})
