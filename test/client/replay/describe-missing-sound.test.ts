import { describe, expect, it } from 'vitest'
import { foldSession } from '#contract/fold-session.ts'
import { describeMissingSound } from '../../../client/features/replay/describe-missing-sound.ts'
import { createSpokenLog, endSpokenLog, TRACK } from './spoken-log.ts'

const SAMPLES = 12 * 16_000
const whole = [{ trackId: TRACK, samples: SAMPLES, peaks: [] }]

describe('what is missing of the sound', () => {
  it('[RS21] is nothing where everything is there, or nothing was recorded', () => {
    const events = endSpokenLog(createSpokenLog())
    expect(describeMissingSound(foldSession(events), whole)).toEqual([])
    expect(describeMissingSound(foldSession(events.slice(0, 4)), null)).toEqual([])
  })

  it('[RS22] counts holes, an end that never came and one that is not on disk', () => {
    const spoken = createSpokenLog()
    spoken.log.add({ type: 'audio_lost', trackId: TRACK, span: { fromSample: 0, toSample: 32_000 } })
    spoken.log.add({ type: 'track_closed', trackId: TRACK, samples: SAMPLES, stored: SAMPLES - 16_000 })
    const session = spoken.log.session()
    expect(describeMissingSound(session, null)).toEqual(['Question 1: 3 seconds of sound is missing.'])
    const shorter = [{ trackId: TRACK, samples: SAMPLES - 48_000, peaks: [] }]
    expect(describeMissingSound(session, shorter)).toEqual(['Question 1: 5 seconds of sound is missing.'])
  })

  it('[RS23] says that the end may be missing where the recording was never closed', () => {
    const session = createSpokenLog().log.session()
    expect(describeMissingSound(session, whole)).toEqual([
      'Question 1: the recording was cut short, so its end may be missing.',
    ])
  })

  it('[RS24] says it once where all of it is gone', () => {
    const spoken = createSpokenLog()
    endSpokenLog(spoken)
    expect(describeMissingSound(spoken.log.session(), [{ trackId: TRACK, samples: 0, peaks: [] }])).toEqual([
      'The sound of this interview is not on this machine.',
    ])
    spoken.log.add({ type: 'audio_deleted' })
    expect(describeMissingSound(spoken.log.session(), null)).toEqual([
      'The sound of this interview was deleted. The transcript stays.',
    ])
  })
})
