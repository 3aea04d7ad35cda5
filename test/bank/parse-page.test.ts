import { describe, expect, it } from 'vitest'
import { MAX_IMPORT_LENGTH } from '#contract/http.ts'
import { parsePage } from '../../server/bank/parse-page.ts'
import { AppError } from '../../server/errors.ts'
import { BAKER_PAGE, blockText, HEAD, pageText, TRICKY_ANSWER } from './page.ts'

const twoBlocks = [blockText(1), blockText(2)]

function refusal(page: string): { code: string; message: string; field?: string } {
  try {
    parsePage(page)
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message, field: error.detail.field }
    throw error
  }
  throw new Error('the page was taken')
}

describe('reading a question page', () => {
  it('[BK1] takes title, summary and every block in order', () => {
    const page = parsePage(BAKER_PAGE)
    expect(page.title).toBe('Head Baker')
    expect(page.summary).toBe('Interview questions for Head Baker roles.')
    expect(page.questions.map(({ difficulty }) => difficulty)).toEqual(['easy', 'medium', 'hard'])
  })

  it('[BK1] keeps questions and sample answers byte for byte', () => {
    const [, second] = parsePage(BAKER_PAGE).questions
    expect(second?.question).toBe('Tell me about a time you burnt a whole batch – and “why”.')
    expect(second?.sampleAnswer).toBe(TRICKY_ANSWER)
  })

  it('[BK1] takes the blank lines around a text as layout and those inside as text', () => {
    const sampleAnswer = '\n \n\t\nOne.  \n\n\n\nTwo.\n  \n\n'
    const [first] = parsePage(pageText([blockText(1, { sampleAnswer }), blockText(2)])).questions
    expect(first?.sampleAnswer).toBe('One.  \n\n\n\nTwo.')
  })

  it('[BK1] keeps a question of several lines and an answer that has a line "Sample answer" in it', () => {
    const question = 'Two things:\n\nwhat do you bake, and why?'
    const sampleAnswer = 'Bread.\n\nSample answer\n\nBecause people eat it.'
    const [first] = parsePage(pageText([blockText(1, { question, sampleAnswer })])).questions
    expect(first).toMatchObject({ question, sampleAnswer })
  })

  it('[BK1] keeps a line of an answer that only looks like the start of a block', () => {
    const sampleAnswer =
      'I would go through them.\n\nQuestion 2\n\nThat one is about the oven.\n\nQuestion 7\n\nLeft out.'
    const { questions } = parsePage(pageText([blockText(1, { sampleAnswer }), blockText(2)]))
    expect(questions.map((question) => question.sampleAnswer)[0]).toBe(sampleAnswer)
    expect(questions).toHaveLength(2)
  })

  it('[BK2] reads a page with CRLF and keeps the line ends inside a text', () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n')
    const expected = parsePage(BAKER_PAGE).questions.map((question) => ({
      ...question,
      sampleAnswer: crlf(question.sampleAnswer),
    }))
    expect(parsePage(crlf(BAKER_PAGE)).questions).toEqual(expected)
  })

  it.each<[string, string]>([
    ['a byte order mark', `\uFEFF${BAKER_PAGE}`],
    ['no "Back to all roles"', BAKER_PAGE.replace('Back to all roles\n\n', '')],
    ['blank lines at the start and at the end', `\n\n \n${BAKER_PAGE}\n\n\t\n`],
    ['spaces around its labels', BAKER_PAGE.replaceAll(/^(Question \d|Difficulty: \w+|Sample answer)$/gm, ' $1  ')],
    ['a difficulty in capitals', BAKER_PAGE.replace('Difficulty: easy', 'Difficulty: Easy')],
    [
      'no blank lines between its parts',
      BAKER_PAGE.replaceAll(/^(Back .*|Question \d|Difficulty: \w+|Sample answer)\n\n/gm, '$1\n'),
    ],
    [
      'more blank lines between its parts',
      BAKER_PAGE.replaceAll(/^(Question \d|Difficulty: \w+|Sample answer)\n/gm, '$1\n\n\n'),
    ],
  ])('[BK2] reads a page with %s like any other', (_what, page) => {
    expect(page).not.toBe(BAKER_PAGE)
    expect(parsePage(page)).toEqual(parsePage(BAKER_PAGE))
  })

  it('[BK2] reads "1 question"', () => {
    expect(parsePage(pageText([blockText(1)], { count: '1 question' })).questions).toHaveLength(1)
  })
})

describe('refusing a question page', () => {
  const ten = Array.from({ length: 10 }, (_, i) => blockText(i + 1))

  it.each<[string, string, RegExp, string]>([
    [
      'declares 10 and holds 9',
      pageText(ten.slice(0, 9), { count: '10 questions' }),
      /declares 10 questions and holds 9: Question 10 is missing/,
      'questions.9',
    ],
    [
      'declares 9 and holds 10',
      pageText(ten, { count: '9 questions' }),
      /declares 9 questions and holds 10: Question 10 is one too many/,
      'questions.9',
    ],
    [
      'leaves a number out',
      pageText(ten.toSpliced(3, 1), { count: '10 questions' }),
      /Question 5 \(line \d+\) stands where Question 4 is expected.*declares 10 questions and holds 9/,
      'questions.3',
    ],
    [
      'has a number twice',
      pageText([...twoBlocks, blockText(2)]),
      /Question 2 .*where Question 3 is expected/,
      'questions.2',
    ],
    ['does not begin at 1', pageText([blockText(2)]), /Question 2 .*where Question 1 is expected/, 'questions.0'],
    [
      'has an unknown difficulty',
      pageText([blockText(1), blockText(2, { difficulty: 'brutal' })]),
      /Question 2 .*unknown difficulty, "brutal": known are easy, medium, hard/,
      'questions.1.difficulty',
    ],
    [
      'lacks a difficulty',
      pageText([blockText(1), blockText(2, { difficulty: null })]),
      /Question 2 .*has no difficulty/,
      'questions.1.difficulty',
    ],
    [
      'lacks a sample answer',
      pageText([blockText(1, { sampleAnswer: null }), blockText(2)]),
      /Question 1 .*no sample answer: the line "Sample answer" is missing/,
      'questions.0.sampleAnswer',
    ],
    [
      'has an empty sample answer',
      pageText([blockText(1), blockText(2, { sampleAnswer: ' \n' })]),
      /Question 2 .*no words under "Sample answer"/,
      'questions.1.sampleAnswer',
    ],
    [
      'has an empty question',
      pageText([blockText(1, { question: null }), blockText(2)]),
      /Question 1 .*is empty/,
      'questions.0.question',
    ],
    ['has no title', pageText(twoBlocks, { head: [HEAD[0]!, HEAD[2]!] }), /no title/, 'title'],
    ['has neither title nor summary', pageText(twoBlocks, { head: [HEAD[0]!] }), /no title/, 'title'],
    ['has no summary', pageText(twoBlocks, { head: [HEAD[0]!, HEAD[1]!] }), /no summary/, 'summary'],
    [
      'does not say how many questions it has',
      pageText(twoBlocks, { count: null }),
      /does not say how many/,
      'questions',
    ],
    ['has no questions', pageText([], { count: '0 questions' }), /has no questions/, 'questions'],
    [
      'has something before Question 1',
      pageText(['Sign in', ...twoBlocks], { count: '2 questions' }),
      /"Sign in"/,
      'questions',
    ],
    ['is something else', 'Dear all,\n\nlunch is at noon.', /not a question page/, 'page'],
    ['is empty', '', /not a question page/, 'page'],
    ['is too long', 'x'.repeat(MAX_IMPORT_LENGTH + 1), /too long/, 'page'],
    [
      'has a title that is too long',
      pageText(twoBlocks, { head: ['x'.repeat(121), 'Summary.'] }),
      /title is too long/,
      'title',
    ],
    [
      'has a summary that is too long',
      pageText(twoBlocks, { head: ['X', 'x'.repeat(401)] }),
      /summary is too long/,
      'summary',
    ],
    [
      'has a question that is too long',
      pageText([blockText(1, { question: 'x'.repeat(1_001) })]),
      /Question 1 .*too long: it has 1001 characters, where 1000 fit/,
      'questions.0.question',
    ],
    [
      'has a sample answer that is too long',
      pageText([blockText(1), blockText(2, { sampleAnswer: 'x'.repeat(8_001) })]),
      /Question 2 .*too long: it has 8001 characters, where 8000 fit/,
      'questions.1.sampleAnswer',
    ],
    [
      'has too many questions',
      pageText(Array.from({ length: 201 }, (_, i) => blockText(i + 1))),
      /has 201 questions, where 200 fit/,
      'questions',
    ],
  ])('[BK3] a page that %s names the block', (_what, page, message, field) => {
    const refused = refusal(page)
    expect(refused.message).toMatch(message)
    expect(refused).toMatchObject({ code: 'import_invalid', field })
    expect(refused.message).not.toContain('\n')
  })

  it('[BK3] names the line on which the block starts', () => {
    const page = pageText([blockText(1), blockText(2, { difficulty: 'odd' })])
    const line = page.split('\n').indexOf('Question 2') + 1
    expect(refusal(page).message).toContain(`Question 2 (line ${line})`)
  })
})
