import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Floor } from '#contract/speech.ts'
import { decideFloor, type FloorFacts } from '../../server/interview/turn-taking.ts'
import { COMPLETE, INCOMPLETE, LET_ME_THINK, spoken, UNSURE } from './floor-facts.ts'

describe('any course of an answer', () => {
  /** What changes from one moment to the next; `waitMs` passes before it. */
  const change = fc.record(
    {
      waitMs: fc.integer({ min: 0, max: 30_000 }),
      text: fc.constantFrom('', COMPLETE, UNSURE, INCOMPLETE, LET_ME_THINK, `${COMPLETE} And`),
      speaking: fc.boolean(),
      untranscribed: fc.boolean(),
      hasRecognizer: fc.boolean(),
      lastBy: fc.constantFrom('nobody' as const, 'typed' as const, 'spoken' as const),
      held: fc.boolean(),
      patience: fc.constantFrom('quick' as const, 'normal' as const, 'patient' as const),
      handsFree: fc.boolean(),
      frozen: fc.boolean(),
      /** A key or the end of speech. */
      isActivity: fc.boolean(),
    },
    { requiredKeys: ['waitMs'] },
  )

  it('[TT22] silence ends it only as it stands then, and only after a countdown that was seen for its whole length', () => {
    let submissions = 0
    const seen = (facts: FloorFacts, now: number, submit: boolean, onScreen: { floor: Floor; since: number }) => {
      if (!submit) return
      submissions++
      expect(facts).toMatchObject({ speaking: false, held: false, frozen: false, untranscribed: false })
      expect(facts).toMatchObject({ hasRecognizer: true, handsFree: true, lastBy: 'spoken' })
      expect([COMPLETE, UNSURE]).toContain(facts.text)
      expect(onScreen.floor.state).toBe('countdown')
      if (onScreen.floor.state === 'countdown') expect(now - onScreen.since).toBeGreaterThanOrEqual(onScreen.floor.ms)
    }
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        let facts = spoken(COMPLETE)
        let now = 10_000
        let onScreen: { floor: Floor; since: number } = { floor: { state: 'listening' }, since: now }
        const decide = () => {
          const decision = decideFloor({ ...facts, shown: onScreen.floor }, now)
          seen(facts, now, decision.submit, onScreen)
          if (JSON.stringify(decision.floor) !== JSON.stringify(onScreen.floor)) {
            onScreen = { floor: decision.floor, since: now }
          }
          return decision.submit ? null : decision.nextAt
        }
        for (const { waitMs, isActivity, ...next } of changes) {
          const until = now + waitMs
          for (let at = decide(); at !== null && at <= until; at = decide()) now = at
          now = until
          facts = { ...facts, ...next, lastActivityAt: isActivity ? now : facts.lastActivityAt }
          decide()
        }
      }),
      { numRuns: 300 },
    )
    expect(submissions).toBeGreaterThan(20)
  })

  it('[TT23] the moment to decide again lies ahead, and nothing changes before it', () => {
    fc.assert(
      fc.property(change, fc.integer({ min: 10_000, max: 150_000 }), fc.nat(), (next, now, part) => {
        const { waitMs: _, isActivity: __, ...more } = next
        const facts = spoken(COMPLETE, more)
        const { floor, nextAt, submit } = decideFloor(facts, now)
        if (nextAt !== null) expect(nextAt).toBeGreaterThan(now)
        if (submit) return
        const between = nextAt === null ? now + part : now + (part % (nextAt - now))
        expect(decideFloor(facts, between)).toEqual({ floor, nextAt, submit })
      }),
    )
  })
})
