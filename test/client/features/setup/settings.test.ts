import { describe, expect, it } from 'vitest'
import type { RoleSummary } from '#contract/http.ts'
import type { SessionSettings } from '#contract/settings.ts'
import { DEFAULT_SPEECH } from '#contract/speech.ts'
import { countChoices, fitSettings } from '../../../../client/features/setup/remembered.ts'
import {
  describeMix,
  estimateDuration,
  summariseManner,
  summariseQuestions,
} from '../../../../client/features/setup/settings-words.ts'

const SETTINGS: SessionSettings = {
  questionCount: 5,
  difficulty: 'mixed',
  timePerQuestionMs: 180_000,
  manner: 'warm',
  feedback: 'each',
  speech: DEFAULT_SPEECH,
}
const AVAILABLE = { easy: 2, medium: 5, hard: 3 }

function buildRole(questionCount: number): RoleSummary {
  return {
    id: 'a-role',
    title: 'A role',
    summary: '',
    questionCount,
    byDifficulty: { easy: 0, medium: questionCount, hard: 0 },
    competencies: [],
    imported: true,
  }
}

describe('the numbers of questions to choose from', () => {
  it.each([
    [1, [1]],
    [3, [1, 3]],
    [4, [1, 3, 4]],
    [10, [1, 3, 5, 8, 10]],
    [30, [5, 8, 10, 15, 20, 30]],
    [200, [5, 8, 10, 15, 20, 30]],
  ])('for a role with %i', (available, choices) => {
    expect(countChoices(available)).toEqual(choices)
  })
})

describe('settings of last time in a role with fewer questions', () => {
  it('keep everything but the number, which becomes the nearest one below', () => {
    expect(fitSettings({ ...SETTINGS, questionCount: 8 }, buildRole(4))).toEqual({ ...SETTINGS, questionCount: 4 })
    expect(fitSettings({ ...SETTINGS, questionCount: 7 }, buildRole(10)).questionCount).toBe(5)
  })

  it('take the smallest choice where none is below', () => {
    expect(fitSettings({ ...SETTINGS, questionCount: 1 }, buildRole(100)).questionCount).toBe(5)
  })
})

describe('the summary', () => {
  it('says number, difficulty and time', () => {
    expect(summariseQuestions(SETTINGS, AVAILABLE)).toBe('Five questions of mixed difficulty, three minutes each.')
    expect(summariseQuestions({ ...SETTINGS, timePerQuestionMs: null }, AVAILABLE)).toBe(
      'Five questions of mixed difficulty, no time limit.',
    )
  })

  it('speaks of one question as one', () => {
    expect(summariseQuestions({ ...SETTINGS, questionCount: 1 }, AVAILABLE)).toBe('One question, three minutes.')
    expect(summariseQuestions({ ...SETTINGS, questionCount: 1, difficulty: 'hard' }, AVAILABLE)).toBe(
      'One hard question, three minutes.',
    )
  })

  it('promises no more of a difficulty than the role has', () => {
    expect(summariseQuestions({ ...SETTINGS, difficulty: 'hard' }, AVAILABLE)).toBe(
      'Five questions, three of them hard, three minutes each.',
    )
    expect(summariseQuestions({ ...SETTINGS, difficulty: 'hard' }, { ...AVAILABLE, hard: 0 })).toBe(
      'Five questions, none of them hard, three minutes each.',
    )
  })

  it('names the manner and when feedback comes', () => {
    expect(summariseManner(SETTINGS)).toBe('A warm interviewer; feedback after each question.')
    expect(summariseManner({ ...SETTINGS, manner: 'demanding', feedback: 'end' })).toBe(
      'A demanding interviewer; feedback at the end.',
    )
  })

  it('leaves out difficulties that the role has not', () => {
    expect(describeMix('mixed', { easy: 0, medium: 4, hard: 1 })).toContain('4 medium and 1 hard')
  })
})

describe('the estimate', () => {
  it('adds time to read where feedback comes after each question', () => {
    expect(estimateDuration(SETTINGS)).toBe('about 20 minutes')
    expect(estimateDuration({ ...SETTINGS, feedback: 'end' })).toBe('about 15 minutes')
  })

  it('takes a usual typed answer where no time is set', () => {
    expect(estimateDuration({ ...SETTINGS, timePerQuestionMs: null })).toBe('about 25 minutes')
  })
})
