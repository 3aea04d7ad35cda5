import { competenciesTell } from '#contract/letter-words.ts'
import type { KeyPointReport, QuestionReport, Report } from '#contract/report.ts'
import type { Session } from '#contract/session.ts'
import { VERDICT_VALUES } from '../grading/levels.ts'

const MOST_STEPS = 3
const SKIPPED =
  'You skipped this one. Answer it once in full, however roughly, before you read the sample answer again.'

/** Standings closer than this, in levels, are not told apart. */
const ALIKE = 0.5

interface Standing {
  readonly index: number
  /** 1 to 5, finer than a level. */
  readonly level: number
  /** As `findLostShare` says. */
  readonly lost: number
  /** Whether it is no answer of one's own to this question: the sample answer word for word, or the answer to another. */
  readonly isForeign: boolean
}

/**
 * The question that stands highest and the one that stands lowest; both null where there is nothing to tell apart. Of equal ones the
 * first, but at the bottom the one that lost most. A copy of the sample answer is nobody's fullest answer, nor is one that
 * belongs to another question: where nothing else stands above the lowest, that one alone is named.
 */
export function findExtremes(
  session: Session,
  questions: readonly QuestionReport[],
): Pick<Report, 'strongest' | 'weakest'> {
  const standings = questions.flatMap((question) => findStanding(session, question) ?? [])
  const best = standings.toSorted((a, b) => b.level - a.level || a.index - b.index)
  const [worst] = standings.toSorted((a, b) => a.level - b.level || b.lost - a.lost || a.index - b.index)
  const above = worst === undefined ? [] : best.filter(({ level }) => level - worst.level >= ALIKE)
  if (worst === undefined || above.length === 0) return { strongest: null, weakest: null }
  return { strongest: above.find(({ isForeign }) => !isForeign)?.index ?? null, weakest: worst.index }
}

/**
 * The mean of the levels, weighted as the rubric weighs them. Where a level is only a range, ranges that overlap would be
 * told apart by it; there the share of the key points decides, which is what the report shows.
 */
function findStanding(session: Session, { index, kind, keyPoints, outcome }: QuestionReport): Standing | null {
  if (outcome.status !== 'graded') return null
  const criteria = session.drawn?.rubrics.find((rubric) => rubric.kind === kind)?.criteria ?? []
  const marks = outcome.criteria.flatMap(({ id, mark }) =>
    mark.status === 'marked' ? { ...mark, weight: criteria.find((c) => c.id === id)?.weight ?? 1 } : [],
  )
  const weight = sum(marks.map((mark) => mark.weight))
  if (weight === 0) return null
  const lost = findLostShare(keyPoints)
  const isForeign = outcome.flags.some((flag) => flag === 'copied_sample_answer' || flag === 'answers_another_question')
  if (marks.some(({ band }) => band !== null)) return { index, lost, isForeign, level: 5 - 4 * lost }
  return { index, lost, isForeign, level: sum(marks.map((mark) => mark.level * mark.weight)) / weight }
}

/**
 * The next step of the question that stands lowest, then of those that lost most, one a competency where there are several; then of those that lack only a
 * level; then what was skipped. What the letter calls the most to gain comes first.
 */
export function findPractiseNext(
  questions: readonly QuestionReport[],
  weakest: Report['weakest'],
): Report['practiseNext'] {
  const isWeakest = ({ index }: { index: number }) => Number(index === weakest)
  const gaps = questions
    .flatMap(({ index, competency, keyPoints, outcome }) =>
      outcome.status === 'graded'
        ? { index, competency, text: outcome.nextStep, lost: findLostShare(keyPoints), levelUp: hasLevelUp(outcome) }
        : [],
    )
    .filter(({ lost, levelUp, text }) => (lost > 0 || levelUp) && text !== '')
    .toSorted((a, b) => isWeakest(b) - isWeakest(a) || b.lost - a.lost || a.index - b.index)
  const skipped = questions
    .filter(({ outcome }) => outcome.status === 'skipped')
    .map(({ index, competency }) => ({ index, competency, text: SKIPPED }))
  const steps = [...gaps, ...skipped]
  return (competenciesTell(questions) ? withoutRepeats(steps) : steps)
    .slice(0, MOST_STEPS)
    .map(({ index, competency, text }) => ({ index, competency, text }))
}

function hasLevelUp({ criteria }: Extract<QuestionReport['outcome'], { status: 'graded' }>): boolean {
  return criteria.some(({ mark }) => mark.status === 'marked' && mark.nextAnchor !== null)
}

function withoutRepeats<T extends { competency: string }>(steps: readonly T[]): T[] {
  return steps.filter((step, i) => steps.findIndex(({ competency }) => competency === step.competency) === i)
}

/** Share of the key points' weight that the answer did not earn, 0 to 1; half of a point that is there in part. */
function findLostShare(keyPoints: readonly KeyPointReport[]): number {
  const lost = keyPoints.map(({ verdict, weight }) => weight * (1 - VERDICT_VALUES[verdict ?? 'missing']))
  return sum(lost) / sum(keyPoints.map(({ weight }) => weight))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
