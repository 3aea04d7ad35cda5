import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  buildActivityState,
  endTrack,
  FRAME_SAMPLES,
  hearFrame,
  type VoiceActivity,
} from '../../../../client/lib/audio/voice-activity.ts'

const MS = 16
const PADDING = 200 * MS
/** A frame a letter: `#` speech, `~` not sure, `.` none. */
const LIKELY: Record<string, number> = { '#': 0.9, '~': 0.42, '.': 0.02 }

interface Told {
  readonly activity: VoiceActivity
  /** How many frames had been heard. */
  readonly after: number
}

function hear(frames: string, powerOf: (index: number) => number = () => 0.01) {
  let state = buildActivityState()
  const told: Told[] = []
  for (const [index, letter] of [...frames].entries()) {
    const step = hearFrame(state, { probability: LIKELY[letter] ?? 0, power: powerOf(index) })
    state = step.state
    told.push(...step.activities.map((activity) => ({ activity, after: index + 1 })))
  }
  return { told, activities: told.map(({ activity }) => activity), state }
}

/** As `hear`, and the track ends there. */
function hearTrack(frames: string, missingSamples = 0, powerOf?: (index: number) => number): VoiceActivity[] {
  const { activities, state } = hear(frames, powerOf)
  return [...activities, ...endTrack(state, frames.length * FRAME_SAMPLES - missingSamples).activities]
}

const frame = (index: number) => index * FRAME_SAMPLES

describe('speech begins', () => {
  it('[VA1] with the second frame of it, and is told to have begun with the first', () => {
    expect(hear('.....##').told).toEqual([{ activity: { type: 'started', sample: frame(5) }, after: 7 }])
  })

  it('[VA2] not with a click of one frame, however often', () => {
    expect(hear('...#....#......#..#').activities).toEqual([])
  })

  it('[VA3] although it is unsure between its first two frames', () => {
    expect(hear('..#~#').activities).toEqual([{ type: 'started', sample: frame(2) }])
  })

  it('[VA4] not with what is only ever unsure, and not with clicks that lie far apart in it', () => {
    expect(hear('~'.repeat(100)).activities).toEqual([])
    expect(hear(`#${'~'.repeat(20)}#${'~'.repeat(20)}#`).activities).toEqual([])
  })

  it('[VA5] in the very first frame of a track', () => {
    expect(hear('##').activities).toEqual([{ type: 'started', sample: 0 }])
  })
})

describe('speech ends', () => {
  const said = '#'.repeat(20)

  it('[VA6] when 300 ms of silence have followed, with 200 ms kept on both sides', () => {
    const { told } = hear(`${'.'.repeat(20)}${said}${'.'.repeat(30)}`)
    expect(told.at(-1)).toEqual({
      activity: { type: 'span', fromSample: frame(20) - PADDING, toSample: frame(40) + PADDING },
      after: 50,
    })
  })

  it('[VA7] not in a pause that is shorter', () => {
    expect(hear(`${said}${'.'.repeat(9)}${said}`).activities).toEqual([{ type: 'started', sample: 0 }])
  })

  it('[VA8] not while it is unsure, but a silence goes on through what is unsure', () => {
    expect(hear(`${said}${'~'.repeat(60)}`).activities).toHaveLength(1)
    expect(hear(`${said}...~~~~~~..`).told.at(-1)).toEqual({
      activity: { type: 'span', fromSample: 0, toSample: frame(20) + PADDING },
      after: 30,
    })
  })

  it('[VA9] and what was shorter than 200 ms was a mistake', () => {
    expect(hear(`....######${'.'.repeat(30)}`).activities).toEqual([
      { type: 'started', sample: frame(4) },
      { type: 'mistake' },
    ])
    expect(hear(`....#######${'.'.repeat(30)}`).activities.at(-1)?.type).toBe('span')
  })

  it('[VA10] a mistake moves nothing: the next span is kept whole', () => {
    const { activities } = hear(`....####${'.'.repeat(12)}${said}${'.'.repeat(12)}`)
    expect(activities.at(-1)).toEqual({
      type: 'span',
      fromSample: frame(20) - PADDING,
      toSample: frame(40) + PADDING,
    })
  })

  it('[VA11] spans that lie close share the silence between them and never overlap', () => {
    const spans = hear(`${said}${'.'.repeat(11)}${said}${'.'.repeat(11)}`).activities.filter((a) => a.type === 'span')
    expect(spans).toEqual([
      { type: 'span', fromSample: 0, toSample: frame(20) + PADDING },
      { type: 'span', fromSample: frame(20) + PADDING, toSample: frame(51) + PADDING },
    ])
  })
})

describe('a track ends', () => {
  it('[VA12] in mid-speech: the span is told at once and does not reach beyond the track', () => {
    const track = `..........${'#'.repeat(20)}`
    expect(hearTrack(track, 100).at(-1)).toEqual({
      type: 'span',
      fromSample: frame(10) - PADDING,
      toSample: frame(30) - 100,
    })
    expect(hearTrack(`${track}..`).at(-1)).toMatchObject({ toSample: frame(32) })
  })

  it('[VA13] in silence: nothing is told, and a cough is a mistake', () => {
    expect(hearTrack('..........')).toEqual([])
    expect(hearTrack('..........#')).toEqual([])
    expect(hearTrack('......###').at(-1)).toEqual({ type: 'mistake' })
  })
})

describe('speech without an end', () => {
  const LIMIT = Math.ceil((25_000 * MS) / FRAME_SAMPLES)

  it('[VA14] is cut after 25 s where it was quietest in the last 3 s, and goes on from there', () => {
    const quietest = LIMIT - 40
    const { told } = hear('#'.repeat(LIMIT), (i) => (i === quietest ? 0.001 : i === 100 ? 0 : 0.1))
    const cut = frame(quietest) + FRAME_SAMPLES / 2
    expect(told.slice(1)).toEqual([
      { activity: { type: 'span', fromSample: 0, toSample: cut }, after: LIMIT },
      { activity: { type: 'started', sample: cut }, after: LIMIT },
    ])
  })

  it('[VA15] what is left after the cut is never lost as too short', () => {
    const quietest = LIMIT - 3
    const track = `${'#'.repeat(LIMIT)}${'.'.repeat(12)}`
    const cut = frame(quietest) + FRAME_SAMPLES / 2
    expect(hearTrack(track, 0, (i) => (i === quietest ? 0 : 0.1)).at(-1)).toEqual({
      type: 'span',
      fromSample: cut,
      toSample: frame(LIMIT) + PADDING,
    })
  })

  it('[VA16] a cut in the silence that ends it leaves no span of silence', () => {
    const track = `${'#'.repeat(LIMIT - 4)}${'.'.repeat(20)}`
    const activities = hearTrack(track, 0, (i) => (i < LIMIT - 4 ? 0.1 : 0))
    expect(activities.map(({ type }) => type)).toEqual(['started', 'span', 'started', 'mistake'])
  })

  it('[VA17] three minutes of it come out whole, in pieces of 22 to 25 s', () => {
    const activities = hearTrack('#'.repeat(5_625), 0, (i) => 0.1 + 0.05 * Math.sin(i))
    const spans = activities.filter((a) => a.type === 'span')
    expect(spans[0]).toMatchObject({ fromSample: 0 })
    for (const [i, span] of spans.entries()) {
      if (i > 0) expect(span.fromSample).toBe(spans[i - 1]!.toSample)
      const isLast = i === spans.length - 1
      if (!isLast) expect(span.toSample - span.fromSample).toBeGreaterThanOrEqual(21_900 * MS)
      expect(span.toSample - span.fromSample).toBeLessThanOrEqual(25_100 * MS)
    }
    expect(spans.at(-1)).toMatchObject({ toSample: frame(5_625) })
  })
})

describe('whatever is heard', () => {
  it('[VA18] starts and ends take turns, and spans are in order within the track', () => {
    const sound = fc.array(fc.tuple(fc.constantFrom('#', '~', '.'), fc.integer({ min: 1, max: 60 })), { maxLength: 60 })
    fc.assert(
      fc.property(sound, fc.integer({ min: 0, max: 511 }), (stretches, missing) => {
        const track = stretches.map(([letter, count]) => letter.repeat(count)).join('')
        if (track === '') return
        const activities = hearTrack(track, missing)
        expect(activities.map(({ type }) => (type === 'started' ? 's' : 'e')).join('')).toMatch(/^(se)*$/)
        let at = 0
        for (const activity of activities) {
          if (activity.type !== 'span') continue
          expect(activity.fromSample).toBeGreaterThanOrEqual(at)
          expect(activity.toSample).toBeGreaterThan(activity.fromSample)
          at = activity.toSample
        }
        expect(at).toBeLessThanOrEqual(frame(track.length) - missing)
      }),
      { numRuns: 300 },
    )
  })
})
