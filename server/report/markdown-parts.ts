import type { PartGrade } from '#contract/appeal.ts'
import { DELIVERY_NOTE, deliveryOf, gapsOf } from '#contract/delivery-words.ts'
import type { Engine, Evidence } from '#contract/grade.ts'
import { noWordsOf } from '#contract/no-words.ts'
import type { CriterionReport, GivenGrade, KeyPointReport, QuestionReport, ReportTurn } from '#contract/report.ts'
import {
  countsInWords,
  FLAG_WORDS,
  FOLLOW_UP_WORDS,
  figureOfMark,
  gradedByWords,
  labelOfNext,
  NOT_GRADED_WORDS,
  nameOfJudge,
  nameOfPartGrade,
  VERDICT_WORDS,
  WITHHELD_WORDS,
  wordOfMark,
} from '#contract/report-words.ts'

/** Somebody's words as a Markdown quotation, every line of it, so that nothing in them can start a block of its own. */
export function quoteBlock(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => `> ${escapeInline(line)}`.trimEnd())
    .join('\n')
}

/** What became of the answer: the letter's part of a question. */
export function outcomeLines({ outcome, keyPoints }: QuestionReport): string[] {
  switch (outcome.status) {
    case 'open':
      return ['This question was still open when the interview ended.']
    case 'skipped':
      return ['Skipped, so there is no grade.']
    case 'grading':
      return ['Still being graded.']
    case 'not_graded':
      return [`**Not graded.** ${NOT_GRADED_WORDS[outcome.reason]}`]
    case 'graded':
      return [
        ...(outcome.worked === null
          ? []
          : [`**What worked.** ${outcome.worked.point} ${inQuotes([outcome.worked.evidence])}`]),
        ...(outcome.nextStep === '' ? [] : [`**What would change most.** ${outcome.nextStep}`]),
        ...outcome.flags.map((flag) => `*${FLAG_WORDS[flag]}*`),
        `${gradedByWords(outcome)} Rubric ${outcome.rubricVersion}, ${keyPoints.length} key points.`,
      ]
    default:
      return outcome satisfies never
  }
}

/** What the person calls wrong, of the grade that is shown and of others, and the newest grade of every other judge. */
export function appealLines({ disputes, grades, keyPoints, outcome }: QuestionReport): string[] {
  if (outcome.status !== 'graded') return []
  const nameOf = (about: PartGrade) =>
    about.part === 'key_point'
      ? (keyPoints.find(({ id }) => id === about.keyPointId)?.point ?? '')
      : (outcome.criteria.find(({ id }) => id === about.criterionId)?.name ?? '')
  const wrong = disputes.map(({ grade, about, why }) => {
    return `- You marked “${nameOfPartGrade(about)}”${whose(grades[grade], outcome.judge)} as wrong (${nameOf(about)}): ${inOneLine(why)}`
  })
  const byJudge = Map.groupBy(
    grades.filter(({ result }) => result.status === 'graded'),
    ({ judge }) => nameOfJudge(judge),
  )
  byJudge.delete(nameOfJudge(outcome.judge))
  const others = [...byJudge.values()]
    .flatMap((list) => list.at(-1) ?? [])
    .flatMap(({ result, inPlaceOf, judge }) =>
      result.status === 'graded'
        ? `- ${gradedByWords({ ...result, judge, inPlaceOf })} Key points: ${countsInWords(result.counts)}.`
        : [],
    )
  return [
    ...(wrong.length === 0 ? [] : [wrong.join('\n')]),
    ...(others.length === 0 ? [] : [`**Graded otherwise too.**\n\n${others.join('\n')}`]),
  ]
}

/** Of which grade a disputed part is: the one that is shown needs no words, and two by the same judge are told apart. */
function whose(grade: GivenGrade | undefined, shownBy: Engine): string {
  if (grade === undefined || grade.shown) return ''
  const name = nameOfJudge(grade.judge)
  return name === nameOfJudge(shownBy) ? ` in another grade by ${name}` : ` by ${name}`
}

export function keyPointLines(keyPoints: readonly KeyPointReport[]): string {
  return keyPoints
    .map(({ point, verdict, evidence, reason }) => {
      const word = verdict === null ? '' : `**${VERDICT_WORDS[verdict]}**: `
      return inARow(`- ${word}${point}`, inOneLine(reason), inQuotes(evidence))
    })
    .join('\n')
}

/** A line a criterion; those that need a model share one. Coverage has no quotes of its own: the key points have them. */
export function criteriaLines(criteria: readonly CriterionReport[]): string {
  const waiting = criteria.filter(({ mark }) => mark.status === 'withheld' && mark.why === 'needs_model')
  const lines = criteria.filter((criterion) => !waiting.includes(criterion)).map(criterionLine)
  const names = waiting.map(({ name }) => name).join(', ')
  return [...lines, ...(names === '' ? [] : [`- **${names}**: ${WITHHELD_WORDS.needs_model}`])].join('\n')
}

function criterionLine({ id, name, mark }: CriterionReport): string {
  if (mark.status === 'withheld') return `- **${name}**: ${WITHHELD_WORDS[mark.why]}`
  const next = mark.nextAnchor === null ? '' : `${labelOfNext(mark)}: ${mark.nextAnchor}`
  const head = `- **${name}: ${wordOfMark(mark)}** (${figureOfMark(mark)}). ${mark.anchor}`
  return inARow(head, inOneLine(mark.reason), id === 'coverage' ? '' : inQuotes(mark.evidence), next)
}

export function turnLines(turn: ReportTurn): string {
  const { speaker, lead, text, followUp } = turn
  const said = lead === '' ? text : `${lead} ${text}`
  const why = followUp === null ? [] : [`*${FOLLOW_UP_WORDS[followUp.because]}: ${followUp.point}*`]
  const words = said.trim() === '' ? `*${noWordsOf(turn)}*` : quoteBlock(said)
  return [`**${speaker === 'candidate' ? 'You' : 'Interviewer'}**`, words, ...why].join('\n\n')
}

/** How it was said, as one paragraph; none where nothing was spoken. */
export function deliveryLines(question: QuestionReport): string[] {
  const { delivery } = question
  const gaps = gapsOf(question)
  if (delivery === null) return gaps.length === 0 ? [] : [gaps.join(' ')]
  return [['**Delivery.**', ...deliveryOf(delivery), ...gaps, `*${DELIVERY_NOTE}*`].join(' ')]
}

function inQuotes(evidence: readonly Evidence[]): string {
  return evidence.map(({ text }) => `“${inOneLine(text)}”`).join(' ')
}

const inARow = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(' ')

const inOneLine = (text: string) => escapeInline(text.replaceAll(/\s+/g, ' '))

/** A person's words stay words: what Markdown or HTML would read as marks is escaped. */
export function escapeInline(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>#|~]/g, String.raw`\$&`)
    .replace(/^(\s*)([-+=])/, String.raw`$1\$2`)
    .replace(/^(\s*\d+)([.)])/, String.raw`$1\$2`)
}
