import { describe, expect, it } from 'vitest'
import { soundsFinished } from '../../server/text/sounds-finished.ts'
import { SPOKEN_ANSWERS } from './spoken-answers.ts'
import { BEFORE, expectAll } from './verdicts.ts'

describe('what the end of a transcript says', () => {
  it('[SF1] without a letter nothing was said', () => {
    expectAll(['', '   ', '\n', '...', ' – '], 'nothing')
  })

  it('[SF2] a request for time is one, with or without marks and fillers after it', () => {
    expectAll(
      [
        'Let me think.',
        'let me think',
        'Let me think, um.',
        'Let me think about that for a second.',
        'Hmm, let me see.',
        'Give me a second.',
        'give me a moment please',
        'Just give me a minute to think.',
        'One moment.',
        'um one moment please',
        'Hang on.',
        'Hold on a second.',
        'Bear with me.',
        'I need a moment.',
        'Can I have a minute to think about it?',
        'Could I take a moment?',
        'Good question. Let me…',
        'Good question, let me',
        "That's a good question.",
        'How do I put this?',
        "I'm trying to remember.",
        "What's the word?",
        "I'm not done yet.",
        'Wait.',
        `${BEFORE}Hmm, let me think.`,
        `${BEFORE}Hold on, uh.`,
        'we rebuilt the search and then um let me think',
        'and the second reason was hang on',
      ],
      'asks_for_time',
    )
  })

  it('[SF8] an announcement promises more', () => {
    expectAll(
      [
        'Let me explain.',
        'Let me give you an example.',
        'I like small steps, for example.',
        'Well, it depends.',
        "That's not all.",
        "Here's why.",
      ],
      'incomplete',
    )
  })

  it('[SF10] a sentence with its clause and its mark is complete', () => {
    expectAll(
      [
        'We went live three days before the deadline.',
        'I would ask the customers first.',
        'It was a difficult year for all of us.',
        "I don't know the answer to that question.",
        'He is still a customer today!',
        'That taught me a good lesson.',
        "She said that it wouldn't scale.",
        'There were no complaints after the launch.',
        'Could you repeat the question?',
        'Do you mean the first project?',
        'Should I go into more detail?',
        `${BEFORE}After that the decision took us ten minutes.`,
      ],
      'complete',
    )
  })

  it('[SF11] a closing phrase ends an answer, with or without a mark', () => {
    const phrases = [
      "that's it",
      'that is all',
      "that's all I have",
      "so that's how I would do it",
      "so yeah, that's my answer",
      'I think that covers it',
      'that would be my approach',
      "I'm done",
      'does that answer your question?',
      "that's pretty much it",
      'I hope that answers your question',
      "I'll leave it there",
      'and that is how we solved it',
      'nothing more to add',
      "that's it, thank you",
    ]
    expectAll(phrases, 'complete')
    expectAll(
      phrases.map((phrase) => `${BEFORE}${phrase}`),
      'complete',
    )
    expectAll(
      phrases.map((phrase) => `we looked at the numbers and ${phrase}`),
      'complete',
    )
  })

  it('[SF12] a fragment of a word or two after a longer text goes on', () => {
    expectAll(
      [
        `${BEFORE}The customer.`,
        `${BEFORE}Retention.`,
        `${BEFORE}Yes.`,
        `${BEFORE}In March.`,
        'Okay.',
        'Sure.',
        'Yeah, so.',
      ],
      'incomplete',
    )
    expectAll(['About twelve people.', 'Probably retention.'], 'unsure')
  })

  it('[SF13] a recogniser that writes marks has not written the last one for a reason', () => {
    expectAll(
      [
        `${BEFORE}We talked to every customer in the region`,
        'After the launch, we talked to every customer',
        'We talked to every customer',
      ],
      'incomplete',
    )
  })

  it('[SF14] without marks a last word that could end a sentence proves nothing', () => {
    expectAll(
      [
        'we talked to every customer in the region',
        'i would ask the customers first',
        'the team grew and we hired a second manager',
        'I looked at the data and talked to the engineers',
        'So we looked at the data And then we talked to every single customer in the region',
      ],
      'unsure',
    )
    expectAll(
      ['we talked to every customer in', 'customers', 'the new customers in the region', 'and so we', 'yes sure'],
      'incomplete',
    )
  })

  it('[SF15] full stops of a recogniser that puts them after fragments prove little', () => {
    const pieces = 'I wanted to talk to the. Biggest customers in the north.'
    expectAll([pieces, `${pieces} They told us that the set-up was too hard.`], 'unsure')
    expectAll(['I went to the. Biggest customer that we.', `${BEFORE}And then because. The.`], 'incomplete')
  })

  it('[SF16] a question to oneself is answered by oneself', () => {
    expectAll(['So what did we do?', 'And why was that?', 'We had to ship it, right?'], 'incomplete')
  })

  it('[SF17] thanks heard in noise say nothing', () => {
    expectAll(['We changed the plan because. Thank you.', 'Thank you.'], 'incomplete')
    expectAll(['We went live three days before the deadline. Thank you.'], 'complete')
  })

  it('judges a long answer within a few milliseconds', () => {
    const long = SPOKEN_ANSWERS.join(' ').repeat(4)
    const began = performance.now()
    for (let i = 0; i < 10; i++) soundsFinished(`${long} ${i}`)
    expect((performance.now() - began) / 10).toBeLessThan(100)
  })
})
