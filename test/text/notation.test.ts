import { describe, expect, it } from 'vitest'
import { findNotation } from '../../server/text/notation.ts'
import { splitWords } from '../../server/text/words.ts'
import { cover } from '../grading/bank.ts'
import { importQuestion } from '../grading/imported.ts'

const namesIn = (text: string) => findNotation(text).map(({ name }) => name)

describe('notation', () => {
  it.each<[string, readonly string[]]>([
    ['o(1)', ['O(1)', 'o( 1 )', 'big O of one', 'constant time']],
    [
      'o(logn)',
      ['O(log n)', 'O(log(n))', 'O(lg n)', 'big-O of log n', 'log n', 'log_2 n', 'logarithmic time', 'Θ(log n)'],
    ],
    ['o(n)', ['O(n)', 'O of n', 'linear running time', 'Linear complexity']],
    ['o(nlogn)', ['O(n log n)', 'O(n*log(n))', 'order n log n', 'order of n log n', 'n log n']],
    ['o(n^2)', ['O(n^2)', 'O(n²)', 'O(n**2)', 'big O of n squared', 'n to the two', 'quadratic time']],
    ['o(2^n)', ['O(2^n)', 'two to the n', 'exponential time']],
    ['o(m+n)', ['O(m + n)', 'O(m+n)']],
    ['n-1', ['n-1', 'n - 1', 'n minus one', 'N − 1']],
    ['i+1', ['i+1', 'i plus 1']],
  ])('[NO1] %s is one word in all its spellings', (name, spellings) => {
    for (const text of spellings) {
      const whole = `It is ${text}, I think.`
      expect(findNotation(whole)).toEqual([{ name, from: 6, to: 6 + text.length }])
      const word = splitWords(whole).find(({ lower }) => lower === name)
      expect(word).toEqual({ text, lower: name, stem: name, from: 6, to: 6 + text.length })
    }
  })

  it.each([
    'We log in every day, in order to see who is on (a) duty.',
    'A constant stream of linear tasks; the time is short.',
    'I take 5-10 people, from one to the ten of them, and plan A - 1 more.',
    "That's a well-known do-while loop.",
    'Order 5 of these, big or small.',
  ])('[NO2] there is none in: %s', (text) => {
    expect(namesIn(text)).toEqual([])
  })

  it('[NO3] the words around it stay as they are', () => {
    const words = splitWords('Search takes O(log n) steps, not n - 1.').map(({ lower }) => lower)
    expect(words).toEqual(['search', 'takes', 'o(logn)', 'steps', 'not', 'n-1'])
  })
})

describe('grades of answers in notation', () => {
  const LOOK_UP = importQuestion('What does it cost to look up a key in a balanced tree?', 'O(log n)')
  const LAST = importQuestion('Which index has the last of n elements?', 'n - 1')
  const of5 = (question: typeof LOOK_UP, text: string) => 5 * cover(question, text).coverage

  it.each(['O(log n)', 'log(n)', 'It is logarithmic time.', 'Big O of log n.'])('[NO4] are the same for %s', (text) => {
    expect(of5(LOOK_UP, text)).toBeGreaterThan(3)
  })

  it.each(['O(n)', 'O(1)', 'O(n log n)', 'linear time', 'O(n^2)'])(
    '[NO4] are low for %s, which is something else',
    (text) => {
      expect(of5(LOOK_UP, text)).toBeLessThanOrEqual(2)
    },
  )

  it('[NO4] tell n - 1 from n + 1', () => {
    expect(of5(LAST, 'n minus one')).toBeGreaterThan(3)
    expect(of5(LAST, 'n+1')).toBeLessThanOrEqual(1)
  })
})
