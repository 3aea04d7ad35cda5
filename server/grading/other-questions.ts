import type { Question } from '#contract/question.ts'
import { contentStems } from '../text/words.ts'
import { getLexicon } from './lexicon.ts'

/** The words of a question and its key points as a vector among those of the role. */
interface Subject {
  readonly question: Question
  readonly stems: ReadonlySet<string>
  /** Length of the vector. */
  readonly norm: number
}

interface Subjects {
  readonly all: readonly Subject[]
  /** By stem, how many of the questions have it. */
  readonly counts: ReadonlyMap<string, number>
  /** What a word says about which question is meant: little where many of them have it. */
  weigh(stem: string): number
}

/** Fewer different words of the role's questions may fit any of them. */
const TELLING_STEMS = 16
/** Of the nearness to the other question: honest answers to neighbouring questions come down to .75, few of them further. */
const NEAR_ENOUGH = 0.7
/** No honest answer that is any good comes down to this. */
const PLAIN = 0.4
/** Keeps apart what is near to no question at all. */
const SMALLEST = 0.01

const stemsKnown = new WeakMap<Question, ReadonlySet<string>>()
const subjectsKnown = new WeakMap<readonly Question[], Subjects>()

/** What in an answer belongs to another question. */
export interface Strays {
  /** Whether a sentence, by its stems, is nearer to that question. */
  isStray(sentence: readonly string[]): boolean
  /** Whether there can be no doubt. */
  readonly isPlain: boolean
}

/**
 * Tells an answer that fits another question of the role far better than the one it was given to: by the words of the question, its
 * sample answer and its key points, each weighted by how rare it is in English and among the role's questions (tf-idf). The role may
 * hold the question itself, or the same one under another name, or not.
 * @returns null where the answer belongs where it was given.
 */
export function findStrays(stems: ReadonlySet<string>, question: Question, role: readonly Question[]): Strays | null {
  if (role.length === 0) return null
  const subjects = getSubjects(role.some((one) => !isOther(one, question)) ? role : [...role, question])
  const own = readSubject(question, subjects.weigh)
  const telling = [...stems].filter((stem) => subjects.counts.has(stem))
  if (telling.length < TELLING_STEMS) return null
  const near = (of: readonly string[], subject: Subject) => nearnessOf(of, subject, subjects)
  const others = subjects.all
    .filter((subject) => isOther(subject.question, question))
    .map((subject) => ({ subject, nearness: near(telling, subject) }))
  if (others.length === 0) return null
  const { subject: other, nearness } = others.reduce((a, b) => (b.nearness > a.nearness ? b : a))
  const share = (near(telling, own) + SMALLEST) / (nearness + SMALLEST)
  if (share >= NEAR_ENOUGH) return null
  return { isStray: (sentence) => near(sentence, other) > near(sentence, own), isPlain: share < PLAIN }
}

const isOther = (one: Question, question: Question) =>
  one.question !== question.question && one.sampleAnswer !== question.sampleAnswer

/** Their cosine, times the length of the answer's own vector, which is the same for every question. */
function nearnessOf(stems: readonly string[], { stems: own, norm }: Subject, { weigh }: Subjects): number {
  let sum = 0
  for (const stem of stems) if (own.has(stem)) sum += weigh(stem) ** 2
  return norm === 0 ? 0 : sum / norm
}

function getSubjects(role: readonly Question[]): Subjects {
  const before = subjectsKnown.get(role)
  if (before !== undefined) return before
  const lexicon = getLexicon()
  const counts = new Map<string, number>()
  for (const question of role) for (const stem of stemsOf(question)) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  const weigh = (stem: string) => lexicon.rarityOf(stem) * Math.log((role.length + 1) / ((counts.get(stem) ?? 0) + 0.5))
  const made = { all: role.map((question) => readSubject(question, weigh)), counts, weigh }
  subjectsKnown.set(role, made)
  return made
}

function readSubject(question: Question, weigh: Subjects['weigh']): Subject {
  const stems = stemsOf(question)
  return { question, stems, norm: Math.sqrt([...stems].reduce((sum, stem) => sum + weigh(stem) ** 2, 0)) }
}

function stemsOf(question: Question): ReadonlySet<string> {
  const before = stemsKnown.get(question)
  if (before !== undefined) return before
  const points = question.keyPoints.flatMap(({ point, wordings = [], aliases = [], options }) => {
    return [point, ...wordings, ...aliases, ...(options?.items ?? [])]
  })
  const stems = new Set([question.question, question.sampleAnswer, ...points].flatMap(contentStems))
  stemsKnown.set(question, stems)
  return stems
}
