/** A stretch of text in mathematical notation that is one thing, under the name that all its spellings share. */
export interface Notation {
  /** "o(logn)" for "O(log n)", "big O of log n" and "log n"; "n-1" for "n - 1" and "n minus one". */
  readonly name: string
  readonly from: number
  readonly to: number
}

const NUMBERS = 'zero one two three four five six seven eight nine ten'.split(' ')
const NUMBER = `(?:\\d+|${NUMBERS.join('|')})`
/** How fast something grows, as it is written between the parentheses and as it is said. */
const POWER = '(?:\\^|\\*\\*|to the)'
const GROWN = [
  `${NUMBER}\\s*${POWER}\\s*n\\b`,
  `n\\s*${POWER}\\s*(?:n|${NUMBER})\\b`,
  'n\\s*(?:[²³!]|(?:squared|cubed|factorial)\\b)',
  '(?:n\\s*[*·]?\\s*)?(?:log|lg|ln)(?:_?2|₂)?\\s*(?:\\(\\s*n\\s*\\)|n\\b)',
].join('|')
const INNER = `(?:${GROWN}|[a-z]\\s*[+*·]\\s*[a-z]\\b|[a-z]\\b|1\\b|one\\b)`
const WORDS_OF_GROWTH: Readonly<Record<string, string>> = {
  constant: '1',
  logarithmic: 'logn',
  linear: 'n',
  linearithmic: 'nlogn',
  quadratic: 'n^2',
  cubic: 'n^3',
  exponential: '2^n',
}
const WORDED = `(?:${Object.keys(WORDS_OF_GROWTH).join('|')})\\s+(?:run(?:ning)?[ -]?)?(?:time|complexity)\\b`
const STEP = `(?<![\\p{L}\\p{N}])[b-z]\\s?(?:[-+−]|\\b(?:minus|plus)\\b)\\s?${NUMBER}(?![\\p{L}\\p{N}])`

const NOTATION = new RegExp(
  [
    `(?<![\\p{L}\\p{N}])(?:big[ -]?)?[oθω]\\s?\\(\\s*(?<written>${INNER})\\s*\\)`,
    `\\b(?:big[ -]o|o)\\s+of\\s+(?<said>${INNER})`,
    `\\border\\s+(?:of\\s+)?(?<ordered>${GROWN})`,
    `\\b(?<bare>${GROWN})`,
    `\\b(?<worded>${WORDED})`,
    `(?<step>${STEP})`,
  ].join('|'),
  'giu',
)
/** What all of it needs: a variable, an O on its own, or one of the words. Most texts have none. */
const LIKELY = new RegExp(`(?<![\\p{L}\\p{N}'’])(?:[b-z]|lg|log|ln)(?![\\p{L}'’])|${WORDED}`, 'iu')

/** Notation in a text, in order: how fast something grows, and a variable with a number added or taken off. */
export function findNotation(text: string): Notation[] {
  if (!LIKELY.test(text)) return []
  return Array.from(text.matchAll(NOTATION), ({ 0: all, index, groups = {} }) => {
    return { name: nameOf(groups), from: index, to: index + all.length }
  })
}

/** Whether a word, as `Word.lower` spells it, is the name of a notation. */
export const isNotation = (lower: string) => /[(+-]/.test(lower)

function nameOf({ written, said, ordered, bare, worded, step }: Record<string, string | undefined>) {
  if (step !== undefined) return nameStep(step)
  const [word = ''] = worded?.toLowerCase().split(/\s/) ?? []
  const growth = WORDS_OF_GROWTH[word] ?? nameGrowth(written ?? said ?? ordered ?? bare ?? '')
  return `o(${growth})`
}

const toDigits = (text: string) =>
  NUMBERS.reduce((read, word, i) => read.replaceAll(new RegExp(`\\b${word}\\b`, 'g'), `${i}`), text.toLowerCase())

function nameGrowth(text: string): string {
  return toDigits(text)
    .replace(/\b(?:lg|ln|log)(?:_?2|₂)?\b/g, 'log')
    .replace(/squared|²/g, '^2')
    .replace(/cubed|³/g, '^3')
    .replace(/factorial/g, '!')
    .replace(/to the|\*\*/g, '^')
    .replace(/[\s()*·]/g, '')
}

function nameStep(text: string): string {
  return toDigits(text)
    .replace(/minus|−/g, '-')
    .replace(/plus/g, '+')
    .replace(/\s/g, '')
}
