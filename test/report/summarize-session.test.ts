import { describe, expect, it } from 'vitest'
import { foldSession } from '../../server/contract/fold-session.ts'
import { redactEvent } from '../../server/contract/redact.ts'
import { buildSearchText, summarizeSession } from '../../server/report/summarize-session.ts'
import { createLog, levelOf, questionOf } from './create-log.ts'

const QUESTIONS = [questionOf('a'), questionOf('b')]

describe('summarizeSession', () => {
  it('[RP16] counts the questions drawn and the ones answered, not the skipped', () => {
    const log = createLog(QUESTIONS)
    log.play(0, 'An answer.', levelOf(3))
    log.ask(1)
    log.skip(1)
    const open = summarizeSession(log.session())
    expect(open).toMatchObject({
      questionCount: 2,
      answeredCount: 1,
      status: 'open',
      endedAt: null,
      roleTitle: 'Some Role',
    })
    const ended = summarizeSession(log.end())
    expect(ended).toMatchObject({ status: 'completed', endedAt: log.events.at(-1)!.at, lastAt: log.events.at(-1)!.at })
  })

  it('[RP16] takes “I don’t know” for no answer, and words before it for one', () => {
    const log = createLog(QUESTIONS)
    log.ask(0)
    log.say(0, '', 'unknown')
    log.close(0)
    expect(summarizeSession(log.session()).answeredCount).toBe(0)
    log.ask(1)
    log.say(1, 'I would ask.', 'unknown')
    log.close(1)
    expect(summarizeSession(log.session()).answeredCount).toBe(1)
  })

  it('[RP16] tells the same of a redacted log, as far as the candidate may know', () => {
    const log = createLog(QUESTIONS)
    log.play(0, 'An answer.', levelOf(3))
    const redacted = foldSession(log.events.map((event) => redactEvent(event, false)))
    expect(summarizeSession(redacted)).toEqual({ ...summarizeSession(log.session()), questionCount: 3 })
  })
})

describe('buildSearchText', () => {
  it('[RP17] finds role, questions said and answers, and nothing that was not said', () => {
    const log = createLog(QUESTIONS)
    log.play(0, 'I asked EVERYBODY.', levelOf(3))
    const text = buildSearchText(log.end())
    expect(text).toContain('some role')
    expect(text).toContain('what about a?')
    expect(text).toContain('i asked everybody.')
    expect(text).not.toContain('what about b?')
    expect(text).not.toContain('sample answer')
  })
})
