import type { Question } from '#contract/question.ts'
import type { Rubric } from '#contract/rubric.ts'
import { ATTACKS, type Attack } from './attacks.ts'
import { type Graded, type GradingDeps, gradeTasks, type Task } from './grade-rows.ts'
import { meanOf } from './statistics.ts'

/** A question to attack. */
export interface Target {
  readonly id: string
  readonly question: Question
  readonly rubric: Rubric
  readonly realAnswer: string
}

/** One class of attack over all questions. Grades and shifts are of 5. */
export interface AttackLine {
  readonly attack: string
  readonly kind: Attack['kind']
  readonly graded: number
  readonly meanGrade: number
  readonly worstGrade: number
  /** Against the real answer without the trick. */
  readonly meanShift: number
  readonly worstShift: number
  /** Share of questions where the class stays within its limit. */
  readonly within: number
}

/** Of 5: the most that an answer with nothing in it may get, and the most that a trick may move a grade. Copies are to be noticed. */
export const LIMITS = { nothing: 2, added: 0.5, copy: null } as const

/** Questions whose answers are tried at each question. */
const MOST_OTHERS = 9

export interface AttackTable {
  readonly lines: readonly AttackLine[]
  /** Every answer of it, the real ones included. */
  readonly graded: readonly Graded[]
}

/** Plays every attack against every target, questions of one role; those made of another question's answer only where there is another question. */
export async function attackAll(
  targets: readonly Target[],
  roleQuestions: readonly Question[],
  deps: GradingDeps,
): Promise<AttackTable> {
  const plays = targets.flatMap((target, i): Play[] => {
    const others = [...targets.slice(i + 1), ...targets.slice(0, i)].filter((one) => isOther(one, target))
    return ATTACKS.flatMap((attack) => {
      const answers = others
        .slice(0, attack.needsOther === 'each' ? MOST_OTHERS : 1)
        .map(({ realAnswer }) => realAnswer)
      const made = attack.needsOther === undefined ? [''] : answers
      return made.map((otherAnswer, at) => ({ target, attack, at, otherAnswer }))
    })
  })
  const tasks = [
    ...targets.map((target) => buildTask(target, 'real', target.realAnswer)),
    ...plays.map(({ target, attack, at, otherAnswer }) => {
      const { question, sampleAnswer } = target.question
      const answer = attack.build({ question, sampleAnswer, realAnswer: target.realAnswer, otherAnswer })
      return buildTask(target, `${attack.name} ${at}`, answer)
    }),
  ].map((task): Task => ({ ...task, roleQuestions }))
  const graded = await gradeTasks(tasks, deps)
  const byId = new Map(graded.map((one) => [one.id, one]))
  const lines = ATTACKS.filter((attack) => plays.some((play) => play.attack === attack)).map((attack) => {
    const pairs = plays.flatMap((play) => {
      const [real, attacked] = [
        byId.get(`${play.target.id} real`),
        byId.get(`${play.target.id} ${play.attack.name} ${play.at}`),
      ]
      if (play.attack !== attack || !real || !attacked) return []
      return real.grade !== null && attacked.grade !== null ? [{ real, attacked }] : []
    })
    return summarize(attack, pairs)
  })
  return { lines, graded }
}

interface Play {
  readonly target: Target
  readonly attack: Attack
  /** Its place among those of the same attack and target. */
  readonly at: number
  /** Empty where the attack needs none. */
  readonly otherAnswer: string
}

const buildTask = ({ id, question, rubric }: Target, name: string, answer: string) => {
  return { id: `${id} ${name}`, questions: [question], rubric, answer }
}

/** The same question may stand in a file under two names, and two questions may have one answer. */
const isOther = (one: Target, target: Target) =>
  one.question.question !== target.question.question && one.realAnswer !== target.realAnswer

function summarize(attack: Attack, pairs: readonly { real: Graded; attacked: Graded }[]): AttackLine {
  const grades = pairs.map(({ attacked }) => 5 * (attacked.grade ?? 0))
  const shifts = pairs.map(({ real, attacked }) => 5 * ((attacked.grade ?? 0) - (real.grade ?? 0)))
  const isWithin = pairs.map(({ attacked }, i) => {
    if (attack.kind === 'nothing') return (grades[i] ?? 0) <= LIMITS.nothing
    if (attack.kind === 'added') return Math.abs(shifts[i] ?? 0) <= LIMITS.added
    return attacked.flags.includes('copied_sample_answer')
  })
  return {
    attack: attack.name,
    kind: attack.kind,
    graded: pairs.length,
    meanGrade: meanOf(grades),
    worstGrade: Math.max(...grades),
    meanShift: meanOf(shifts),
    worstShift: shifts.reduce((worst, shift) => (Math.abs(shift) > Math.abs(worst) ? shift : worst), 0),
    within: meanOf(isWithin.map(Number)),
  }
}
