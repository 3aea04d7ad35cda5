import { describe, expect, it } from 'vitest'
import type { Question } from '../../server/contract/question.ts'
import { isStopWord, splitWords } from '../../server/text/words.ts'
import { cover, QUESTIONS } from './bank.ts'
import { importQuestion } from './imported.ts'

const LIDS = importQuestion('What does the lid of a pot do?', 'The lid stops the warm steam.')
const of5 = (question: Question, text: string) => 5 * cover(question, text).coverage
const findQuestion = (id: string) => QUESTIONS.find((one) => one.id === id) ?? LIDS

describe('lists and sentences that are honest', () => {
  const skills = findQuestion('technical-knowledge-in-use')

  it.each<[string, ...string[]]>([
    ['alone', 'APIs, data models, latency, scalability, failure handling, release processes.'],
    ['beside an answer', 'You should know enough to be credible.', 'APIs, data models, caching, latency, scalability.'],
    ['in a sentence', 'Useful areas are data schemas, integrations, latency, security, logging and release pipelines.'],
  ])('[GA20] the options of a key point are its answer: %s', (_, ...texts) => {
    const { flags, keyPoints } = cover(skills, ...texts)
    expect(flags).toEqual([])
    expect(keyPoints.find(({ keyPointId }) => keyPointId === 'range-of-concepts')?.verdict).not.toBe('missing')
  })

  it('[GA20] the terms of a whole sample answer are no options', () => {
    const terms = splitWords(skills.sampleAnswer).filter(({ lower }) => !isStopWord(lower))
    expect(cover(skills, terms.map(({ lower }) => lower).join(', ')).flags).toContain('word_list')
  })

  it.each<[string, string]>([
    ['figures-that-changed-course', 'Sales believed that customers wanted more templates, and we gave them more.'],
    ['balancing-a-roadmap', 'The business outcome comes first: growth, churn or cost.'],
    ['technical-knowledge-in-use', 'Last year a notification feature touched four services.'],
    ['scope-that-keeps-growing', 'Sales added three payment methods halfway.'],
  ])('[GA21] a plain sentence is no list, whatever words it shares with a long sample answer: %s', (id, text) => {
    expect(cover(findQuestion(id), text).flags).toEqual([])
  })

  it('[GA21] another language is no list', () => {
    const german =
      'Wir haben zuerst die Kunden befragt, dann die Zahlen geprüft, einen kleinen Versuch gebaut und am Ende den Plan geändert, weil niemand die Vorlagen nutzte.'
    for (const question of QUESTIONS) expect(cover(question, german).flags).not.toContain('word_list')
  })
})

describe('copies with words put in', () => {
  it('[GA24] are copies: every sixth word is one too many', () => {
    for (const question of QUESTIONS) {
      const stuffed = question.sampleAnswer.split(' ').flatMap((word, i) => (i % 6 === 5 ? ['also', word] : [word]))
      expect(cover(question, stuffed.join(' ')).flags).toContain('copied_sample_answer')
    }
  })
})

describe('modesty', () => {
  it.each(["I don't know, but", 'I’m not sure, maybe', "I don't know. I guess", 'No idea, but I think'])(
    '[GA22] in front of an answer costs nothing: %s …',
    (words) => {
      const { flags, coverage } = cover(LIDS, `${words} the lid stops the steam.`)
      expect(flags).toEqual([])
      expect(coverage).toBeGreaterThan(0.4)
    },
  )

  it.each([
    "I don't know.",
    "I don't know, sorry.",
    "I don't know what a lid is.",
    "I'm not sure, but I don't know.",
    'No idea, but yes.',
  ])('[GA23] with nothing behind it is no answer: %s', (text) => {
    expect(cover(LIDS, text)).toMatchObject({ coverage: 0, flags: ['non_answer'] })
  })
})

describe('short sample answers', () => {
  const COINS = importQuestion(
    'How would a scratch test tell her which coin it is?',
    'The harder coin will scratch the other.',
  )
  const CARS = importQuestion('What in a car does a magnet feel?', 'A car is made of a lot of iron or steel.')
  const NOTES = importQuestion('Do you agree, and why?', 'Agree. Vibrations are movements. Vibrations produce sound.')

  it.each<[string, string]>([
    ['with commas', 'harder, coin, scratch'],
    ['with and', 'coin and harder and scratch'],
    ['on lines of their own', 'Harder.\nCoin.\nScratch.'],
  ])('[GA12] their words alone earn the second level at most: %s', (_, text) => {
    const { coverage, flags, keyPoints } = cover(COINS, text)
    expect(coverage).toBeLessThanOrEqual(0.25)
    expect(flags).toEqual(['word_list'])
    expect(keyPoints.map(({ verdict }) => verdict)).not.toContain('covered')
  })

  it('[GA12] their words in another order earn nothing, stop words and all', () => {
    const text = 'the harder the other scratch will coin'
    expect(cover(COINS, text)).toMatchObject({ coverage: 0, flags: ['word_list'] })
  })

  it.each<[string, string, string]>([
    [
      'What does a function signature include?',
      'The name of the function and the types of its parameters.',
      'function name, parameter types',
    ],
    [
      'What are the benefits of functions?',
      'Functions make code reusable, easier to read, test and maintain.',
      'code reuse, readability, easier testing, maintainability',
    ],
  ])('[GA34] terms that may be meant as an answer to "%s" earn something', (question, sampleAnswer, text) => {
    const { coverage, flags } = cover(importQuestion(question, sampleAnswer), text)
    expect(coverage).toBe(0.25)
    expect(flags).toEqual(['word_list'])
  })

  it.each<[string, string, string[]]>([
    [
      'What are the four pillars of object-oriented programming?',
      'The four pillars are encapsulation, abstraction, inheritance and polymorphism.',
      [
        'Encapsulation, inheritance, polymorphism and abstraction are the four.',
        'abstraction, polymorphism, inheritance, encapsulation',
      ],
    ],
    [
      'What is stored in a stack frame?',
      'The return address, the parameters, local variables and saved registers of the function call are stored there.',
      ['return address, parameters, local variables, saved registers'],
    ],
  ])('[GA35] the things that they list are an answer in any order: %s', (question, sampleAnswer, texts) => {
    for (const text of texts) {
      const { coverage, flags } = cover(importQuestion(question, sampleAnswer), text)
      expect(flags).toEqual([])
      expect(5 * coverage).toBeGreaterThan(2)
    }
  })

  it('[GA36] catchwords, where sentences are wanted, earn the second level at most; sentences of them more', () => {
    const question = QUESTIONS.find(({ id }) => id === 'launching-an-api')
    if (question === undefined) throw new Error('the bank has lost a question')
    const words = ['developer persona', 'API as a product', 'technical writers', 'private beta', 'KPIs up front']
    for (const text of [words.join(', '), words.map((word) => `- ${word}`).join('\n')]) {
      expect(cover(question, text)).toMatchObject({ coverage: 0.25, flags: ['word_list'] })
    }
    const said = cover(question, words.map((word) => `I always think of the ${word} when we begin.`).join(' '))
    expect(said.coverage).toBeGreaterThan(0.3)
    expect(said.flags).toEqual([])
  })

  it.each<[string, Question, string]>([
    ['what they list', CARS, 'iron, steel'],
    ['a sentence of them in another order', COINS, 'The other coin the harder will scratch.'],
    ['two words', COINS, 'Harder, scratch'],
  ])('[GA13] are answered by %s', (_, question, text) => {
    expect(cover(question, text).flags).toEqual([])
    expect(of5(question, text)).toBeGreaterThan(1)
  })

  it('[GA13] as terse as a list are answered by themselves', () => {
    expect(cover(NOTES, NOTES.sampleAnswer).flags).toEqual(['copied_sample_answer'])
    expect(of5(NOTES, NOTES.sampleAnswer)).toBeGreaterThan(4)
  })
})
