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

/** Plays every attack against every target: questions of one role. */
export async function attackAll(
  targets: readonly Target[],
  roleQuestions: readonly Question[],
  deps: GradingDeps,
): Promise<AttackTable> {
  const plays = targets.flatMap((target, i) => {
    const others = [...targets.slice(i + 1), ...targets.slice(0, i)].filter((one) => isOther(one, target))
    return ATTACKS.flatMap((attack) => buildPlays(attack, target, others))
  })
  const buildTask = ({ id, question, rubric }: Target, name: string, answer: string): Task => {
    return { id: `${id} ${name}`, questions: [question], roleQuestions, rubric, answer }
  }
  const graded = await gradeTasks(
    [
      ...targets.map((target) => buildTask(target, 'real', target.realAnswer)),
      ...plays.map(({ attack, target, answer }) => buildTask(target, attack.name, answer)),
    ],
    deps,
  )
  const realOf = new Map(targets.map((target, i) => [target, graded[i]]))
  const played = plays.map((play, i) => ({ ...play, attacked: graded[targets.length + i] }))
  const lines = ATTACKS.filter((attack) => plays.some((play) => play.attack === attack)).map((attack) => {
    const pairs = played.flatMap((play) => {
      const real = realOf.get(play.target)
      if (play.attack !== attack || !hasGrade(real) || !hasGrade(play.attacked)) return []
      return [{ real, attacked: play.attacked }]
    })
    return summarize(attack, pairs)
  })
  return { lines, graded }
}

interface Play {
  readonly attack: Attack
  readonly target: Target
  readonly answer: string
}

/** Once; with each other question's answer where that is the attack; not at all where it needs another question and there is none. */
function buildPlays(attack: Attack, target: Target, others: readonly Target[]): Play[] {
  const { question, sampleAnswer } = target.question
  const count = attack.needsOther === 'each' ? MOST_OTHERS : 1
  const answers = attack.needsOther === undefined ? [''] : others.slice(0, count).map(({ realAnswer }) => realAnswer)
  return answers.map((otherAnswer) => {
    const answer = attack.build({ question, sampleAnswer, realAnswer: target.realAnswer, otherAnswer })
    return { attack, target, answer }
  })
}

const hasGrade = (one: Graded | undefined): one is Graded => one !== undefined && one.grade !== null

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
