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
  if (text.length > MAX_IMPORT_LENGTH)
    fail('page', `This page is too long: ${lengths(text.length, MAX_IMPORT_LENGTH)}.`)
  const page = text.startsWith('\uFEFF') ? text.slice(1) : text
  const { head, blocks } = splitPage(page)
  const { title, summary, declared } = parseHead(page, head, blocks.length)
  checkNumbers(blocks, declared)
  return { title, summary, questions: blocks.map((block) => parseBlock(page, block)) }
}

function parseHead(page: string, head: readonly PageLine[], held: number) {
  const countAt = head.findIndex((line) => COUNT_LINE.test(line.text))
  if (countAt < 0 && held === 0) {
    fail(
      'page',
      'This is not a question page: it has neither a line such as "10 questions" nor one such as "Question 1".',
    )
  }
  if (countAt < 0)
    fail('questions', 'The page does not say how many questions it has: a line such as "10 questions" is missing.')
  const stray = head.slice(countAt + 1).find((line) => !isBlank(line))
  if (stray)
    fail(
      'questions',
      `Between the number of questions and "Question 1" stands something else: "${excerpt(stray.text)}".`,
    )

  const above = head.slice(0, countAt).filter((line) => !isBlank(line))
  if (above[0] && BACK_LINE.test(above[0].text)) above.shift()
  const [titleLine, ...summaryLines] = above
  const title = titleLine?.text.trim() ?? ''
  const summary = textOf(page, summaryLines).trim()
  if (title === '')
    fail('title', 'The page has no title: the name of the role and a summary must stand above the number of questions.')
  if (summary === '' && /[.!?]$/.test(title))
    fail('title', 'The page has no title: above the summary must stand the name of the role.')
  if (summary === '') fail('summary', 'The page has no summary between its title and the number of questions.')
  if (title.length > MAX_TITLE_LENGTH)
    fail('title', `The title is too long: ${lengths(title.length, MAX_TITLE_LENGTH)}.`)
  if (summary.length > MAX_SUMMARY_LENGTH)
    fail('summary', `The summary is too long: ${lengths(summary.length, MAX_SUMMARY_LENGTH)}.`)
  return { title, summary, declared: Number(COUNT_LINE.exec(head[countAt]?.text ?? '')?.[1]) }
}

function checkNumbers(blocks: readonly PageBlock[], declared: number): void {
  const counts = `The page declares ${declared} ${declared === 1 ? 'question' : 'questions'} and holds ${blocks.length}`
  const wrong = blocks.findIndex(({ number }, i) => number !== i + 1)
  const block = blocks[wrong]
  if (block) {
    const at = `Question ${block.number} (line ${block.lineNumber})`
    fail(`questions.${wrong}`, `${at} stands where Question ${wrong + 1} is expected. ${counts}.`)
  }
  if (blocks.length < declared)
    fail(`questions.${blocks.length}`, `${counts}: Question ${blocks.length + 1} is missing.`)
  if (blocks.length > declared) fail(`questions.${declared}`, `${counts}: Question ${declared + 1} is one too many.`)
  if (declared === 0) fail('questions', 'The page has no questions.')
  if (declared > MAX_QUESTION_COUNT)
    fail('questions', `The page has too many questions: ${declared}, where ${MAX_QUESTION_COUNT} fit.`)
}

function parseBlock(page: string, { number, lineNumber, lines }: PageBlock): PageQuestion {
  const failHere = (field: keyof PageQuestion, what: string) =>
    fail(`questions.${number - 1}.${field}`, `Question ${number} (line ${lineNumber}) ${what}.`)

  const difficultyAt = lines.findIndex((line) => !isBlank(line))
  const named = DIFFICULTY_LINE.exec(lines[difficultyAt]?.text ?? '')?.[1]
  if (named === undefined)
    return failHere('difficulty', 'does not say its difficulty: a line such as "Difficulty: medium" must come first')
  const difficulty = DifficultySchema.safeParse(named.toLowerCase()).data
  if (!difficulty) {
    const known = DifficultySchema.options.join(', ')
    return failHere('difficulty', `has an unknown difficulty, "${excerpt(named)}": known are ${known}`)
  }
  const body = lines.slice(difficultyAt + 1)
  const answerAt = body.findIndex((line) => ANSWER_LINE.test(line.text))
  if (answerAt < 0) return failHere('sampleAnswer', 'has no sample answer: the line "Sample answer" is missing')
  const question = textOf(page, body.slice(0, answerAt))
  const sampleAnswer = textOf(page, body.slice(answerAt + 1))
  if (question === '')
    return failHere('question', 'is empty: there are no words between its difficulty and "Sample answer"')
  if (sampleAnswer === '')
    return failHere('sampleAnswer', 'has no sample answer: there are no words under "Sample answer"')
  if (question.length > MAX_QUESTION_LENGTH)
    return failHere('question', `is too long: ${lengths(question.length, MAX_QUESTION_LENGTH)}`)
  if (sampleAnswer.length > MAX_SAMPLE_ANSWER_LENGTH) {
    return failHere(
      'sampleAnswer',
      `has a sample answer that is too long: ${lengths(sampleAnswer.length, MAX_SAMPLE_ANSWER_LENGTH)}`,
    )
  }
  return { difficulty, question, sampleAnswer }
}

function fail(field: string, message: string): never {
  throw new AppError('import_invalid', message, { field })
}

const lengths = (has: number, fits: number) => `it has ${has} characters, where ${fits} fit`
const excerpt = (text: string) => (text.trim().length > 60 ? `${text.trim().slice(0, 60)}…` : text.trim())
