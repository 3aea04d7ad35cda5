import { type KeyPoint, type Question, type QuestionKind, QuestionSchema, RoleSchema } from '#contract/question.ts'
import type { CriterionId } from '#contract/rubric.ts'
import { findAnchorProblems } from './check-anchors.ts'
import { findOptionProblems } from './check-options.ts'
import { findSchemaProblems } from './check-schema.ts'
import { findWordingProblems } from './check-wording.ts'
import type { Finding } from './problem.ts'

const FEWEST_KEY_POINTS = 4
const MOST_KEY_POINTS = 8

export interface RoleCheck {
  /** The file's name without its ending. */
  readonly name: string
  /** Whether it may lack other wordings and follow-ups and have any number of key points. */
  readonly imported: boolean
  /** Kinds of questions that have a rubric, each with its criteria; null where a rubric is there and cannot be read. */
  readonly kinds: ReadonlyMap<QuestionKind, ReadonlySet<CriterionId> | null>
}

/** Everything that is wrong with the data of a role's file. Questions are checked one by one, even where others are broken. */
export function checkRole(value: unknown, { name, imported, kinds }: RoleCheck): Finding[] {
  const questions = listAt(value, 'questions')
  const mayLack = imported || fieldOf(value, 'imported') === true
  return [
    ...findSchemaProblems(RoleSchema, value),
    ...checkId(value, name),
    ...findRepeatedIds(questions, ['questions']),
    ...questions.flatMap((raw, index) => {
      const path = ['questions', index]
      const question = QuestionSchema.safeParse(raw).data
      return [
        ...findRepeatedIds(listAt(raw, 'keyPoints'), [...path, 'keyPoints']),
        ...(question ? checkQuestion(question, { kinds, mayLack }) : []).map((finding) => ({
          ...finding,
          path: [...path, ...finding.path],
        })),
      ]
    }),
  ]
}

/** A file is called as what it holds, so that nobody has to search for it. */
export function checkId(value: unknown, name: string): Finding[] {
  const id = fieldOf(value, 'id')
  if (typeof id !== 'string' || id === name) return []
  return [{ path: ['id'], message: `must be "${name}" like the name of the file, or the file be called ${id}.yaml` }]
}

interface QuestionCheck {
  readonly kinds: RoleCheck['kinds']
  readonly mayLack: boolean
}

function checkQuestion(question: Question, { kinds, mayLack }: QuestionCheck): Finding[] {
  const { kind, keyPoints } = question
  const findings: Finding[] = [...checkSpokenWords(question), ...checkOwnAnchors(question, kinds.get(kind) ?? null)]
  keyPoints.forEach((keyPoint, i) => {
    findings.push(...findOptionProblems(keyPoint, ['keyPoints', i]))
  })
  if (!kinds.has(kind))
    findings.push({ path: ['kind'], message: `there is no rubric for questions of the kind ${kind}` })
  if (mayLack) return findings
  if (question.inOtherWords === undefined) findings.push({ path: ['inOtherWords'], message: 'is missing' })
  if (keyPoints.length < FEWEST_KEY_POINTS || keyPoints.length > MOST_KEY_POINTS) {
    const wanted = `${FEWEST_KEY_POINTS} to ${MOST_KEY_POINTS}`
    findings.push({ path: ['keyPoints'], message: `has ${keyPoints.length} entries where ${wanted} are wanted` })
  }
  keyPoints.forEach(({ followUp }, i) => {
    if (followUp === undefined) findings.push({ path: ['keyPoints', i, 'followUp'], message: 'is missing' })
  })
  return findings
}

function checkOwnAnchors({ anchors = {}, kind }: Question, known: ReadonlySet<CriterionId> | null): Finding[] {
  return Object.entries(anchors).flatMap(([id, sentences]): Finding[] => {
    const path = ['anchors', id]
    const isUnknown = known !== null && !([...known] as string[]).includes(id)
    return [
      ...(isUnknown ? [{ path, message: `the rubric for questions of the kind ${kind} has no such criterion` }] : []),
      ...findAnchorProblems(sentences, path),
    ]
  })
}

function checkSpokenWords({ question, inOtherWords, sampleAnswer, keyPoints }: Question): Finding[] {
  const findings: Finding[] = []
  const said = [question]
  const check = (path: PropertyKey[], text: string | undefined, points: readonly string[]) => {
    if (text === undefined) return
    const problems = findWordingProblems(text, { question, hidden: [...points, sampleAnswer], others: said })
    findings.push(...problems.map((message) => ({ path, message })))
    said.push(text)
  }
  const wordingsOf = ({ point, wordings = [] }: KeyPoint) => [point, ...wordings]
  check(['inOtherWords'], inOtherWords, keyPoints.flatMap(wordingsOf))
  keyPoints.forEach((keyPoint, i) => {
    check(['keyPoints', i, 'followUp'], keyPoint.followUp, wordingsOf(keyPoint))
  })
  return findings
}

function findRepeatedIds(list: readonly unknown[], path: readonly PropertyKey[]): Finding[] {
  const seen = new Set<unknown>()
  return list.flatMap((entry, index) => {
    const id = fieldOf(entry, 'id')
    const repeated = typeof id === 'string' && seen.has(id)
    seen.add(id)
    return repeated ? [{ path: [...path, index, 'id'], message: `"${id}" stands twice in this list` }] : []
  })
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = fieldOf(value, key)
  return Array.isArray(list) ? list : []
}
