import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { findForbiddenWording } from '../../server/llm/wording-rules.ts'

describe('what an interviewer never says', () => {
  it.each([
    'Great answer.',
    'That’s a really clear explanation.',
    'That was a good point about risk.',
    'Thank you for that thoughtful response.',
    'Your strong example helps.',
    'Excellent, and what',
    'Hm. Very good. What',
    'Thanks, great point. What',
    'Well done. What',
    'Nicely put. What',
    'I really like how you began.',
    'I appreciate your honesty.',
    'You explained that very well.',
  ])('[WR1] praise: %s', (text) => {
    expect(findForbiddenWording(text)).toBe('praise')
  })

  it.each([
    'Correct, and what',
    'Exactly. What',
    "That's right, but what",
    'That is not true. What',
    "That's a 4 out of 5 so far.",
    'I would give that a pass.',
    "I'd rate this highly.",
    'Your score is low.',
    'Your answer was incomplete.',
  ])('[WR2] a grade: %s', (text) => {
    expect(findForbiddenWording(text)).toBe('a grade')
  })

  it.each(['The sample answer has more.', 'As an AI, I cannot.', 'The rubric asks for more.'])(
    '[WR3] the machinery: %s',
    (text) => {
      expect(findForbiddenWording(text)).toBe('the machinery')
    },
  )

  it.each([
    'Can you give a good example of that?',
    'How would you tell a good approach from a bad one?',
    'You said 4 out of 5 customers left. What did you do?',
    'How would you score each item?',
    'If I give you two weeks, what do you drop?',
    'What exactly did you measure?',
    'Thank you. What was the hardest part?',
    'Which criterion came first, and why that one?',
    'What would a strong team have done better?',
    'Was it the right decision?',
    'Was it fast, correct, and cheap?',
  ])('[WR4] but a question may say: %s', (text) => {
    expect(findForbiddenWording(text)).toBeNull()
  })

  it('[WR5] every follow-up of the shipped bank may be said', () => {
    const file = new URL('../../questions/technical-product-manager.yaml', import.meta.url)
    const bank: { questions: { inOtherWords: string; keyPoints: { followUp: string }[] }[] } = parse(
      readFileSync(file, 'utf8'),
    )
    const said = bank.questions.flatMap((q) => [q.inOtherWords, ...q.keyPoints.map((k) => k.followUp)])
    expect(said.length).toBeGreaterThan(40)
    expect(said.filter((text) => findForbiddenWording(text) !== null)).toEqual([])
  })
})
