import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitSentences } from '../../server/text/sentences.ts'

const texts = (text: string) => splitSentences(text).map((span) => span.text)

describe('splitSentences', () => {
  it.each<[string, string, string[]]>([
    ['stops', 'I asked. Did it help? It did!', ['I asked.', 'Did it help?', 'It did!']],
    [
      'abbreviations',
      'We used tools, e.g. charts, i.e. pictures. Mr. Hill agreed.',
      ['We used tools, e.g. charts, i.e. pictures.', 'Mr. Hill agreed.'],
    ],
    [
      'etc. in the middle',
      'Cost, time etc. were weighed. Then I chose.',
      ['Cost, time etc. were weighed.', 'Then I chose.'],
    ],
    [
      'decimals and versions',
      'It rose by 1.5 per cent. Version 2.0 shipped.',
      ['It rose by 1.5 per cent.', 'Version 2.0 shipped.'],
    ],
    [
      'initials',
      'I met J. Smith there. We took plan B. Then we spoke.',
      ['I met J. Smith there.', 'We took plan B.', 'Then we spoke.'],
    ],
    ['file names', 'We ran Node.js and config.yaml there. Fine.', ['We ran Node.js and config.yaml there.', 'Fine.']],
    ['a missing space', 'I measured it.Then I stopped.', ['I measured it.', 'Then I stopped.']],
    ['quotation marks', 'She said “stop.” I stopped.', ['She said “stop.”', 'I stopped.']],
    ['lower case after a stop', 'i did this. then that.', ['i did this.', 'then that.']],
    ['an ellipsis that goes on', 'Well… it depends... on cost. Yes.', ['Well… it depends... on cost.', 'Yes.']],
    ['bullets', 'Steps:\n- measure\n* decide\n• tell', ['Steps:', 'measure', 'decide', 'tell']],
    ['numbering', '1. Measure it\n2) Decide\n(3) Tell them', ['Measure it', 'Decide', 'Tell them']],
    ['numbering within a line', 'It is: 1. fast 2. cheap 3. safe', ['It is:', 'fast', 'cheap', 'safe']],
    ['bullets within a line', 'Fields : -Sequence number -Options', ['Fields :', 'Sequence number', 'Options']],
    ['a dash that is no bullet', 'I did it - and fast.', ['I did it - and fast.']],
    ['lines', 'First thing\nSecond thing', ['First thing', 'Second thing']],
  ])('[SEN4] handles %s', (_, text, expected) => {
    expect(texts(text)).toEqual(expected)
  })

  it('[SEN4] joins a line that a program wrapped', () => {
    const text = 'I sat down with the engineers and asked them what they had\nmeasured so far. Then I decided.'
    expect(texts(text)).toEqual([text.slice(0, text.indexOf(' Then')), 'Then I decided.'])
  })

  it('[SEN4] joins narrow lines where the next word would not have fitted, and no list of short lines', () => {
    const narrow = 'I sat down with the engineers and\nasked them what they had measured so\nfar. Then I decided.'
    expect(texts(narrow)).toEqual([narrow.slice(0, narrow.indexOf(' Then')), 'Then I decided.'])
    const list = 'the engineers were asked first\nthen we measured\nthen we decided'
    expect(texts(list)).toEqual(list.split('\n'))
  })

  it('[SEN5] gives places that hold exactly the text, in order, without overlap, and loses no letter but list marks', () => {
    const pieces = fc.constantFrom(
      'Fine',
      'it works',
      '. ',
      '? ',
      '\n',
      '\n\n- ',
      '3.5',
      ' e.g. ',
      '…',
      ' “so” ',
      ' bo',
      '🎉 ',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join('')
        let last = 0
        let between = ''
        for (const span of splitSentences(text)) {
          expect(span.from).toBeGreaterThanOrEqual(last)
          expect(text.slice(span.from, span.to)).toBe(span.text)
          expect(span.text).toBe(span.text.trim())
          between += text.slice(last, span.from)
          last = span.to
        }
        expect(between + text.slice(last)).not.toMatch(/\p{L}/u)
      }),
    )
  })

  it('finds nothing in an empty text', () => {
    expect(splitSentences(' \n ')).toEqual([])
  })
})
