import { contentStems } from '../text/words.ts'
import type { AnswerSentence } from './answer-text.ts'
import type { Statement } from './clauses.ts'
import { shareOf } from './shingles.ts'

const START = String.raw`^\W*(?:(?:no|wait|sorry|oh|oops|well|but|and|so|actually|however|hang on|hold on|honestly|of course|in fact|excuse me|my mistake|pardon)\b\W*)*`
const WRONG = String.raw`(?:not (?:\w+ )?(?:true|the case|correct|right|so)|false|untrue|wrong|incorrect|nonsense|rubbish|a (?:myth|mistake|lie|misconception))`
const TELLS = `(?:'s|’s| is| was|'re| are| were)(?: (?:all|just|simply|completely|totally|plainly|quite|of course|obviously))?`

/** "Let me correct that": what was said just before counts no more, if something is said in its place. */
const CORRECTS = new RegExp(
  `${START}(?:let me (?:correct|rephrase|restart|start (?:over|again|afresh)|try (?:that )?again|take (?:that|it) back|put (?:that|it) differently)(?: (?:that|this|it|myself))?|(?:scratch|strike|forget|ignore) (?:that|this|it|what i (?:just )?said)|i (?:take (?:that|it) back|misspoke|meant (?:to say|something else)|was wrong(?: there)?)|i should (?:correct|rephrase) (?:that|this|myself)|correction\\b|(?:that|this|it)${TELLS} ${WRONG})\\W*`,
  'i',
)
/** "None of this is true": what was said before is denied, copy by copy. */
const DENIES_BEFORE = new RegExp(
  `${START}(?:(?:that|this|it|these|those|they|all (?:of )?(?:this|that|it|these)|everything(?: above| i said)?)${TELLS} ${WRONG}|(?:none|nothing) of (?:this|that|it|these|those|the above|what i said)${TELLS} (?:true|correct|right|so|the case)|i (?:do not|don't|don’t) (?:believe|accept|agree with|think) (?:so|(?:a word |any )?(?:of )?(?:this|that|it|these))|i (?:disagree|doubt (?:that|this|it))|(?:the (?:exact )?(?:opposite|reverse|contrary) (?:is|holds|applies|would be)|quite the (?:opposite|contrary|reverse)|on the contrary)(?: (?:true|the case|right|correct))?|not)\\W*$`,
  'i',
)
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
 * sample answer, whatever else does so before it.
 */
export function findCorrections(sentences: readonly AnswerSentence[], sample: readonly Statement[]): Corrections {
  const takenBack = new Set<number>()
  const copies = new Set<number>()
  const isCopy = ({ stems }: AnswerSentence) =>
    stems.length >= COPY_STEMS && sample.some((statement) => shareOf(new Set(stems), statement.stems) >= COPIED)
  sentences.forEach(({ plain }, i) => {
    const before = sentences[i - 1]
    if (before === undefined) return
    if (DENIES_BEFORE.test(plain) && isCopy(before)) {
      const first = sentences.slice(0, i).findLastIndex((one) => !isCopy(one) && one.stems.length >= COPY_STEMS) + 1
      for (let j = first; j < i; j++) copies.add(j)
      takenBack.add(i)
    } else for (const j of findReplaced(sentences, i)) takenBack.add(j)
  })
  return { takenBack: new Set([...takenBack, ...copies]), copies }
}

/** The sentence that the one at this place replaces, and this one where it says no more than that it does. */
function findReplaced(sentences: readonly AnswerSentence[], i: number): number[] {
  const plain = sentences[i]?.plain ?? ''
  const correction = CORRECTS.exec(plain)
  if (correction === null) return []
  const said = contentStems(plain.slice(correction[0].length)).length
  const instead = said > 0 ? said : (sentences[i + 1]?.stems.length ?? 0)
  if (instead < Math.max(1, REPLACES * (sentences[i - 1]?.stems.length ?? 0))) return []
  return said > 0 ? [i - 1] : [i - 1, i]
}
