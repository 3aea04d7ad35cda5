import { describe, expect, it } from 'vitest'
import { type Finished, soundsFinished } from '../../server/text/sounds-finished.ts'
import { SPOKEN_ANSWERS } from './spoken-answers.ts'

const BEFORE = 'I looked at the numbers with the team. '
const all = (texts: readonly string[], expected: Finished) =>
  expect(
    texts.filter((text) => soundsFinished(text) !== expected).map((text) => `${soundsFinished(text)}: ${text}`),
  ).toEqual([])

describe('what the end of a transcript says', () => {
  it('[SF1] without a letter nothing was said', () => {
    all(['', '   ', '\n', '...', ' – '], 'nothing')
  })

  it('[SF2] a request for time is one, with or without marks and fillers after it', () => {
    all(
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

  it('[SF3] a conjunction, a preposition, an article or an auxiliary leaves a sentence open, full stop or none', () => {
    const ends =
      'and,but,so,because,or,which,that,if,when,while,although,of,to,with,for,from,about,the,a,my,our,is,was,would,could,have'
    const texts = ends.split(',').map((word) => `We changed the plan ${word}`)
    all(texts, 'incomplete')
    all(
      texts.map((text) => `${text}.`),
      'incomplete',
    )
    all(
      texts.map((text) => `${BEFORE}${text}.`),
      'incomplete',
    )
    all(
      [
        'I was going to.',
        'We did not want to',
        'I think.',
        'The thing is.',
        'And then we.',
        'What I did was.',
        "And I'm.",
      ],
      'incomplete',
    )
  })

  it('[SF4] a particle that belongs to its verb may end a sentence', () => {
    all(
      [
        'We helped new customers to sign up.',
        'Nobody knew how to log in.',
        'After two weeks we had to move on.',
        'In the end we figured it out.',
        'The team had rolled it out.',
        'I knew that we had to start over.',
        'It was what everyone was looking for.',
        'We had never done that before.',
        'I did not expect that, but I think so.',
      ],
      'complete',
    )
    all(
      [
        'We worked on.',
        'Then I looked in.',
        'They depend on',
        'It was based on.',
        'We talked about.',
        'We used it in.',
      ],
      'incomplete',
    )
  })

  it('[SF5] a verb waits for its object, an adjective for its noun', () => {
    all(
      [
        'So we measured.',
        'We decided.',
        'I would build.',
        'And I have prepared.',
        'Then we started building.',
        'By asking.',
        'They wanted us to remove.',
        'We found that the customers needed.',
        'It was a very important.',
        'We looked at the main.',
        'It was the biggest.',
        'I really.',
        'We slowly.',
        'It let them.',
        'We put it.',
        'I told them.',
        'It went from 60 to 20.',
      ],
      'incomplete',
    )
    all(
      [
        'That is what we needed at the time.',
        'We shipped it in 2019.',
        'It was the thing that we had measured.',
        'It worked better than we thought it would.',
      ],
      'complete',
    )
  })

  it('[SF6] a filler, a comma, a dash, a colon or an ellipsis goes on', () => {
    const ends = [
      ' um',
      ', uh',
      ', er.',
      ', you know.',
      ', I mean.',
      ', sort of.',
      ', basically.',
      ' like',
      ',',
      ' –',
      '-',
      ':',
      ';',
      '…',
      '...',
    ]
    all(
      ends.map((end) => `We talked to the customers${end}`),
      'incomplete',
    )
    all([`${BEFORE}Um.`, `${BEFORE}So.`, `${BEFORE}And then…`, 'Um.', 'Uh', 'Well, like'], 'incomplete')
  })

  it('[SF7] a list that was begun is unfinished until its items are named', () => {
    all(
      [
        'There are three things.',
        'There are three things that I look at.',
        'There were two reasons for it. The first one was the price.',
        'I have two reasons. One is the money.',
        'We did it for three reasons. First it was cheap. Second it was fast.',
        'First, I would talk to the customers.',
        'First of all, I would look at the data.',
        'The first step is to write the problem down.',
        'On the one hand it saves us a lot of money.',
        'Number one, we have to know the customer.',
        'One reason is the price of the servers.',
        'We could either wait for the new version.',
        'It was not only slow for our customers.',
        'there are three things i would do',
        'firstly i would talk to all of the customers',
      ],
      'incomplete',
    )
    all(
      [
        'There are three things: cost, time and quality.',
        'There were two reasons. The first one was the price. The second one was the time.',
        'First, I would talk to the customers. Then I would write down the problem.',
        'On the one hand it saves us money. On the other hand it costs us time.',
        'We could either wait for it or build it on our own.',
      ],
      'complete',
    )
  })

  it('[SF8] an announcement promises more', () => {
    all(
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

  it('[SF9] a subordinate clause needs its main clause', () => {
    all(
      [
        'When the team grew in the spring.',
        'If we had known the customer better.',
        'Because the deadline was so close.',
        'What I did with the data.',
        'The first thing I did.',
        'We chose it because the team.',
        'I asked whether the new customers.',
        'So the whole company.',
        'The people who work in support.',
      ],
      'incomplete',
    )
    all(['When the team grew, we hired a second manager.', 'We chose it because the team knew it well.'], 'complete')
  })

  it('[SF10] a sentence with its clause and its mark is complete', () => {
    all(
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
    all(phrases, 'complete')
    all(
      phrases.map((phrase) => `${BEFORE}${phrase}`),
      'complete',
    )
    all(
      phrases.map((phrase) => `we looked at the numbers and ${phrase}`),
      'complete',
    )
  })

  it('[SF12] a fragment of a word or two after a longer text goes on', () => {
    all(
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
    all(['About twelve people.', 'Probably retention.'], 'unsure')
  })

  it('[SF13] a recogniser that writes marks has not written the last one for a reason', () => {
    all(
      [
        `${BEFORE}We talked to every customer in the region`,
        'After the launch, we talked to every customer',
        'We talked to every customer',
      ],
      'incomplete',
    )
  })

  it('[SF14] without marks a last word that could end a sentence proves nothing', () => {
    all(
      [
        'we talked to every customer in the region',
        'i would ask the customers first',
        'the team grew and we hired a second manager',
        'I looked at the data and talked to the engineers',
        'So we looked at the data And then we talked to every single customer in the region',
      ],
      'unsure',
    )
    all(
      ['we talked to every customer in', 'customers', 'the new customers in the region', 'and so we', 'yes sure'],
      'incomplete',
    )
  })

  it('[SF15] full stops of a recogniser that puts them after fragments prove little', () => {
    const pieces = 'I wanted to talk to the. Biggest customers in the north.'
    all([pieces, `${pieces} They told us that the set-up was too hard.`], 'unsure')
    all(['I went to the. Biggest customer that we.', `${BEFORE}And then because. The.`], 'incomplete')
  })

  it('[SF16] a question to oneself is answered by oneself', () => {
    all(['So what did we do?', 'And why was that?', 'We had to ship it, right?'], 'incomplete')
  })

  it('[SF17] thanks heard in noise say nothing', () => {
    all(['We changed the plan because. Thank you.', 'Thank you.'], 'incomplete')
    all(['We went live three days before the deadline. Thank you.'], 'complete')
  })

  it('judges a long answer within a few milliseconds', () => {
    const long = SPOKEN_ANSWERS.join(' ').repeat(4)
    const began = performance.now()
    for (let i = 0; i < 10; i++) soundsFinished(`${long} ${i}`)
    expect((performance.now() - began) / 10).toBeLessThan(100)
  })
})
