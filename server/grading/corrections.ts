import { contentStems } from '../text/words.ts'
import type { AnswerSentence } from './answer-text.ts'
import type { Statement } from './clauses.ts'
import { ALL_DENIED, IS_DENIED, WAS_MISTAKEN } from './denial-phrases.ts'
import { shareOf } from './shingles.ts'

const START = String.raw`^\W*(?:(?:no|wait|sorry|oh|oops|well|but|and|so|actually|however|hang on|hold on|honestly|excuse me|my mistake|pardon)\b\W*)*`

/** "Let me correct that": what was said just before counts no more, if something is said in its place. */
const CORRECTS = new RegExp(
  `${START}(?:let me (?:correct|rephrase|restart|start (?:over|again|afresh)|try (?:that )?again|take (?:that|it) back|put (?:that|it) differently)(?: (?:that|this|it|myself))?|(?:scratch|strike|forget|ignore) (?:that|this|it|what i (?:just )?said)(?! (?:and|or|at)\\b)|i (?:take (?:that|it) back|misspoke|meant (?:to say|something else))|i should (?:correct|rephrase) (?:that|this|myself)|correction\\b)\\W*`,
  'i',
)
/** What is told in the past is part of the story, also where it turned out to be wrong. */
const TOLD = /\b(?:was|were|had|did|thought|felt|said|took|\p{L}{2,}ed)\b/iu
/** What somebody believed, as an answer about a change of mind has to tell. */
const BELIEF =
  /\b(?:believ\w+|sure|convinced|certain|thought|assum\w+|hypothes\w+|expect\w+|granted|suppos\w+|claim\w*|suspect\w*|planned|about to)\b/i
/** From this many content words in common a sentence can be a copy. */
const COPY_STEMS = 2
const COPIED = 0.8
/** Share of the content words taken back that must be said in their place. */
const REPLACES = 0.5

/** Places of sentences that were taken back, with the words that do so. */
export interface Corrections {
  readonly takenBack: ReadonlySet<number>
  /** Of those the ones that repeat the sample answer. */
  readonly copies: ReadonlySet<number>
}

/**
 * What the answer takes back itself: the sentence before "let me correct that" or "that is wrong", and where it repeats the
 * sample answer, whatever else does so before it. What the same sentence goes on with stands.
 */
export function findCorrections(sentences: readonly AnswerSentence[], sample: readonly Statement[]): Corrections {
  const takenBack = new Set<number>()
  const copies = new Set<number>()
  sentences.forEach(({ plain }, i) => {
    if (i === 0) return
    const denied = findDeniedCopies(sentences, i, sample)
    for (const j of denied) copies.add(j)
    if (denied.length === 0) for (const j of findReplaced(sentences, i)) takenBack.add(j)
    else if (contentStems(withoutRetraction(plain)).length === 0 || ALL_DENIED.test(plain)) takenBack.add(i)
  })
  return { takenBack: new Set([...takenBack, ...copies]), copies }
}

/** A sentence without "that is wrong" at its beginning, as what it goes on with is said for itself. */
export function withoutRetraction(plain: string): string {
  for (const pattern of [CORRECTS, IS_DENIED, WAS_MISTAKEN]) {
    const opened = pattern.exec(plain)
    if (opened !== null) return plain.slice(opened[0].length)
  }
  return plain
}

/** The run of copies that the sentence at this place says are wrong. */
function findDeniedCopies(sentences: readonly AnswerSentence[], i: number, sample: readonly Statement[]): number[] {
  const plain = sentences[i]?.plain ?? ''
  const isShown = isTakenBack(plain)
  if (!isShown && !ALL_DENIED.test(plain)) return []
  const findCopied = ({ stems }: Pick<AnswerSentence, 'stems'>) =>
    stems.length < COPY_STEMS
      ? undefined
      : sample.find((statement) => shareOf(new Set(stems), statement.stems) >= COPIED)
  if (isShown && findCopied({ stems: contentStems(withoutRetraction(plain)) })) return []
  if (isShown && (sentences[i - 1]?.stems.length ?? 0) < COPY_STEMS) return []
  let first = i
  for (let j = i - 1; j >= 0; j--) {
    const one = sentences[j]
    if (one === undefined || (one.stems.length >= COPY_STEMS && findCopied(one) === undefined)) break
    if (one.stems.length >= COPY_STEMS) first = j
  }
  const only = first === i - 1 ? sentences[first] : undefined
  if (isShown && only && BELIEF.test(only.plain) && BELIEF.test(findCopied(only)?.text ?? '')) return []
  return Array.from({ length: i - first }, (_, j) => first + j)
}

/** The sentence that the one at this place replaces, and this one where it says no more than that it does. */
function findReplaced(sentences: readonly AnswerSentence[], i: number): number[] {
  const plain = sentences[i]?.plain ?? ''
  const before = sentences[i - 1]
  const isCorrected = CORRECTS.test(plain) || (isTakenBack(plain) && !TOLD.test(before?.plain ?? ''))
  if (!isCorrected) return []
  const said = contentStems(withoutRetraction(plain)).length
  const instead = said > 0 ? said : (sentences[i + 1]?.stems.length ?? 0)
  if (instead < Math.max(1, REPLACES * (before?.stems.length ?? 0))) return []
  return said > 0 ? [i - 1] : [i - 1, i]
}

const isTakenBack = (plain: string) => IS_DENIED.test(plain) || WAS_MISTAKEN.test(plain)
