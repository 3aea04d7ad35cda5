import { describe, expect, it } from 'vitest'
import { splitSentences } from '../../server/text/sentences.ts'
import { cover, QUESTIONS } from './bank.ts'
import { importQuestion } from './imported.ts'

const SAMPLE =
  'The kettle boils faster with the lid on because the lid keeps the steam inside. Warm air stays out of the room. The cook saves gas every day.'
const KETTLE = importQuestion('Why does a cook put the lid on a kettle?', SAMPLE)
const REAL = 'the kettle boils faster with the lid on because the lid keeps the steam inside, and the cook saves gas.'
const of5 = (text: string, question = KETTLE) => 5 * cover(question, text).coverage
const eachSentence = (text: string, change: (sentence: string) => string) =>
  splitSentences(text)
    .map((sentence) => change(sentence.text))
    .join(' ')

describe('words of care', () => {
  it.each([
    "It is the colour. No, that's wrong, ",
    'It is the colour. Sorry, that is not right: ',
    "It is the colour. That's not true, ",
    "I can't say for sure, but ",
    "I wouldn't say always, but ",
    'I would not say that it is always so; ',
    "It's not always true, but ",
    "I don't claim to be an expert, but ",
    'I cannot say more than that ',
    'It is wrong to think otherwise: ',
    'Nobody would deny that ',
  ])('[GA30] deny nothing of what follows them: %s', (words) => {
    expect(cover(KETTLE, words + REAL).flags).toEqual([])
    expect(of5(words + REAL)).toBeGreaterThan(of5(REAL) - 0.5)
  })

  it.each([
    REAL.replace('.', ", if that's not wrong."),
    `${REAL} I doubt that I forgot anything.`,
    `${REAL} I would not do any of this differently.`,
    `${REAL} That's not wrong.`,
  ])('[GA30] deny nothing of what stands before them: %s', (text) => {
    expect(cover(KETTLE, text).flags).toEqual([])
    expect(of5(text)).toBeGreaterThan(of5(REAL) - 0.5)
  })
})

describe('a belief that was wrong', () => {
  const story = QUESTIONS.find(({ id }) => id === 'figures-that-changed-course')
  if (!story) throw new Error('the bank has a question about a change of mind')
  const wordings = (id: string) => story.keyPoints.find((point) => point.id === id)?.wordings ?? []
  const [finding = ''] = wordings('unexpected-finding')
  const links = [' That was wrong: ', ' That was wrong. ', ' I was wrong. ', ' That was a mistake, because ']

  it.each(links)('[GA31] is part of the story, as what was found instead: %s', (link) => {
    for (const belief of wordings('decision-and-belief')) {
      const plain = cover(story, `${belief} ${finding}`)
      const told = cover(story, belief + link + finding)
      expect(told.flags).toEqual(plain.flags)
      expect(told.coverage).toBeCloseTo(plain.coverage, 1)
    }
  })

  it('[GA31] is a denial where it is the sample answer that is called a belief', () => {
    expect(of5(`I believed that ${SAMPLE} I was wrong.`)).toBeLessThanOrEqual(2)
    expect(of5(`${SAMPLE} That was wrong: my sister has a dog in the garden.`)).toBeLessThanOrEqual(2)
  })
})

describe('negations that agree with the sample answer', () => {
  const KEY = importQuestion(
    'How do you tell the keys apart?',
    'If the key sticks, the key is iron; if the key does not stick the key is aluminum.',
  )
  const RING = importQuestion('Would it stick?', 'The brass ring would not stick because the ring is not iron.')
  const FAIR = importQuestion('What is fair?', 'An experiment is controlled if only one variable is changed at a time.')
  const OPEN = importQuestion('What did you find?', 'The terminals are not connected.')
  const BOAT = importQuestion('Which boat is it?', 'The boat with 0 marbles is the standard in this experiment.')
  it.each([
    ['at the end of a sentence', KEY, 'The key will stick if it is iron but if it is aluminum it will not.'],
    ['in front of it', RING, 'I do not think it would stick because a brass ring is not made out of iron.'],
    [
      'of both sides of a condition',
      FAIR,
      'If you do not change one variable at a time its not a controlled experiment.',
    ],
    [
      'of the other case',
      OPEN,
      'At 0 volts the terminals are connected, at 1.5 volts the terminals are not connected.',
    ],
    ['of a number', BOAT, 'The boat with no marbles is the standard.'],
  ])('[GA32] contradict nothing: %s', (_, question, text) => {
    expect(cover(question, text).keyPoints.map(({ verdict }) => verdict)).not.toContain('contradicted')
    expect(of5(text, question)).toBeGreaterThan(1)
  })
})

describe('the sample answer turned round', () => {
  const VERB = /\b(?:is|are|was|were|can|could|will|would|should|must|may|have|has|had)\b|\b(?:I|we|you|they|it)\b/

  it.each(['rarely', 'seldom', 'hardly ever', 'scarcely', 'almost never'])(
    '[GA33] earns at most 2 of 5 with "%s" in each sentence',
    (word) => {
      for (const question of QUESTIONS) {
        const text = eachSentence(question.sampleAnswer, (s) => s.replace(VERB, (verb) => `${verb} ${word}`))
        expect(of5(text, question)).toBeLessThanOrEqual(2)
      }
    },
  )

  it.each([
    'Only a fool would say that',
    'Nobody in their right mind would say that',
    'You would have to be mad to say that',
    'It would be foolish to say that',
    'It is rarely the case that',
    'Who would ever say that',
  ])('[GA33] earns at most 2 of 5 behind "%s"', (words) => {
    for (const question of QUESTIONS) {
      expect(of5(`${words} ${question.sampleAnswer}`, question)).toBeLessThanOrEqual(2)
      expect(
        of5(
          eachSentence(question.sampleAnswer, (s) => `${words} ${s}`),
          question,
        ),
      ).toBeLessThanOrEqual(2)
    }
  })

  it.each([
    'I would do none of that.',
    'I would never do any of this.',
    'I have never done any of this.',
    'I do none of these things.',
    'All that would be a mistake.',
  ])('[GA33] earns at most 2 of 5 before "%s"', (words) => {
    for (const question of QUESTIONS) expect(of5(`${question.sampleAnswer} ${words}`, question)).toBeLessThanOrEqual(2)
  })

  it('[GA33] is not what "rarely" makes of something else', () => {
    expect(of5(`${REAL.slice(0, -1)}, which is rarely understood.`)).toBeGreaterThan(of5(REAL) - 0.5)
  })
})
