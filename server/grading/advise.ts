import type {
  CriterionGrade,
  Engine,
  Flag,
  GradedGrade,
  KeyPointGrade,
  Observations,
  Verdict,
} from '#contract/grade.ts'
import type { KeyPoint, Question, QuestionKind } from '#contract/question.ts'
import { LEVELS, type Rubric } from '#contract/rubric.ts'
import { VERDICT_VALUES } from './levels.ts'

const DETAIL: Record<QuestionKind, string> = {
  behavioural: 'tell what you did about it and how it turned out',
  approach: 'say how you would go about it, step by step',
  knowledge: 'say what it means and where it makes a difference',
}
const MAX_POINT = 260

/** The covered point of most weight, with the quote that shows it; null where none is covered. */
export function findWorked(question: Question, keyPoints: readonly KeyPointGrade[]): GradedGrade['worked'] {
  const weightOf = (point: KeyPointGrade) => question.keyPoints.find(({ id }) => id === point.keyPointId)?.weight ?? 0
  const covered = keyPoints.filter(({ verdict, evidence }) => verdict === 'covered' && evidence.length > 0)
  covered.sort((a, b) => weightOf(b) - weightOf(a) || (a.keyPointId < b.keyPointId ? -1 : 1))
  const [best] = covered
  const [evidence] = best?.evidence ?? []
  return best && evidence ? { keyPointId: best.keyPointId, evidence } : null
}

interface Graded {
  readonly keyPoints: readonly KeyPointGrade[]
  readonly criteria: readonly CriterionGrade[]
  readonly observations: Observations
  readonly flags: readonly Flag[]
  /** Word matching cannot know that a point is not there: it can only not find it. */
  readonly readBy: Engine['kind']
}

/** The one thing that would change most: a key point that is not there, or else the weakest criterion, one level up. */
export function buildNextStep(question: Question, rubric: Rubric, graded: Graded): GradedGrade['nextStep'] {
  const open = question.keyPoints
    .map((keyPoint) => ({
      keyPoint,
      verdict: graded.keyPoints.find((p) => p.keyPointId === keyPoint.id)?.verdict ?? 'missing',
    }))
    // What saying it would gain: a contradiction stands in the way of all of the point, a vague point is half said.
    .map((point) => ({ ...point, gain: (1 - VERDICT_VALUES[point.verdict]) * point.keyPoint.weight }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain || (a.keyPoint.id < b.keyPoint.id ? -1 : 1))
  const [best] = open
  if (best === undefined) return { keyPointId: null, text: sayCriterion(rubric, graded) }
  const { keyPoint, verdict } = best
  const text =
    sayFirst(keyPoint, question.kind, graded.flags) ?? sayPoint(keyPoint, verdict, question.kind, graded.readBy)
  return { keyPointId: keyPoint.id, text }
}

/** What comes before any single point: that there is an answer, and that it is one to this question. Null where there is. */
function sayFirst(keyPoint: KeyPoint, kind: QuestionKind, flags: readonly Flag[]): string | null {
  const point = `${namePoint(keyPoint)}; ${DETAIL[kind]}.`
  if (flags.includes('non_answer')) return `Next time answer it, however roughly. Begin with this point: ${point}`
  return flags.includes('answers_another_question')
    ? `By its words your answer belongs to another question of this role. Go back to what this one asks, such as this point: ${point}`
    : null
}

function namePoint({ point, options }: KeyPoint): string {
  const enough = options ? ` (${options.required} of ${options.items.length} would do)` : ''
  return `“${shorten(point)}”${enough}`
}

function sayPoint(keyPoint: KeyPoint, verdict: Verdict, kind: QuestionKind, readBy: Engine['kind']): string {
  const point = namePoint(keyPoint)
  const isMatched = readBy === 'built-in'
  switch (verdict) {
    case 'contradicted':
      return `Your answer says the opposite of this point: “${shorten(keyPoint.point)}”. If you mean it, give your reason; if not, put it the right way round.`
    case 'partly':
      return isMatched
        ? `Word matching finds this point in part: ${point}. Give it a sentence of its own and ${DETAIL[kind]}.`
        : `You touch on this point without spelling it out: ${point}. Give it a sentence of its own and ${DETAIL[kind]}.`
    default:
      return isMatched
        ? `Word matching does not find this point in your answer: ${point}. If you made it, make it more plainly; if not, bring it in and ${DETAIL[kind]}.`
        : `Your answer leaves this point out: ${point}. Bring it in and ${DETAIL[kind]}.`
  }
}

function sayCriterion(rubric: Rubric, { criteria, observations }: Graded): string {
  const marked = criteria.filter((grade) => grade.status === 'marked').sort((a, b) => a.level - b.level)
  for (const { criterionId, level } of marked) {
    const criterion = rubric.criteria.find(({ id }) => id === criterionId)
    const next = LEVELS.find((other) => other === level + 1)
    if (criterion && next)
      return `To go one level up in ${criterion.name.toLowerCase()}, aim at this: ${criterion.anchors[next]}`
  }
  return observations.numbersGiven === 0
    ? 'Every key point is there. Add a figure or a date to one of them, so that it can be checked.'
    : 'Every key point is there. Practise saying it in two minutes, the point of most weight first.'
}

function shorten(point: string): string {
  const text = point.trim().replace(/[.!;,\s]+$/, '')
  if (text.length <= MAX_POINT) return text
  return `${text.slice(0, text.lastIndexOf(' ', MAX_POINT))} …`
}
