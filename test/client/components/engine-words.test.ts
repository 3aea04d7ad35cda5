import { describe, expect, it } from 'vitest'
import type { EnginesResponse } from '#contract/http.ts'
import { hostOfWords, whoGrades, wordsSent } from '../../../client/components/engine-words.ts'

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
