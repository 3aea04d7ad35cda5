import type { Question } from '#contract/question.ts'
import type { Rubric } from '#contract/rubric.ts'
import { ATTACKS, type Attack, type Material } from './attacks.ts'
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

export interface AttackTable {
  readonly lines: readonly AttackLine[]
  /** Every answer of it, the real ones included. */
  readonly graded: readonly Graded[]
}

/** Plays every attack against every target; those made of another question's answer only where there is another question. */
export async function attackAll(targets: readonly Target[], deps: GradingDeps): Promise<AttackTable> {
  const plays = targets.map((target, i) => {
    const other = [...targets.slice(i + 1), ...targets.slice(0, i)].find((one) => isOther(one, target))
    const material: Material = {
      question: target.question.question,
      sampleAnswer: target.question.sampleAnswer,
      realAnswer: target.realAnswer,
      otherAnswer: other?.realAnswer ?? '',
    }
    return { target, material, attacks: ATTACKS.filter(({ needsOther }) => other !== undefined || !needsOther) }
  })
  const taskOf = ({ id, question, rubric }: Target, name: string, answer: string): Task => {
    return { id: `${id} ${name}`, questions: [question], rubric, answer }
  }
  const tasks = plays.flatMap(({ target, material, attacks }) => [
    taskOf(target, 'real', material.realAnswer),
    ...attacks.map((attack) => taskOf(target, attack.name, attack.build(material))),
  ])
  const graded = await gradeTasks(tasks, deps)
  const byId = new Map(graded.map((one) => [one.id, one]))
  const played = ATTACKS.filter((attack) => plays.some(({ attacks }) => attacks.includes(attack)))
  const lines = played.map((attack) => {
    const pairs = targets.flatMap(({ id }) => {
      const [real, attacked] = [byId.get(`${id} real`), byId.get(`${id} ${attack.name}`)]
      return real && attacked && real.grade !== null && attacked.grade !== null ? [{ real, attacked }] : []
    })
    return summarize(attack, pairs)
  })
  return { lines, graded }
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
