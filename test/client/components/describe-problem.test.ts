import { describe, expect, it } from 'vitest'
import { HealthResponseSchema } from '#contract/http.ts'
import { describeProblem } from '../../../client/components/describe-problem.ts'
import { ApiError } from '../../../client/lib/api.ts'

describe('describeProblem', () => {
  it('gives the words of the server, and a retry only where one can help', () => {
    const refusal = { code: 'storage_full', message: 'The disk is full.', retryable: true } as const
    expect(describeProblem(new ApiError(refusal))).toMatchObject({ message: 'The disk is full.', remedy: 'retry' })
    expect(describeProblem(new ApiError({ ...refusal, retryable: false })).remedy).toBe('none')
  })

  it('takes an answer of another shape for a newer server', () => {
    const parse = () => HealthResponseSchema.parse({ ok: 'perhaps' })
    expect(parse).toThrow()
    try {
      parse()
    } catch (error) {
      expect(describeProblem(error).title).toContain('has changed')
    }
  })

  it('never shows the words of an unknown error', () => {
    const problem = describeProblem(new TypeError('x is undefined'))
    expect(problem.remedy).toBe('reload')
    expect(problem.message).not.toContain('undefined')
  })
})
