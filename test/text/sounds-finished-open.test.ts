import { describe, it } from 'vitest'
import { BEFORE, expectAll } from './verdicts.ts'

describe('what leaves a sentence open', () => {
  it('[SF3] a conjunction, a preposition, an article or an auxiliary leaves a sentence open, full stop or none', () => {
    const ends =
      'and,but,so,because,or,which,that,if,when,while,although,of,to,with,for,from,about,the,a,my,our,is,was,would,could,have'
    const texts = ends.split(',').map((word) => `We changed the plan ${word}`)
    expectAll(texts, 'incomplete')
    expectAll(
      texts.map((text) => `${text}.`),
      'incomplete',
    )
    expectAll(
      texts.map((text) => `${BEFORE}${text}.`),
      'incomplete',
    )
    expectAll(
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
    expectAll(
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
    expectAll(
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
    expectAll(
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
    expectAll(
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
    expectAll(
      ends.map((end) => `We talked to the customers${end}`),
      'incomplete',
    )
    expectAll([`${BEFORE}Um.`, `${BEFORE}So.`, `${BEFORE}And then…`, 'Um.', 'Uh', 'Well, like'], 'incomplete')
  })

  it('[SF7] a list that was begun is unfinished until its items are named', () => {
    expectAll(
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
    expectAll(
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

  it('[SF9] a subordinate clause needs its main clause', () => {
    expectAll(
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
    expectAll(
      ['When the team grew, we hired a second manager.', 'We chose it because the team knew it well.'],
      'complete',
    )
  })
})
