import type { Evidence } from '#contract/grade.ts'
import type { KeyPoint, Question } from '#contract/question.ts'
import type { CandidateTurn } from '#contract/session.ts'
import { getReference } from '../grading/reference.ts'
import { type Span, splitSentences } from '../text/sentences.ts'
import { contentStems, splitWords } from '../text/words.ts'

const MIN_WORDS = 3
const MAX_WORDS = 14
/** Where a sentence may be cut so that what is left still reads. */
const CLAUSE_BREAK =
  /[,;:()–—]+\s*|(?<!\s)\s{1,3}(?=(?:because|but|so that|which|although|unless|while|and then|and I|and we)\s)/giu
/** Said to the interviewer and not as an answer: read back, it sounds like mockery. */
const ADDRESSED =
  /^(?:please|tell me|give me|show me|print|ignore|forget|have you|do you|did you|are you|can you|could you|will you|would you|you (?:people|guys|lot|always|never))\b/i
/** Characters looked at in front of a cut and behind it. */
const COMMA = 4
const AHEAD = 60
/** A word or two, and then a comma or "and". */
const NEXT_THING = /^(?!(?:but|so|then|and|or)\b)[\p{L}\p{N}-]+(?:\s[\p{L}\p{N}-]+)?(?:,|\s(?:and|or)\b)/iu
const OPENER = /^(?:(?:and|but|so|then|also|well|because|or|basically|i mean|you know|um+|uh+|er+)\b[\s,]*)+/iu
/** Of no subject: "I do not see why I should answer" is said to the interviewer too. */
const ABOUT_TALKING = new Set(contentStems('see say tell talk speak answer question ask know think mean guess'))
/** What a clause behind a comma begins with. Anything else may be the next thing of a list, or go on with what stands before the comma. */
const BEGINS_CLAUSE =
  /^(?:i|we|he|she|they|it|you|nobody|everybody|everyone|people|some|most|each|every|all|both|one|there|this|that|these|those|the|a|an|my|our|his|her|their|its|your|what|who|how|when|where|if|once|since|because|before|after|while|although|unless)\b/iu

/**
 * A short stretch of the last answer for the interviewer to take up: the clause that says most about the subject, rather one
 * near the key point. Null where nothing said has to do with the question, so that an insult is never read back.
 */
export function chooseEvidence(
  question: Question,
  keyPoint: KeyPoint,
  answer: CandidateTurn,
  evidence: readonly Evidence[],
): Evidence | null {
  const { questionStems: asked, sample } = getReference(question)
  const subject = new Set([...asked, ...sample.stems].filter((stem) => !ABOUT_TALKING.has(stem)))
  const near = new Set([...contentStems(keyPoint.point), ...contentStems(keyPoint.followUp ?? '')])
  const isEvidence = (c: Span) => evidence.some((e) => e.turnId === answer.id && e.from <= c.from && c.to <= e.to)

  let best: { clause: Span; score: number } | null = null
  for (const clause of clausesOf(answer.text)) {
    const stems = new Set(contentStems(clause.text))
    const onSubject = count(stems, subject)
    const own = [...stems].filter((stem) => !asked.has(stem)).length
    if (onSubject === 0 || own < 2) continue
    const score = Math.min(own, 5) + onSubject + 2 * count(stems, near) + (isEvidence(clause) ? 4 : 0)
    if (best === null || score > best.score) best = { clause, score }
  }
  return best === null
    ? null
    : { turnId: answer.id, from: best.clause.from, to: best.clause.to, text: best.clause.text }
}

function clausesOf(text: string): Span[] {
  return splitSentences(text)
    .filter((sentence) => !/\?["'”’)]*$/.test(sentence.text))
    .flatMap((sentence) => splitClauses(sentence))
    .filter((clause) => {
      const words = splitWords(clause.text).length
      return words >= MIN_WORDS && words <= MAX_WORDS && !/["“”\n]/.test(clause.text) && !ADDRESSED.test(clause.text)
    })
}

function splitClauses(sentence: Span): Span[] {
  const cuts = [...sentence.text.matchAll(CLAUSE_BREAK)]
  const starts = [0, ...cuts.map((cut) => cut.index + cut[0].length)]
  const ends = [...cuts.map((cut) => cut.index), sentence.text.length]
  return starts.flatMap((start, i) => {
    const raw = sentence.text.slice(start, ends[i])
    if (beginsInside(sentence.text, start) || endsInList(sentence.text, starts[i + 1])) return []
    const opener = OPENER.exec(raw)?.[0].length ?? 0
    const body = raw.slice(opener).replace(/(?<![\s.!?…])[\s.!?…]+$/u, '')
    const from = sentence.from + start + opener
    return { from, to: from + body.length, text: body }
  })
}

const isAtComma = (text: string, cut: number) =>
  text
    .slice(Math.max(0, cut - COMMA), cut)
    .trimEnd()
    .endsWith(',')

/** Whether what begins here is the next thing of a list, or goes on with what stands before the comma. */
function beginsInside(text: string, cut: number): boolean {
  return isAtComma(text, cut) && !BEGINS_CLAUSE.test(text.slice(cut, cut + AHEAD).replace(OPENER, ''))
}

/** Whether the next thing of a list follows: "design", "engineering and data". */
function endsInList(text: string, cut = 0): boolean {
  return isAtComma(text, cut) && NEXT_THING.test(text.slice(cut, cut + AHEAD))
}

function count(stems: ReadonlySet<string>, among: ReadonlySet<string>): number {
  return [...stems].filter((stem) => among.has(stem)).length
}
