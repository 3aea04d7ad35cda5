import { describe, expect, it } from 'vitest'
import type { EnginesResponse } from '#contract/http.ts'
import {
  hostOfWords,
  listDestinations,
  whoGrades,
  whoHears,
  wordsSent,
} from '../../../client/components/engine-words.ts'

const BUILT_IN: EnginesResponse = {
  interviewer: { kind: 'built-in' },
  judge: { kind: 'built-in' },
  endpoint: null,
  endpointIsLocal: true,
  tokenBudget: null,
  keyIsSet: false,
  transcriber: null,
  voice: null,
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

describe('where sound goes', () => {
  const remote = { model: 'whisper-1', host: 'speech.example', isLocal: false }
  const local = { model: 'small', host: '127.0.0.1:8000', isLocal: true }

  it('is nowhere without endpoints, and with endpoints on this machine', () => {
    expect(listDestinations(BUILT_IN)).toEqual([])
    const here = { ...BUILT_IN, transcriber: local, voice: local }
    expect(listDestinations(here)).toEqual([])
    expect(wordsSent(here).kept).toContain('What the microphone records.')
    expect(whoHears(here, true)).toContain('on this machine')
  })

  it('is each host that is elsewhere, with what is sent there', () => {
    const engines = { ...MODEL, transcriber: remote, voice: { ...remote, host: 'voice.example' } }
    const destinations = listDestinations(engines)
    expect(destinations.map(({ host }) => host)).toEqual(['models.example', 'speech.example', 'voice.example'])
    expect(destinations[0]?.sent).toEqual(wordsSent(engines).sent)
    expect(destinations[1]?.sent.join(' ')).toMatch(/sound/)
    expect(destinations[2]?.sent.join(' ')).toMatch(/interviewer says/)
  })

  it('is named once where one host does it all', () => {
    const one = { ...remote, host: 'models.example' }
    const destinations = listDestinations({ ...MODEL, transcriber: one, voice: one })
    expect(destinations).toHaveLength(1)
    expect(destinations[0]?.sent).toHaveLength(7)
  })

  it('is not said to stay where it is sent', () => {
    const { kept } = wordsSent({ ...MODEL, transcriber: remote })
    expect(kept.join(' ')).not.toMatch(/microphone/)
    expect(wordsSent(MODEL).kept.join(' ')).not.toMatch(/microphone/)
    expect(kept).toContain('What you are still typing, unless you go on by speaking.')
  })

  it('may be the browser’s vendor where its recogniser is used', () => {
    expect(whoHears(BUILT_IN, true)).toContain('vendor may receive the sound')
    expect(whoHears(BUILT_IN, false)).toContain('recorded')
    expect(whoHears({ transcriber: remote }, true)).toContain('sent there')
  })
})
