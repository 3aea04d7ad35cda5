/** A stretch of text in mathematical notation that is one thing, under the name that all its spellings share. */
export interface Notation {
  /** "o(logn)" for "O(log n)", "big O of log n" and "log n"; "n-1" for "n - 1" and "n minus one". */
  readonly name: string
  readonly from: number
  readonly to: number
}

const NUMBERS = 'zero one two three four five six seven eight nine ten'.split(' ')
const NUMBER = `(?:\\d{1,3}|${NUMBERS.join('|')})`
/** Bounded: with any number of spaces a long gap in a text would be tried from each of its places. */
const GAP = '\\s{0,2}'
const LOG = `(?:log|lg|ln)(?:_?2|₂)?${GAP}(?:\\(${GAP}n${GAP}\\)|n\\b)`
/** How fast something grows, as it is written between the parentheses and as it is said. */
const GROWN = [
  `${NUMBER}${GAP}(?:\\^|\\*\\*)${GAP}n\\b`,
  `n${GAP}(?:\\^|\\*\\*)${GAP}(?:n\\b|${NUMBER}\\b)`,
  'two\\sto\\sthe\\sn\\b',
  'n\\sto\\sthe\\s(?:n|two|three)\\b',
  `n${GAP}(?:[²³!]|(?:squared|cubed|factorial)\\b)`,
  `n${GAP}[*·]?${GAP}${LOG}`,
  LOG,
].join('|')
const INNER = `(?:${GROWN}|[a-z]${GAP}[+*·]${GAP}[a-z]\\b|[a-z]\\b|1\\b|one\\b)`
/** How fast something grows, in a word, and what stands between the parentheses then. */
export const WORDS_OF_GROWTH: Readonly<Record<string, string>> = {
  constant: '1',
  logarithmic: 'logn',
  linear: 'n',
  linearithmic: 'nlogn',
  quadratic: 'n^2',
  cubic: 'n^3',
  exponential: '2^n',
  factorial: 'n!',
}
/** "Under constant time pressure" is about something else. */
const WORDED = `(?:${Object.keys(WORDS_OF_GROWTH).join('|')})\\s{1,2}(?:run(?:ning)?[ -]?)?(?:time|complexity)\\b(?!\\s(?:pressure|constraint|limit|line))`
/** Letters that name an index or a count: with any letter, "series B - 10 million" would be one. */
const STEP = `(?<![\\p{L}\\p{N}])[ijkmnxy]${GAP}(?:[-+−]|\\b(?:minus|plus)\\b)${GAP}${NUMBER}(?![\\p{L}\\p{N}]|[.,]\\d)`

const NOTATION = new RegExp(
  [
    `(?<![\\p{L}\\p{N}])(?:big[ -]?)?[oθω]\\s?\\(${GAP}(?<written>${INNER})${GAP}\\)`,
    `\\b(?:big[ -]o|o)\\sof\\s(?<said>${INNER})`,
    `\\border\\s(?:of\\s)?(?<ordered>${GROWN})`,
    `\\b(?<bare>${GROWN})`,
    `\\b(?<worded>${WORDED})`,
    `(?<step>${STEP})`,
  ].join('|'),
  'giu',
)
/** Some of this is in all of it, and in few other texts. */
const LIKELY = new RegExp(
  `(?<![\\p{L}\\p{N}'’])(?:n(?![\\p{L}'’])|[oθω]\\s?\\(|o\\sof\\s|[ijkmxy]\\s{0,2}[-+−mp]|log|lg|ln|${WORDED})`,
  'iu',
)

/** Notation in a text, in order: how fast something grows, and a variable with a number added or taken off. */
export function findNotation(text: string): Notation[] {
  if (!LIKELY.test(text)) return []
  return Array.from(text.matchAll(NOTATION), ({ 0: all, index, groups = {} }) => {
    return { name: nameOf(groups), from: index, to: index + all.length }
  })
}

/** Whether a word, as `Word.lower` spells it, is the name of a notation. */
export const isNotation = (lower: string) => /[(+-]/.test(lower)

/** The name of a growth, "o(n)" for "n". */
export const nameOfGrowth = (growth: string) => `o(${growth})`

function nameOf({ written, said, ordered, bare, worded, step }: Record<string, string | undefined>) {
  if (step !== undefined) return nameStep(step)
  const [word = ''] = worded?.toLowerCase().split(/\s/) ?? []
  const growth = WORDS_OF_GROWTH[word] ?? nameGrowth(written ?? said ?? ordered ?? bare ?? '')
  return nameOfGrowth(growth)
}

const toDigits = (text: string) =>
  NUMBERS.reduce((read, word, i) => read.replaceAll(new RegExp(`\\b${word}\\b`, 'g'), `${i}`), text.toLowerCase())

function nameGrowth(text: string): string {
  return toDigits(text)
    .replace(/(?:lg|ln|log)(?:_?2|₂)?/g, 'log')
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
