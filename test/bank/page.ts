export interface PageBlockText {
  readonly number?: number
  readonly difficulty?: string
  readonly question?: string
  readonly sampleAnswer?: string
}

/** Typographic quotes, a dash, an accent, a pair of surrogates, two spaces in a row, a tab, paragraphs and a blank line of spaces. */
export const TRICKY_ANSWER = [
  'I would ask “what does it cost?” before “can we do it?” – naïve as that sounds. It’s  the\tfirst step 🙂.',
  '',
  '   ',
  '- Then I write the options down: each with its price, its risk and who would have to live with it.',
  '  In the end I take the one that we could still undo next month, and I say so to everybody involved. ',
].join('\n')

const QUESTION = 'How do you decide what a bakery should bake tomorrow?'
const ANSWER =
  'I look at what was sold on the same weekday of the last four weeks. Then I ask the shop for orders that are known. ' +
  'The weather forecast moves the figure up or down by a tenth. Whatever is left at night tells me how wrong I was.'

/** The text of one block as it stands on a page; a part that is null is left out with its label. */
export function blockText(n: number, parts: { [K in keyof PageBlockText]: PageBlockText[K] | null } = {}): string {
  const { number = n, difficulty = 'medium', question = QUESTION, sampleAnswer = ANSWER } = parts
  return [
    number === null ? null : `Question ${number}`,
    difficulty === null ? null : `Difficulty: ${difficulty}`,
    question,
    sampleAnswer === null ? null : `Sample answer\n\n${sampleAnswer}`,
  ]
    .filter((part) => part !== null)
    .join('\n\n')
}

export const HEAD = ['Back to all roles', 'Head Baker', 'Interview questions for Head Baker roles.']

/** A question page as it is copied from a browser: `blocks` under a head that declares as many. */
export function pageText(
  blocks: readonly string[],
  { head = HEAD, count = `${blocks.length} questions` }: { head?: readonly string[]; count?: string | null } = {},
): string {
  return [...head, ...(count === null ? [] : [count]), ...blocks].join('\n\n')
}

export const BAKER_PAGE = pageText([
  blockText(1, { difficulty: 'easy' }),
  blockText(2, { question: 'Tell me about a time you burnt a whole batch – and “why”.', sampleAnswer: TRICKY_ANSWER }),
  blockText(3, { difficulty: 'hard', question: 'What flours are there, and what is each good for?' }),
])
