import { describe, expect, it } from 'vitest'
import { describeFault } from '../server/describe-fault.ts'
import { AppError, EngineError } from '../server/errors.ts'

const SAID = 'I was let go for stealing'

describe('a fault in the log', () => {
  it('[LOG1] has its place and its kind, and not a word of its text', () => {
    const line = describeFault('saving', new TypeError(`cannot read ${SAID}`))
    expect(line).toMatch(/^saving: TypeError\n\s+at .*describe-fault\.test\.ts/)
    expect(line).not.toContain(SAID)
  })

  it('[LOG1] nor of a text of several lines, a refusal, what was thrown that is no error, or a cause', () => {
    const faults = [
      new Error(`first\n${SAID}\n    second`),
      new AppError('bad_request', SAID, { cause: new Error(SAID) }),
      SAID,
      { message: SAID },
      new Error('outer', { cause: new Error(SAID) }),
    ]
    for (const fault of faults) expect(describeFault('x', fault)).not.toContain(SAID)
  })

  it('[LOG2] an engine says in our own words how it failed', () => {
    expect(describeFault('grading', new EngineError('timed_out', 'no answer in 60 s'))).toBe(
      'grading: timed_out: no answer in 60 s',
    )
  })
})
