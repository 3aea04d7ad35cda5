import { describe, expect, it } from 'vitest'
import type { EnginesResponse } from '#contract/http.ts'
import { HealthResponseSchema } from '#contract/http.ts'
import { describeProblem } from '../../../client/components/describe-problem.ts'
import { hostOfWords, whoGrades, wordsSent } from '../../../client/components/engine-words.ts'
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

const BUILT_IN: EnginesResponse = {
  interviewer: { kind: 'built-in' },
  judge: { kind: 'built-in' },
  endpoint: null,
  endpointIsLocal: true,
  keyIsSet: false,
  dataDir: '/data',
}
const MODEL: EnginesResponse = {
  ...BUILT_IN,
  interviewer: { kind: 'model', model: 'small' },
  judge: { kind: 'model', model: 'large' },
  endpoint: 'models.example',
  endpointIsLocal: false,
}

describe('who grades, and where words go', () => {
  it('is this machine without a model', () => {
    expect(whoGrades(BUILT_IN)).toBe('Graded by word matching on this machine.')
    expect(hostOfWords(BUILT_IN)).toBeNull()
    expect(wordsSent(BUILT_IN).sent).toEqual([])
  })

  it('is the host of the model where it is elsewhere', () => {
    expect(whoGrades(MODEL)).toBe('Graded by large at models.example.')
    expect(hostOfWords(MODEL)).toBe('models.example')
  })

  it('is this machine again with a local model', () => {
    const local = { ...MODEL, endpoint: '127.0.0.1:11434', endpointIsLocal: true }
    expect(whoGrades(local)).toBe('Graded by large on this machine.')
    expect(hostOfWords(local)).toBeNull()
  })
})
