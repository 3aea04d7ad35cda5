import { describe, expect, it } from 'vitest'
import { drawQuestions } from '../../server/interview/draw-questions.ts'
import { createSeededRandom } from '../../server/interview/random.ts'
import { buildRole } from '../support/factories.ts'

const { questions } = buildRole()
const draw = (count: number, difficulty: 'mixed' | 'easy' | 'medium' | 'hard', seed = 3) =>
  drawQuestions(questions, { count, difficulty }, createSeededRandom(seed))

describe('drawing questions', () => {
  it('[DQ1] mixed has something of each difficulty, from easy to hard', () => {
    expect(draw(3, 'mixed').map((q) => q.difficulty)).toEqual(['easy', 'medium', 'hard'])
    expect(draw(6, 'mixed').map((q) => q.difficulty)).toEqual(['easy', 'easy', 'medium', 'medium', 'hard', 'hard'])
  })

  it('[DQ2] one difficulty takes its own first and fills up with the nearest', () => {
    expect(draw(2, 'hard').map((q) => q.difficulty)).toEqual(['hard', 'hard'])
    expect(draw(3, 'hard').map((q) => q.difficulty)).toEqual(['medium', 'hard', 'hard'])
    expect(draw(3, 'medium').map((q) => q.difficulty)).toEqual(['easy', 'medium', 'medium'])
  })

  it('[DQ3] none twice, and never more than there are', () => {
    for (let seed = 0; seed < 50; seed++) {
      const ids = draw(20, 'mixed', seed).map((q) => q.id)
      expect(new Set(ids).size).toBe(questions.length)
      expect(ids).toHaveLength(questions.length)
    }
  })

  it('[DQ4] the seed decides the draw', () => {
    expect(draw(3, 'mixed', 9)).toEqual(draw(3, 'mixed', 9))
    const draws = new Set(
      Array.from({ length: 20 }, (_, seed) =>
        draw(3, 'mixed', seed)
          .map((q) => q.id)
          .join(),
      ),
    )
    expect(draws.size).toBeGreaterThan(1)
  })
})
