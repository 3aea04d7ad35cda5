import { letterOf } from '#contract/letter-words.ts'
import type { CriterionReport, QuestionReport, Report } from '#contract/report.ts'
import { DIFFICULTY_WORDS, figureInTable, judgesInWords, KIND_WORDS, limitsInWords } from '#contract/report-words.ts'
import { formatDate, formatDuration } from './format.ts'
import {
  appealLines,
  criteriaLines,
  deliveryLines,
  escapeInline,
  keyPointLines,
  outcomeLines,
  quoteBlock,
  turnLines,
} from './markdown-parts.ts'

/** The report as a letter in Markdown: the session first, then each question with quotes, transcript and sample answer. */
export function buildMarkdown(report: Report): string {
  const { session } = report
  const judges = judgesInWords(report)
  const parts = [
    `# ${escapeHeading(session.roleTitle)}: practice interview`,
    [formatDate(session.createdAt), ...(judges === '' ? [] : [`graded by ${escapeInline(judges)}`])].join(' · '),
    letterOf(report).join(' '),
    ...practiseNext(report),
    ...typicalLevels(report),
    ...report.questions.flatMap(questionParts),
    ...(judges === '' ? [] : ['---', limitsInWords(report)]),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function practiseNext({ practiseNext: steps }: Report): string[] {
  if (steps.length === 0) return []
  const lines = steps.map(
    ({ index, competency, text }, i) => `${i + 1}. **${competency}** (question ${index + 1}): ${text}`,
  )
  return ['## Practise next', lines.join('\n')]
}

function typicalLevels({ criteria, questions }: Report): string[] {
  const rows = criteria.filter(({ typical }) => typical !== null)
  if (rows.length === 0) return []
  const head = ['Criterion', ...questions.map(({ index }) => `Q${index + 1}`)]
  const cells = rows.map(({ name, marks }) => [
    name,
    ...marks.map((mark) => (mark === null ? '–' : figureInTable(mark))),
  ])
  const table = [head, head.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n')
  return ['## Levels, 1 to 5', table]
}

function questionParts(question: QuestionReport): string[] {
  const { index, outcome, keyPoints, sampleAnswer } = question
  const time = question.answerMs === null ? '' : ` · ${formatDuration(question.answerMs)}`
  return [
    `## Question ${index + 1}: ${escapeHeading(question.competency)}`,
    quoteBlock(question.question),
    `${DIFFICULTY_WORDS[question.difficulty]} · ${KIND_WORDS[question.kind]}${time}`,
    ...outcomeLines(question),
    ...(keyPoints.length === 0 ? [] : ['### Key points', keyPointLines(keyPoints)]),
    ...(outcome.status === 'graded' ? criteriaParts(outcome.criteria) : []),
    ...appealLines(question),
    '### What was said',
    question.turns.map(turnLines).join('\n\n'),
    ...deliveryLines(question),
    ...(sampleAnswer === '' ? [] : ['### Sample answer', quoteBlock(sampleAnswer)]),
  ]
}

function criteriaParts(criteria: readonly CriterionReport[]): string[] {
  return criteria.length === 0 ? [] : ['### Criteria', criteriaLines(criteria)]
}

function escapeHeading(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
