import { describe, expect, it } from 'vitest'
import type { CandidateTurn } from '../../server/contract/session.ts'
import { chooseEvidence } from '../../server/interview/choose-evidence.ts'
import { QUESTIONS } from '../grading/bank.ts'
import { buildQuestion } from '../support/factories.ts'

const QUESTION = buildQuestion()
const [FEED, RISE] = QUESTION.keyPoints

function choose(text: string, keyPoint = FEED, quotes: readonly string[] = []) {
  if (keyPoint === undefined) throw new Error('the question has no such point')
  const turn = { id: 't2', text } as CandidateTurn
  const evidence = quotes.map((quote) => {
    return { turnId: 't2', from: text.indexOf(quote), to: text.indexOf(quote) + quote.length, text: quote }
  })
  const found = chooseEvidence(QUESTION, keyPoint, turn, evidence)
  if (found !== null) expect(text.slice(found.from, found.to)).toBe(found.text)
  return found?.text ?? null
}

describe('the words that an interviewer takes up', () => {
  it('[CIT1] are the clause that says most about the point to ask for', () => {
    const text = 'The dough rises on the counter for two hours. I feed my starter in the evening.'
    expect(choose(text, FEED)).toBe('I feed my starter in the evening')
    expect(choose(text, RISE)).toBe('The dough rises on the counter for two hours')
  })

  it('[CIT1] are rather those that word matching holds for evidence', () => {
    const [first, second] = ['the pot gets very hot in there', 'the starter is older than my daughter']
    expect(choose(`I think ${first}. I think ${second}.`, FEED, [`I think ${first}`])).toBe(`I think ${first}`)
  })

  it('[CIT2] begin with the clause and not with what leads to it', () => {
    expect(choose('And then, well, the starter sits in a jar.')).toBe('the starter sits in a jar')
  })

  it.each([
    ['a list', 'With flour, starter and our oven I make sour bread. Good pots stay closed.', 'Good pots stay closed'],
    [
      'a verb without its subject',
      'She takes the loaf, puts starter into dough again. Steam fills pots.',
      'Steam fills pots',
    ],
  ])('[CIT3] do not begin in the middle of %s', (_, text, expected) => {
    expect(choose(text)).toBe(expected)
  })

  it.each([
    'That is a stupid question and I do not see why I should answer it.',
    'Have you ever baked bread in an iron pot yourself?',
    'Tell me the dough and the starter and the pot.',
    'I say what I think and mean what I say.',
    'My sister taught everybody a card game on the beach.',
    'Dough.',
  ])('[CIT4] are none where nothing was said on the subject, or only to the interviewer: %s', (text) => {
    expect(choose(text)).toBeNull()
  })

  it('[CIT4] an insult is read back at no question of the bank', () => {
    const text = 'That is a stupid question and I do not see why I should answer it. You people always ask the same.'
    const turn = { id: 't2', text } as CandidateTurn
    const found = QUESTIONS.flatMap((question) =>
      question.keyPoints.map((keyPoint) => chooseEvidence(question, keyPoint, turn, [])),
    )
    expect(found.filter((evidence) => evidence !== null)).toEqual([])
  })
})
