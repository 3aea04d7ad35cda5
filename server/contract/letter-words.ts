import type { JudgeKind, Verdict } from './grade.ts'
import { numberInWords } from './number-words.ts'
import type { QuestionReport, Report } from './report.ts'
import { budgetWords } from './report-words.ts'

/** The session in a few sentences, from figures alone. */
export function letterOf(report: Report): string[] {
  return [
    answered(report),
    covered(report),
    extremes(report),
    unsure(report),
    leftOut(report),
    budgetWords(report),
  ].filter((sentence) => sentence !== '')
}

function answered({ session: { questionCount }, questions }: Report): string {
  const closed = questions.filter(({ outcome: { status } }) => status !== 'open' && status !== 'skipped')
  const unknown = closed.filter(isNonAnswer).length
  const count = closed.length - unknown
  const rest = unknown === 0 ? '' : `; to ${numberInWords(unknown)} you had no answer`
  if (count === 0) return `No question was answered in this interview${rest}.`
  if (count === questionCount)
    return `You answered ${ALL[questionCount] ?? `all ${numberInWords(questionCount)} questions`}.`
  return `You answered ${numberInWords(count)} of ${numberInWords(questionCount)} questions${rest}.`
}

/** "I don't know" closes a question as an answer does, and is none. */
function isNonAnswer({ outcome, turns }: QuestionReport): boolean {
  if (outcome.status === 'graded') return outcome.flags.includes('non_answer')
  const own = turns.filter(({ speaker }) => speaker === 'candidate')
  return own.every(({ how, text }) => how === 'unknown' && text.trim() === '')
}

/** Who graded says what can be said: where both kinds did, whoever graded most comes first. */
function covered({ questions }: Report): string {
  const graded = questions.flatMap(({ outcome }) => (outcome.status === 'graded' ? outcome : []))
  const byKind = Map.groupBy(graded, ({ judge }) => judge.kind)
  const parts = [...byKind].toSorted(([, a], [, b]) => b.length - a.length)
  return parts.map(([kind, own], i) => TOLD[kind](addUp(own), placeOf(own.length, graded.length, i))).join(' ')
}

/** Where those key points stand; empty where that needs no words. */
function placeOf(own: number, all: number, part: number): string {
  if (part > 0) return own === 1 ? ' in the other answer' : ` in the other ${numberInWords(own)} answers`
  return own === all ? '' : ` in ${numberInWords(own)} of your answers`
}

interface Points {
  readonly answers: number
  readonly all: number
  readonly full: number
  readonly partly: number
  readonly against: number
}

function addUp(graded: readonly { readonly counts: Readonly<Record<Verdict, number>> }[]): Points {
  const total = (verdict: Verdict) => graded.reduce((sum, { counts }) => sum + counts[verdict], 0)
  const [full, partly, against] = [total('covered'), total('partly'), total('contradicted')]
  return { answers: graded.length, all: full + partly + against + total('missing'), full, partly, against }
}

const numberOrNone = (number: number) => (number === 0 ? 'none' : numberInWords(number))

const TOLD: Record<JudgeKind, (points: Points, where: string) => string> = {
  model({ all, full, partly, against }, where) {
    const touched = partly === 0 ? '' : ` and touched on ${numberInWords(partly)} more`
    const opposite = against === 0 ? '' : `; on ${numberInWords(against)} it reads as if you said the opposite`
    return `Of ${numberInWords(all)} key points${where} you covered ${numberOrNone(full)}${touched}${opposite}.`
  },
  /** It finds points or does not: that a point was not made is more than it can know. */
  'built-in'({ answers, all, full, partly, against }, where) {
    const place = where === '' ? ` in your ${answers === 1 ? 'answer' : 'answers'}` : where
    const some = partly === 0 ? '' : ` and ${numberInWords(partly)} more in part`
    const reads = against === 1 ? 'reads' : 'read'
    const opposite = against === 0 ? '' : `; ${numberInWords(against)} ${reads} as if you said the opposite`
    return `Word matching finds ${numberOrNone(full)} of ${numberInWords(all)} key points${place}${some}${opposite}.`
  },
}

function extremes({ questions, strongest, weakest, counts }: Report): string {
  const name = (index: number) => {
    const { competency = '', question = '' } = questions.find((one) => one.index === index) ?? {}
    if (competenciesTell(questions)) return `${midSentence(competency)} (question ${index + 1})`
    return question.length > LONGEST_NAME ? `question ${index + 1}` : `question ${index + 1}, “${question.trim()}”`
  }
  if (strongest !== null && weakest !== null) {
    return `Your fullest answer was ${competenciesTell(questions) ? 'on' : 'to'} ${name(strongest)}; there is most to gain on ${name(weakest)}.`
  }
  // What stands above is the sample answer itself: nobody is told that it was theirs.
  if (weakest !== null) return `There is most to gain on ${name(weakest)}.`
  return counts.graded > 1 ? 'None of your answers stands clearly above another.' : ''
}

function unsure({ questions }: Report): string {
  const doubtful = questions.filter(({ outcome }) => outcome.status === 'graded' && outcome.lowConfidence).length
  if (doubtful === 0) return ''
  return `${capital(count(doubtful, 'grade is', 'grades are'))} of low confidence.`
}

function leftOut({ counts: { skipped, notGraded, grading } }: Report): string {
  const parts = [
    skipped === 0 ? '' : `${numberInWords(skipped)} ${skipped === 1 ? 'was' : 'were'} skipped`,
    notGraded === 0 ? '' : `${numberInWords(notGraded)} could not be graded`,
    grading === 0 ? '' : `${numberInWords(grading)} ${grading === 1 ? 'is' : 'are'} still being graded`,
  ].filter((part) => part !== '')
  if (parts.length === 0) return ''
  const sentence = parts.join(', ')
  return `${capital(sentence)}, and no figure here counts ${skipped + notGraded + grading === 1 ? 'it' : 'them'}.`
}

/** A longer question is named by its number alone. */
const LONGEST_NAME = 90

/** Whether questions can be told apart by their competencies: those of an imported page all have the same. */
export function competenciesTell(questions: readonly { readonly competency: string }[]): boolean {
  return new Set(questions.map(({ competency }) => competency)).size > 1
}

const ALL: Record<number, string> = { 1: 'the one question', 2: 'both questions' }

/** "Prioritisation" becomes "prioritisation", "API design" stays. */
function midSentence(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const count = (n: number, one: string, many: string) => `${numberInWords(n)} ${n === 1 ? one : many}`
