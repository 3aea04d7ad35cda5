import { MAX_TURN_WORDS } from '#contract/speech.ts'
import { findSharedContentNgram, REVEALING_WORDS } from '../../text/ngrams.ts'
import { contentStems, isStopWord, splitSpellings } from '../../text/words.ts'
import type { Heard } from './play-session.ts'

/** Share of a key point's own words that may not all turn up in a follow-up. */
const TOLD = 0.6
const PRAISE =
  /\b(?:great|excellent|good|nice|fantastic|strong|impressive|perfect|wonderful|brilliant|amazing|awesome|lovely|well)[,.!:;]|\b(?:well (?:done|said|put)|good (?:answer|point|job|start|example|question)|(?:great|excellent|nice|interesting|helpful|thoughtful) (?:answer|point|example|start|thought)|I (?:really )?(?:like|love|appreciate|admire)|congratulations|impressed)\b/i
const GRADE =
  /\b(?:correct|incorrect|wrong|right)[,.!]|\b(?:that is|that's|you are|you're) (?:right|wrong|correct)\b|\b\d(?:\.\d)? ?(?:\/|out of|of) ?\d+\b|\b(?:score|grade|points?|marks?|rubric|level)\b (?:is|are|was|of|for you)\b|\b(?:weak|poor|incomplete|insufficient) answer\b/i

/** What a follow-up has to be, each checked in code over the whole turn. */
export const CHECKS: Readonly<Record<string, (heard: Heard) => boolean>> = {
  'one question': (heard) => (wordsOf(heard).match(/\?/g) ?? []).length === 1,
  [`at most ${MAX_TURN_WORDS} words`]: (heard) => splitSpellings(turnOf(heard)).length <= MAX_TURN_WORDS,
  'about what was said or is missing': isOnSubject,
  'gives nothing away': (heard) => {
    const { question, answers } = heard
    const points = question.keyPoints.flatMap(({ point, wordings = [] }) => [point, ...wordings])
    const secrets = [question.sampleAnswer, ...points]
    return (
      findSharedContentNgram(turnOf(heard), secrets, { n: REVEALING_WORDS, aside: [question.question, ...answers] }) ===
      null
    )
  },
  'tells no answer': (heard) => heard.question.keyPoints.every(({ point }) => !tells(heard, point)),
  'not a repeat': (heard) => heard.before.every((text) => fold(text) !== fold(heard.said.text)),
  'no praise': (heard) => !PRAISE.test(wordsOf(heard)),
  'no grade': (heard) => !GRADE.test(wordsOf(heard)),
  'in English': isEnglish,
}

const turnOf = ({ said }: Heard) => [said.lead, said.text].filter(Boolean).join(' ')
/** The interviewer's own words: without what they quote. */
const wordsOf = (heard: Heard) => turnOf(heard).replace(/[“"][^”"]*[”"]/g, 'that')
const fold = (text: string) =>
  splitSpellings(text)
    .map((word) => word.lower)
    .join(' ')

/** Takes up a word of the answer or the question, or is the bank's own question for the point that is missing. */
function isOnSubject(heard: Heard): boolean {
  const { question, keyPoint, answers, said } = heard
  if (said.text === keyPoint.followUp) return true
  const known = new Set([question.question, keyPoint.point, ...answers].flatMap(contentStems))
  return contentStems(turnOf(heard)).some((stem) => known.has(stem))
}

function tells(heard: Heard, point: string): boolean {
  const known = new Set([heard.question.question, ...heard.answers].flatMap(contentStems))
  const own = [...new Set(contentStems(point))].filter((stem) => !known.has(stem))
  const said = new Set(contentStems(turnOf(heard)))
  return own.length >= 3 && own.filter((stem) => said.has(stem)).length / own.length >= TOLD
}

function isEnglish(heard: Heard): boolean {
  const words = splitSpellings(wordsOf(heard))
  const stops = words.filter((word) => isStopWord(word.lower)).length
  return /^[\p{Script=Latin}\p{N}\p{P}\p{S}\s]*$/u.test(wordsOf(heard)) && stops / Math.max(1, words.length) >= 0.2
}
