import { describe, expect, it } from 'vitest'
import { type Complaint, LlmError } from '../../server/llm/llm-error.ts'
import { buildTraits, createLesson } from '../../server/llm/model-traits.ts'

const refuse = (about: Complaint) => new LlmError('rejected', 'refused', { status: 400, about })

describe('what calls to one model learn at once', () => {
  it('[MTR1] a refusal of what another call has unlearnt meanwhile is worth another try, and teaches nothing', () => {
    const traits = buildTraits('127.0.0.1:1')
    const [one, other] = [createLesson(traits), createLesson(traits)]
    one.begin()
    other.begin()
    expect(one.learnFrom(refuse('temperature'))).toBe(true)
    const known = { ...traits }
    expect(other.learnFrom(refuse('temperature'))).toBe(true)
    expect(other.learnFrom(refuse(null))).toBe(true)
    expect(traits).toEqual(known)
    other.begin()
    expect(other.learnFrom(refuse('temperature'))).toBe(false)
  })

  it('[MTR2] the name of the cap is not turned back by the second of two that were refused', () => {
    const traits = buildTraits('127.0.0.1:1')
    const [one, other] = [createLesson(traits), createLesson(traits)]
    one.begin()
    other.begin()
    expect([one, other].map((lesson) => lesson.learnFrom(refuse('max_tokens')))).toEqual([true, true])
    expect(traits.tokenParam).toBe('max_completion_tokens')
  })

  it('[MTR3] calls to a server that refuses whatever it gets do not chase each other for ever', () => {
    const traits = buildTraits('127.0.0.1:1')
    const lessons = Array.from({ length: 8 }, () => ({ lesson: createLesson(traits), tries: 0 }))
    let going = lessons
    while (going.length > 0) {
      for (const one of going) one.lesson.begin()
      // Each is refused the name that it sent, after the others of its round.
      const sent = traits.tokenParam
      going = going.filter((one) => {
        one.tries += 1
        return one.lesson.learnFrom(refuse(sent))
      })
      expect(Math.max(...lessons.map(({ tries }) => tries))).toBeLessThan(8)
    }
    expect(lessons).toHaveLength(8)
  })

  it('[MTR4] a wrong key or a limit teaches nothing, whatever others have learnt', () => {
    const traits = buildTraits('127.0.0.1:1')
    const lesson = createLesson(traits)
    lesson.begin()
    traits.takesTemperature = false
    expect(lesson.learnFrom(new LlmError('rejected', 'wrong key', { status: 401 }))).toBe(false)
    expect(lesson.learnFrom(new LlmError('busy', 'a limit', { status: 429 }))).toBe(false)
  })
})
