import { describe, expect, it } from 'vitest'
import { cover } from './bank.ts'
import { importQuestion } from './imported.ts'

const of5 = (question: ReturnType<typeof importQuestion>, text: string) => 5 * cover(question, text).coverage

const BICYCLE = importQuestion(
  'Why is a bicycle quicker in town?',
  'A bicycle does not stand in queues and does not look for a parking space, so there is less delay.',
)
const DOORS = importQuestion(
  'What is the difference between the round and the square door?',
  'A round door checks its key before the first turn, so the bolt may not move at all. A square door checks it after the turn, so the bolt moves at least once.',
)
const KEY = importQuestion(
  'What is a primary key?',
  'A primary key is a column or a set of columns that uniquely identifies each row of a table. It must not be null.',
)
const LOCKS = importQuestion(
  'What may a lock be used for?',
  'A lock guards a drawer against two hands at once. It can be opened only by the hand that closed it.',
)
const COPPER = importQuestion('Why is the pan made of copper?', 'Copper carries heat better than steel does.')
const BREAD = importQuestion(
  'Why does bread rise?',
  'The yeast eats the sugar of the flour and gives off gas. The gas is held by the gluten, which stretches. It must not dry.',
)
const PLANETS = importQuestion(
  'Which are the inner planets, and what are they made of?',
  'The inner planets are Mercury, Venus, Earth and Mars. They are made of rock and of metal, they are small and dense, and they have few moons or none at all.',
)

describe('two things set against each other', () => {
  it.each([
    [BICYCLE, 'A car stands in queues and looks for a parking space, a bicycle does not.'],
    [DOORS, 'A square door does not check its key before the first turn, a round door does.'],
  ])('[CO1] each has its own sign, whichever comes first: %#', (question, text) => {
    expect(cover(question, text).flags).toEqual([])
    expect(of5(question, text)).toBeGreaterThan(2)
  })

  it('[CO2] “only by” may be said with two negations', () => {
    const text = 'A lock guards a drawer. It cannot be opened by a hand that did not close it.'
    expect(cover(LOCKS, text).flags).toEqual([])
    expect(of5(LOCKS, text)).toBeGreaterThan(2)
  })

  it('[CO3] a comparison may be said from its other side', () => {
    expect(of5(COPPER, 'Steel does not carry heat as well as copper does.')).toBeGreaterThan(2)
    expect(of5(COPPER, 'Copper does not carry heat better than steel does.')).toBeLessThanOrEqual(1.5)
  })
})

describe('what is denied', () => {
  it('[CO4] a part of a sentence, word after word, is denied like the whole', () => {
    expect(of5(KEY, 'A primary key uniquely identifies each row of a table.')).toBeGreaterThan(2)
    const denied = 'A primary key does not uniquely identify each row of a table.'
    expect(of5(KEY, denied)).toBeLessThanOrEqual(0.5)
    expect(of5(KEY, `${denied} It may be null.`)).toBeLessThanOrEqual(0.5)
  })

  it('[CO5] all of it, though the last sentence before is a short one', () => {
    const copy =
      'The yeast eats the sugar of the flour and gives off gas. The gas is held by the gluten, which stretches. It must not dry.'
    expect(of5(BREAD, `${copy} None of this is true.`)).toBeLessThanOrEqual(1)
    expect(of5(BREAD, copy)).toBeGreaterThan(4)
  })

  it('[CO6] a belief of others that is put right first is no denial of what comes then', () => {
    const text =
      'Many people think that bread rises from heat alone. That is wrong: the yeast eats the sugar and gives off gas, and the gluten holds the gas.'
    expect(cover(BREAD, text).flags).toEqual([])
    expect(of5(BREAD, text)).toBeGreaterThan(2)
  })
})

describe('names that the question asks for', () => {
  it('[CO7] are an answer, though the sample answer says more than they do', () => {
    const { flags, coverage } = cover(PLANETS, 'Mercury, Venus, Earth, Mars.')
    expect(flags).not.toContain('word_list')
    expect(coverage).toBeGreaterThan(0.15)
  })

  it('[CO8] the key words of what is no list are none', () => {
    expect(cover(BREAD, 'Yeast, eats, sugar, flour, gas, held, gluten, stretches.').coverage).toBe(0)
  })
})
