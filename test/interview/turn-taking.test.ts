import { describe, expect, it } from 'vitest'
import type { Floor } from '#contract/speech.ts'
import {
  decideFloor,
  type FloorDecision,
  type FloorFacts,
  reopenUntil,
  UNFINISHED_WITHIN_MS,
} from '../../server/interview/turn-taking.ts'
import { COMPLETE, INCOMPLETE, LET_ME_THINK, spoken, UNSURE } from './floor-facts.ts'

interface Step {
  /** Since the last speech, or the question where nothing was said. */
  readonly after: number
  readonly floor: Floor
}
interface Walk {
  readonly steps: readonly Step[]
  /** Since the last speech; null where silence never ends the answer. */
  readonly submittedAfter: number | null
}

/** Lives through `ms` of silence from `facts.lastActivityAt`, from one `nextAt` to the next, as the candidate sees it. */
function walk(facts: FloorFacts, ms = 600_000): Walk {
  const began = facts.lastActivityAt ?? facts.askedAt
  const steps: Step[] = []
  let shown: Floor = { state: 'listening' }
  for (let now: number | null = began; now !== null && now <= began + ms; ) {
    const decision: FloorDecision = decideFloor({ ...facts, shown }, now)
    if (decision.submit) return { steps, submittedAfter: now - began }
    if (decision.nextAt !== null) expect(decision.nextAt).toBeGreaterThan(now)
    steps.push({ after: now - began, floor: decision.floor })
    shown = decision.floor
    now = decision.nextAt
  }
  return { steps, submittedAfter: null }
}

const states = (facts: FloorFacts) =>
  walk(facts).steps.map(({ after, floor }) => {
    if (floor.state === 'countdown') return `${after / 1_000} s countdown of ${floor.ms / 1_000} s`
    const nudge = 'nudge' in floor && floor.nudge !== 'none' ? ` ${floor.nudge}` : ''
    return `${after / 1_000} s ${floor.state}${nudge}`
  })

describe('the table of waits', () => {
  it('[TT1] what sounds complete: 3 s of silence, a countdown of 4 s, the end', () => {
    expect(states(spoken(COMPLETE))).toEqual(['0 s thinking', '3 s countdown of 4 s'])
    expect(walk(spoken(COMPLETE)).submittedAfter).toBe(7_000)
  })

  it('[TT2] in doubt: 8 s, a countdown of 6 s, the end', () => {
    expect(states(spoken(UNSURE))).toEqual(['0 s thinking', '8 s countdown of 6 s'])
    expect(walk(spoken(UNSURE)).submittedAfter).toBe(14_000)
  })

  it('[TT3] without a transcript to judge by silence ends nothing', () => {
    const never = ['0 s thinking', '7 s thinking take_your_time', '45 s thinking still_here']
    expect(states(spoken(COMPLETE, { hasRecognizer: false }))).toEqual(never)
    expect(states(spoken(COMPLETE, { untranscribed: true }))).toEqual(never)
    expect(states(spoken('', { untranscribed: true }))).toEqual(never)
  })

  it('[TT4] what sounds unfinished: no countdown, "take your time" at 7 s, one nudge at 45 s', () => {
    expect(states(spoken(INCOMPLETE))).toEqual([
      '0 s thinking',
      '7 s thinking take_your_time',
      '45 s thinking still_here',
    ])
    expect(walk(spoken(INCOMPLETE)).submittedAfter).toBeNull()
  })

  it('[TT5] "let me think" is unfinished, and the nudge comes only at 120 s', () => {
    expect(states(spoken(LET_ME_THINK))).toEqual([
      '0 s thinking',
      '7 s thinking take_your_time',
      '120 s thinking still_here',
    ])
  })

  it('[TT6] under hold nothing ends, whatever was said, and the nudge comes at 120 s', () => {
    for (const text of ['', COMPLETE, UNSURE, INCOMPLETE, LET_ME_THINK]) {
      expect(states(spoken(text, { held: true }))).toEqual(['0 s held', '120 s held still_here'])
    }
  })

  it('[TT7] nothing yet since the question: one nudge at 25 s, nothing else', () => {
    const silent = spoken('', { lastActivityAt: null, lastBy: 'nobody' })
    expect(states(silent)).toEqual(['0 s open', '25 s thinking still_here'])
    // A cough: speech was noticed, no word was understood.
    expect(states(spoken('', { lastBy: 'nobody' }))).toEqual(['0 s open', '25 s thinking still_here'])
  })

  it('[TT8] while speech goes on nothing is waited for', () => {
    expect(decideFloor(spoken(COMPLETE, { speaking: true }), 90_000)).toEqual({
      floor: { state: 'listening' },
      submit: false,
      nextAt: null,
    })
  })

  it('[TT9] patience makes silence and countdown shorter or longer', () => {
    expect(states(spoken(COMPLETE, { patience: 'quick' }))).toEqual(['0 s thinking', '1.5 s countdown of 2 s'])
    expect(states(spoken(COMPLETE, { patience: 'patient' }))).toEqual(['0 s thinking', '5.4 s countdown of 7.2 s'])
    expect(walk(spoken(COMPLETE, { patience: 'quick' })).submittedAfter).toBe(3_500)
    expect(walk(spoken(UNSURE, { patience: 'quick' })).submittedAfter).toBe(7_000)
    expect(walk(spoken(COMPLETE, { patience: 'patient' })).submittedAfter).toBe(12_600)
    expect(walk(spoken(UNSURE, { patience: 'patient' })).submittedAfter).toBe(25_200)
    expect(walk(spoken(INCOMPLETE, { patience: 'quick' })).submittedAfter).toBeNull()
  })

  it('[TT10] hands-free off: silence never ends an answer', () => {
    expect(walk(spoken(COMPLETE, { handsFree: false })).submittedAfter).toBeNull()
  })

  it('[TT11] typed words end by hand only, and nobody is nudged over a keyboard', () => {
    expect(states(spoken(COMPLETE, { lastBy: 'typed' }))).toEqual(['0 s open'])
  })

  it('[TT12] an answer taken back ends by silence only after new words', () => {
    expect(walk(spoken(COMPLETE, { lastBy: 'nobody' })).submittedAfter).toBeNull()
    // After a restart it is not known when the last word fell.
    expect(walk(spoken(COMPLETE, { lastActivityAt: null })).submittedAfter).toBeNull()
  })

  it('[TT13] waits count from when the question had been asked, where speech was before it', () => {
    const facts = spoken(COMPLETE, { askedAt: 12_000 })
    expect(decideFloor(facts, 14_999).floor).toEqual({ state: 'thinking', nudge: 'none' })
    expect(decideFloor(facts, 15_000).floor).toEqual({ state: 'countdown', ms: 4_000, endsAt: 19_000 })
  })
})

describe('pauses at default patience', () => {
  const PAUSES = [2_000, 5_000, 10_000, 20_000]
  const submittedIn = (facts: FloorFacts) =>
    PAUSES.filter((pause) => (walk(facts, pause - 1).submittedAfter ?? Number.POSITIVE_INFINITY) < pause)

  it('[TT14] in mid-sentence, after "let me think" and under hold none ends the answer', () => {
    expect(submittedIn(spoken(INCOMPLETE))).toEqual([])
    expect(submittedIn(spoken(`${INCOMPLETE}.`))).toEqual([])
    expect(submittedIn(spoken(LET_ME_THINK))).toEqual([])
    expect(submittedIn(spoken(COMPLETE, { held: true }))).toEqual([])
  })

  it('[TT15] after a complete sentence 2 s and 5 s do not, 10 s is taken back by the next words, 20 s by hand', () => {
    const facts = spoken(COMPLETE)
    expect(submittedIn(facts)).toEqual([10_000, 20_000])
    const endedAt = 7_000
    // The interviewer's voice begins within a second at best and much later at worst.
    for (const voiceBeganAt of [null, endedAt + 300, endedAt + 1_000, endedAt + 2_500]) {
      expect(reopenUntil({ endedAt, voiceBeganAt })).toBeGreaterThanOrEqual(10_000)
      expect(reopenUntil({ endedAt, voiceBeganAt })).toBeLessThan(20_000)
    }
    expect(endedAt + UNFINISHED_WITHIN_MS).toBeGreaterThan(20_000)
  })

  it('[TT16] in doubt only the longest ends it, and can be taken back by hand', () => {
    expect(submittedIn(spoken(UNSURE))).toEqual([20_000])
  })

  it('[TT17] an answer is reopened until 4 s after its end and 2 s after the voice began', () => {
    expect(reopenUntil({ endedAt: 1_000, voiceBeganAt: null })).toBe(5_000)
    expect(reopenUntil({ endedAt: 1_000, voiceBeganAt: 1_500 })).toBe(5_000)
    expect(reopenUntil({ endedAt: 1_000, voiceBeganAt: 9_000 })).toBe(11_000)
  })
})

describe('a countdown is seen before it ends', () => {
  const thinking: Floor = { state: 'thinking', nudge: 'none' }

  it('[TT18] new speech or a key cancels it', () => {
    const shown: Floor = { state: 'countdown', ms: 4_000, endsAt: 17_000 }
    expect(decideFloor(spoken(COMPLETE, { speaking: true, shown }), 15_000).floor.state).toBe('listening')
    const key = spoken(COMPLETE, { lastActivityAt: 15_000, lastBy: 'typed', shown })
    expect(decideFloor(key, 17_000)).toMatchObject({ submit: false, nextAt: null })
    expect(decideFloor(spoken(COMPLETE, { lastActivityAt: 15_000, shown }), 17_000).submit).toBe(false)
    expect(decideFloor(spoken(COMPLETE, { lastActivityAt: 15_000, shown }), 22_000).submit).toBe(false)
  })

  it('[TT19] a transcript that comes late begins it then', () => {
    const late = decideFloor(spoken(COMPLETE, { shown: thinking }), 19_000)
    expect(late).toEqual({ floor: { state: 'countdown', ms: 4_000, endsAt: 23_000 }, submit: false, nextAt: 23_000 })
    expect(decideFloor(spoken(COMPLETE, { shown: late.floor }), 22_999).submit).toBe(false)
    expect(decideFloor(spoken(COMPLETE, { shown: late.floor }), 23_000).submit).toBe(true)
  })

  it('[TT20] while the candidate is away nothing passes, and nothing has ended when they are back', () => {
    const shown: Floor = { state: 'countdown', ms: 4_000, endsAt: 17_000 }
    for (const now of [15_000, 17_000, 900_000]) {
      expect(decideFloor(spoken(COMPLETE, { frozen: true, shown }), now)).toEqual({
        floor: thinking,
        submit: false,
        nextAt: null,
      })
    }
    // The instant was moved on to the return.
    expect(walk(spoken(COMPLETE, { lastActivityAt: 25_000 })).submittedAfter).toBe(7_000)
    // It was not: at least the countdown is seen in full.
    const back = decideFloor(spoken(COMPLETE, { shown: thinking }), 25_000)
    expect(back).toEqual({ floor: { state: 'countdown', ms: 4_000, endsAt: 29_000 }, submit: false, nextAt: 29_000 })
    expect(decideFloor(spoken('', { frozen: true, lastActivityAt: null }), 60_000).floor).toEqual({ state: 'open' })
    expect(decideFloor(spoken('', { frozen: true, held: true }), 900_000).floor).toEqual({
      state: 'held',
      nudge: 'none',
    })
  })

  it('[TT21] a change of patience in a countdown begins it anew', () => {
    const shown: Floor = { state: 'countdown', ms: 7_200, endsAt: 22_600 }
    expect(decideFloor(spoken(COMPLETE, { patience: 'quick', shown }), 20_000)).toMatchObject({
      floor: { state: 'countdown', ms: 2_000, endsAt: 22_000 },
      submit: false,
    })
  })
})
