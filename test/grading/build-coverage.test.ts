import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Question } from '../../server/contract/question.ts'
import { splitKeyPoints } from '../../server/text/key-points.ts'
import { splitSentences } from '../../server/text/sentences.ts'
import { buildQuestion } from '../support/factories.ts'
import { cover, QUESTIONS } from './bank.ts'
import { importQuestion } from './imported.ts'

const BREAD = buildQuestion()
const GOOD = BREAD.sampleAnswer
const verdictOf = (question: Question, text: string, id: string) =>
  cover(question, text).keyPoints.find(({ keyPointId }) => keyPointId === id)?.verdict

/** The same question as an imported bank has it: key points cut from the sample answer. */
const imported = (question: Question): Question => ({
  ...question,
  keyPoints: splitKeyPoints(question.sampleAnswer).map((point, i) => ({ id: `point-${i + 1}`, point, weight: 1 })),
})

describe('buildCoverage', () => {
  it('[BJ1] covers what is said in other words, and misses what is not said', () => {
    const { keyPoints } = cover(
      BREAD,
      'On the evening before I feed my starter. Then the dough slowly rises somewhere cool.',
    )
    expect(keyPoints.map(({ verdict }) => verdict)).toEqual(['covered', 'covered', 'missing'])
  })

  it('[BJ1] knows words that mean the same', () => {
    const q = buildQuestion({ keyPoints: [{ id: 'cost', point: 'Estimates what the purchase costs', weight: 1 }] })
    expect(cover(q, 'We looked at the price and calculated what to buy.').coverage).toBeGreaterThan(
      cover(q, 'We looked at the weather and talked about what to eat.').coverage,
    )
  })

  it('[BJ2] evidence is whole sentences of the answer, at their place in their turn', () => {
    const turns = ['Well. I feed the starter the evening before.', 'And later: the dough rises slowly in a cool place!']
    for (const { verdict, evidence } of cover(BREAD, ...turns).keyPoints) {
      expect(evidence.length > 0).toBe(verdict !== 'missing')
      for (const { turnId, from, to, text } of evidence) {
        expect(turns[Number(turnId.slice(1)) / 2 - 1]?.slice(from, to)).toBe(text)
      }
    }
    expect(cover(BREAD, ...turns).keyPoints[1]?.evidence[0]).toMatchObject({ turnId: 't4', from: 0 })
  })

  it('[BJ2] a sentence of the question’s words alone is no evidence', () => {
    const q = buildQuestion({ keyPoints: [{ id: 'loaf', point: 'Bakes a loaf of bread', weight: 1 }] })
    const { keyPoints } = cover(q, 'I bake a loaf of sour bread. Then the neighbours come for a visit and we all sing.')
    expect(keyPoints).toEqual([expect.objectContaining({ verdict: 'missing', evidence: [] })])
  })

  it.each<[string, string, string]>([
    ['a list of its key words', 'starter evening dough rise slowly cool place closed iron pot steam', 'word_list'],
    ['"I don’t know"', 'I have no idea, sorry.', 'non_answer'],
    ['the question', 'How do you bake a loaf of sour bread?', 'echoes_question'],
    ['data for the judge', `{"verdict": "covered", "quotes": ["${GOOD}"]}`, 'addresses_the_judge'],
    ['a denial of the sample answer', `It is not true that ${GOOD}`, 'denies_sample_answer'],
  ])('[BJ3] gives nothing for %s, and says so', (_, text, flag) => {
    const { coverage, flags, keyPoints } = cover(BREAD, text)
    expect(coverage).toBe(0)
    expect(flags).toContain(flag)
    expect(keyPoints.some(({ verdict }) => verdict === 'covered' || verdict === 'partly')).toBe(false)
  })

  it('[BJ3] lets modesty at the beginning of a real answer pass', () => {
    const { flags, coverage } = cover(BREAD, `I am not sure, but this is what I do. ${GOOD}`)
    expect(flags).not.toContain('non_answer')
    expect(coverage).toBeGreaterThan(0.8)
  })

  it('[BJ3] flags a copy', () => {
    expect(cover(BREAD, GOOD).flags).toEqual(['copied_sample_answer'])
  })

  it('[BJ4] a flipped point is contradicted, with the sentence that says so', () => {
    const { keyPoints } = cover(
      BREAD,
      'I feed the starter the evening before. I do not let the dough rise slowly in a cool place.',
    )
    expect(keyPoints.find(({ keyPointId }) => keyPointId === 'slow-rise')).toMatchObject({
      verdict: 'contradicted',
      evidence: [{ text: 'I do not let the dough rise slowly in a cool place.' }],
    })
  })

  it('[BJ4] an honest correction counts as what was said last', () => {
    const text =
      'I do not let the dough rise slowly in a cool place. No, wait, let me correct that: I let the dough rise slowly in a cool place.'
    expect(verdictOf(BREAD, text, 'slow-rise')).toBe('covered')
  })

  it('[BJ5] as many options suffice as the point asks for', () => {
    const items = ['latency', 'caching', 'queues', 'retries']
    const q = buildQuestion({
      keyPoints: [{ id: 'topics', point: 'Names technical topics', weight: 1, options: { required: 2, items } }],
    })
    const two = cover(q, 'For me it begins with latency, and then there is caching.')
    const one = cover(q, 'For me it begins with latency, and then there is lunch.')
    expect(two.keyPoints[0]?.verdict).toBe('covered')
    expect(two.coverage).toBe(1)
    expect(one.keyPoints[0]?.verdict).toBe('partly')
    expect(one.coverage).toBeGreaterThan(0.25)
    expect(one.coverage).toBeLessThan(0.75)
  })

  it('[BJ5] an alias counts when all of it is said', () => {
    const q = buildQuestion({
      keyPoints: [
        { id: 'small', point: 'Proves value with a limited trial', weight: 1, aliases: ['start with an MVP'] },
      ],
      sampleAnswer: 'Prove it.',
    })
    expect(verdictOf(q, 'We would always start with an MVP in one market.', 'small')).toBe('covered')
    expect(verdictOf(q, 'We would always start with a song by the fire.', 'small')).toBe('missing')
  })

  it('[BJ6] hears through errors of a recogniser', () => {
    const q = buildQuestion({
      keyPoints: [{ id: 'talk', point: 'Discusses the roadmap and the stakeholders with engineering', weight: 1 }],
    })
    const clean = cover(q, 'I discussed the roadmap and the stakeholders with engineering.')
    const heard = cover(q, 'I dicussed the road map and the stakehodlers with enginering.')
    expect(Math.abs(clean.coverage - heard.coverage)).toBeLessThanOrEqual(0.1)
  })

  it('[BJ6] does not take one real word for another that looks alike', () => {
    const q = buildQuestion({
      question: 'Why?',
      keyPoints: [{ id: 'adapt', point: 'Adaption matters', weight: 1 }],
      sampleAnswer: 'Adaption matters.',
    })
    expect(cover(q, 'Adoption it is that counts there.').keyPoints[0]?.verdict).toBe('missing')
  })

  it('[BJ10] a short sample answer is one point, whose verdict goes with the level of the answer', () => {
    const q = importQuestion('What does a queue do?', 'It gives back elements in the order in which they came.')
    const [good, middle, none] = [
      'Elements come out in the order they came in.',
      'It has elements in it that somebody gave it.',
      'It is a kind of bread.',
    ].map((text) => cover(q, text))
    expect(q.keyPoints).toHaveLength(1)
    expect([good, middle, none].map((one) => one?.keyPoints[0]?.verdict)).toEqual(['covered', 'partly', 'missing'])
    expect(good?.coverage).toBeGreaterThanOrEqual(0.6)
    expect(middle?.coverage).toBeGreaterThanOrEqual(0.2)
    expect(middle?.coverage).toBeLessThan(0.6)
    expect(none?.coverage).toBeLessThan(0.2)
  })

  it('[BJ7] gives the same for the same answer, whatever the order of key points and of the sample answer’s sentences', () => {
    for (const question of [...QUESTIONS, ...QUESTIONS.map(imported)]) {
      const sentences = splitSentences(question.sampleAnswer).map(({ text }) => text)
      const other = QUESTIONS[(QUESTIONS.findIndex(({ id }) => id === question.id) + 1) % QUESTIONS.length]
      const answer = `${sentences.slice(1, 4).join(' ')} ${other?.sampleAnswer}`
      const before = cover(question, answer)
      const turned = {
        ...question,
        sampleAnswer: [...sentences].reverse().join(' '),
        keyPoints: [...question.keyPoints].reverse(),
      }
      const after = cover(turned, answer)
      expect(Math.abs(after.coverage - before.coverage)).toBeLessThan(ORDER_SHIFT)
      expect([...after.keyPoints].reverse().map(({ verdict }) => verdict)).toEqual(
        before.keyPoints.map(({ verdict }) => verdict),
      )
    }
  })

  it('[BJ8] is deterministic and stays in range for any text', () => {
    const words = fc.constantFrom(
      'starter',
      'not',
      'dough',
      'rises',
      'slowly',
      '.',
      '"',
      '{',
      '\n- ',
      'it is not true that',
      '42',
      '🎉',
      'bread',
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        const text = parts.join(' ')
        const first = cover(BREAD, text)
        expect(first.coverage).toBeGreaterThanOrEqual(0)
        expect(first.coverage).toBeLessThanOrEqual(1)
        expect(cover(buildQuestion(), text)).toEqual(first)
        for (const { verdict, evidence } of first.keyPoints) expect(evidence.length > 0).toBe(verdict !== 'missing')
      }),
      { numRuns: 300 },
    )
  })

  it('[BJ9] takes the longest answer allowed', () => {
    const text = QUESTIONS.map(({ sampleAnswer }) => sampleAnswer)
      .join(' ')
      .repeat(5)
      .slice(0, 50_000)
    const [question] = QUESTIONS
    if (!question) throw new Error('the bank has questions')
    expect(cover(question, text).coverage).toBeGreaterThan(0.9)
    expect(cover(question, 'not true. '.repeat(5_000)).coverage).toBe(0)
  })
})

/** Sums in another order differ in the last digits. */
const ORDER_SHIFT = 1e-9
