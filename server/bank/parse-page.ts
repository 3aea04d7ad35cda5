import { MAX_IMPORT_LENGTH } from '#contract/http.ts'
import { type Difficulty, DifficultySchema, MAX_QUESTION_LENGTH, MAX_SAMPLE_ANSWER_LENGTH } from '#contract/question.ts'
import { AppError } from '../errors.ts'
import { DIFFICULTY_LINE, isBlank, type PageBlock, type PageLine, splitPage, textOf } from './page-blocks.ts'

/** A question page as it says itself, texts byte for byte. */
export interface Page {
  readonly title: string
  readonly summary: string
  readonly questions: readonly PageQuestion[]
}
export interface PageQuestion {
  readonly difficulty: Difficulty
  readonly question: string
  readonly sampleAnswer: string
}

const BACK_LINE = /^\s*Back to all roles\s*$/i
const COUNT_LINE = /^\s*(\d{1,4}) questions?\s*$/i
const ANSWER_LINE = /^\s*Sample answer\s*$/i
const MAX_TITLE_LENGTH = 120
const MAX_SUMMARY_LENGTH = 400
const MAX_QUESTION_COUNT = 200

/**
 * Reads a question page that was copied as text: title, summary, "N questions", then blocks of "Question K", "Difficulty: D",
 * the question, "Sample answer" and its text. Question and answer are kept byte for byte; only the blank lines before and
 * after them are layout. "Back to all roles", a byte order mark and the kind of line ends do not matter.
 * @throws AppError `import_invalid` which names the block that is wrong.
 */
export function parsePage(text: string): Page {
  demandLength('page', 'This page', text, MAX_IMPORT_LENGTH)
  const page = text.startsWith('\uFEFF') ? text.slice(1) : text
  const { head, blocks } = splitPage(page)
  const { title, summary, declared } = parseHead(page, head, blocks.length)
  checkNumbers(blocks, declared)
  return { title, summary, questions: blocks.map((block) => parseBlock(page, block)) }
}

function parseHead(page: string, head: readonly PageLine[], held: number) {
  const countAt = head.findIndex((line) => COUNT_LINE.test(line.text))
  demand(
    countAt >= 0 || held > 0,
    'page',
    'This is not a question page: nothing in it is like "10 questions" or "Question 1".',
  )
  demand(
    countAt >= 0,
    'questions',
    'The page does not say how many questions it has: a line like "10 questions" is missing.',
  )
  const stray = head.slice(countAt + 1).find((line) => !isBlank(line))?.text ?? ''
  demand(stray === '', 'questions', `Above "Question 1" stands something that is no question: "${excerpt(stray)}".`)

  const above = head.slice(0, countAt).filter((line) => !isBlank(line))
  if (above[0] && BACK_LINE.test(above[0].text)) above.shift()
  const [titleLine, ...summaryLines] = above
  const title = titleLine?.text.trim() ?? ''
  const summary = textOf(page, summaryLines).trim()
  const looksLikeSummary = summary === '' && /[.!?]$/.test(title)
  demand(
    title !== '' && !looksLikeSummary,
    'title',
    'The page has no title: the name of the role must stand above its summary.',
  )
  demand(summary !== '', 'summary', 'The page has no summary between its title and the number of questions.')
  demandLength('title', 'The title', title, MAX_TITLE_LENGTH)
  demandLength('summary', 'The summary', summary, MAX_SUMMARY_LENGTH)
  return { title, summary, declared: Number(COUNT_LINE.exec(head[countAt]?.text ?? '')?.[1]) }
}

function checkNumbers(blocks: readonly PageBlock[], declared: number): void {
  const held = blocks.length
  const counts = `The page declares ${declared} ${declared === 1 ? 'question' : 'questions'} and holds ${held}`
  blocks.forEach(({ number, lineNumber }, i) => {
    const at = `Question ${number} (line ${lineNumber})`
    demand(number === i + 1, `questions.${i}`, `${at} stands where Question ${i + 1} is expected. ${counts}.`)
  })
  demand(held >= declared, `questions.${held}`, `${counts}: Question ${held + 1} is missing.`)
  demand(held <= declared, `questions.${declared}`, `${counts}: Question ${declared + 1} is one too many.`)
  demand(held > 0, 'questions', 'The page has no questions.')
  demand(held <= MAX_QUESTION_COUNT, 'questions', `The page has ${held} questions, where ${MAX_QUESTION_COUNT} fit.`)
}

function parseBlock(page: string, { number, lineNumber, lines }: PageBlock): PageQuestion {
  const name = `Question ${number} (line ${lineNumber})`
  const field = (of: keyof PageQuestion) => `questions.${number - 1}.${of}`

  const difficultyAt = lines.findIndex((line) => !isBlank(line))
  const named = DIFFICULTY_LINE.exec(lines[difficultyAt]?.text ?? '')?.[1]
  demand(
    named !== undefined,
    field('difficulty'),
    `${name} has no difficulty: a line like "Difficulty: medium" must come first.`,
  )
  const difficulty = DifficultySchema.safeParse(named.toLowerCase()).data
  const known = DifficultySchema.options.join(', ')
  demand(difficulty, field('difficulty'), `${name} has an unknown difficulty, "${excerpt(named)}": known are ${known}.`)

  const body = lines.slice(difficultyAt + 1)
  const answerAt = body.findIndex((line) => ANSWER_LINE.test(line.text))
  demand(answerAt >= 0, field('sampleAnswer'), `${name} has no sample answer: the line "Sample answer" is missing.`)
  const question = textOf(page, body.slice(0, answerAt))
  const sampleAnswer = textOf(page, body.slice(answerAt + 1))
  demand(question !== '', field('question'), `${name} is empty: there are no words above "Sample answer".`)
  demand(
    sampleAnswer !== '',
    field('sampleAnswer'),
    `${name} has no sample answer: there are no words under "Sample answer".`,
  )
  demandLength(field('question'), name, question, MAX_QUESTION_LENGTH)
  demandLength(field('sampleAnswer'), `The sample answer of ${name}`, sampleAnswer, MAX_SAMPLE_ANSWER_LENGTH)
  return { difficulty, question, sampleAnswer }
}

function demand(condition: unknown, field: string, message: string): asserts condition {
  if (!condition) throw new AppError('import_invalid', message, { field })
}

function demandLength(field: string, name: string, text: string, max: number): void {
  demand(text.length <= max, field, `${name} is too long: it has ${text.length} characters, where ${max} fit.`)
}

const excerpt = (text: string) => (text.trim().length > 60 ? `${text.trim().slice(0, 60)}…` : text.trim())
