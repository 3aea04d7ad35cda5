import { describe, expect, it } from 'vitest'
import { readOwnWords, toOwnWordsRows } from '../../server/commands/eval/own-words.ts'
import type { Question } from '../../server/contract/question.ts'
import { buildCoverage } from '../../server/grading/build-coverage.ts'
import { QUESTIONS, readIntendedLevels } from './bank.ts'
import { importQuestion } from './imported.ts'

const FLAG = 'answers_another_question'
const coverAmong = (role: readonly Question[], question: Question, text: string) =>
  buildCoverage(question, [{ turnId: 't2', text }], role)

const OVEN = importQuestion(
  'How do you get a good crust on a loaf?',
  'A hot oven and steam in the first ten minutes keep the surface soft, so that the loaf can rise. Then the steam is let out and the crust dries, browns and gets crisp.',
)
const STARTER = importQuestion(
  'How do you keep a sour starter alive?',
  'Feed the starter with flour and water every day, or once a week in the fridge. Keep a spoonful of the old one, and throw it away if it smells of acetone or turns pink.',
)
const SHOP = importQuestion(
  'How do you plan what a bakery makes on a day?',
  'Look at what was sold on the same weekday, the weather and the orders, bake the breads that keep first, and leave the rolls for several small batches.',
)
const ROLE = [OVEN, STARTER, SHOP]
/** Answers the question of the starter, and mentions a loaf, an oven and steam on its way. */
const OF_STARTER =
  'Every day I feed the starter with flour and water beside the hot oven, and once a week in the fridge will do. I always keep a spoonful of the old one, and throw it away if it smells of acetone or turns pink, and that keeps the first loaf soft, with steam on its surface for ten minutes.'

describe('an answer to another question of the role', () => {
  it('[OQ1] gets 2 of 5 at most and a remark, where without the role it would get more', () => {
    const alone = coverAmong([], OVEN, OF_STARTER)
    expect(alone.coverage).toBeGreaterThan(0.4)
    expect(alone.flags).toEqual([])
    const among = coverAmong(ROLE, OVEN, OF_STARTER)
    expect(among.coverage).toBe(0.35)
    expect(among.flags).toEqual([FLAG])
    const sums = [among, alone].map(({ keyPoints }) => keyPoints.reduce((sum, { coverage }) => sum + coverage, 0))
    expect(sums[0]).toBeLessThan(sums[1] ?? 0)
  })

  it('[OQ1] loses nothing by going on to another subject after it was answered', () => {
    const answer = `${OVEN.sampleAnswer} ${STARTER.sampleAnswer}`
    const both = coverAmong(ROLE, OVEN, `We bake so. ${answer}`)
    expect(both.flags).not.toContain(FLAG)
    expect(both.coverage).toBeCloseTo(coverAmong([], OVEN, `We bake so. ${answer}`).coverage, 5)
  })

  it('[OQ2] gets all of it where it was asked', () => {
    expect(coverAmong(ROLE, STARTER, OF_STARTER)).toEqual(coverAmong([], STARTER, OF_STARTER))
  })

  it('[OQ3] is told by the role in any order, with the question in it or not', () => {
    const grade = coverAmong(ROLE, OVEN, OF_STARTER)
    expect(coverAmong([...ROLE].reverse(), OVEN, OF_STARTER)).toEqual(grade)
    expect(coverAmong([STARTER, SHOP], OVEN, OF_STARTER)).toEqual(grade)
  })

  it.each<[string, readonly Question[]]>([
    ['the question alone', [OVEN]],
    ['the same question under another name', [OVEN, { ...OVEN, id: 'crust-again' }]],
    ['a question with the same sample answer', [OVEN, { ...OVEN, id: 'other', question: 'What browns a loaf?' }]],
  ])('[OQ4] is not suspected in a role with %s', (_, role) => {
    expect(coverAmong(role, OVEN, OF_STARTER)).toEqual(coverAmong([], OVEN, OF_STARTER))
  })

  it('[OQ5] is not suspected in few words, which fit any question', () => {
    const short = 'Steam, a hot oven, and the crust gets crisp; flour and water every day.'
    expect(coverAmong(ROLE, OVEN, short)).toEqual(coverAmong([], OVEN, short))
  })
})

describe('the shipped role', () => {
  const role = { id: 'shipped', title: '', summary: '', language: 'en' as const, questions: [...QUESTIONS] }
  const file = new URL('../evals/own-words/answers.jsonl', import.meta.url).pathname
  const own = toOwnWordsRows(readOwnWords(file), role).map(({ group, answer, human }) => ({ group, answer, human }))
  const intended = readIntendedLevels().map(({ questionId, answer }) => ({ group: questionId, answer }))
  const gradeOf = (group: string, answer: string) =>
    coverAmong(QUESTIONS, QUESTIONS.find(({ id }) => id === group) ?? OVEN, answer)

  it('[OQ6] one honest answer in a hundred loses by it', () => {
    const all = [...own, ...intended]
    const lose = all.filter(({ group, answer }) => {
      const question = QUESTIONS.find(({ id }) => id === group) ?? OVEN
      return gradeOf(group, answer).coverage < coverAmong([], question, answer).coverage
    })
    expect(lose.length / all.length).toBeLessThanOrEqual(0.01)
  })

  it('[OQ6] nine in ten of the best answers are called so at every other question', () => {
    const best = readIntendedLevels().filter(({ levels }) => levels.coverage === 5)
    const pairs = best.flatMap(({ questionId, answer }) =>
      QUESTIONS.filter(({ id }) => id !== questionId).map(({ id }) => gradeOf(id, answer).flags.includes(FLAG)),
    )
    expect(pairs.length).toBeGreaterThan(100)
    expect(pairs.filter(Boolean).length / pairs.length).toBeGreaterThan(0.9)
  })

  it('[OQ7] of all pairs of a good answer and another question one in a hundred gets more than 2 of 5', () => {
    const good = [
      ...own.filter(({ human }) => human >= 0.5),
      ...intended.filter(({ group, answer }) => gradeOf(group, answer).coverage >= 0.5),
    ]
    const grades = good.flatMap(({ group, answer }) =>
      QUESTIONS.filter(({ id }) => id !== group).map(({ id }) => gradeOf(id, answer).coverage),
    )
    expect(grades.length).toBeGreaterThan(400)
    expect(grades.filter((grade) => grade > 0.4).length / grades.length).toBeLessThanOrEqual(0.01)
  })
})
