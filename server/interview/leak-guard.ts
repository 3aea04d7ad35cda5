import type { Question } from '#contract/question.ts'
import { memoizeByQuestion } from '../grading/question-memo.ts'
import type { SayRequest } from '../ports.ts'
import { contentNgrams, REVEALING_WORDS } from '../text/ngrams.ts'

/**
 * Whether words for the candidate give away what they should find: four content words in a row out of the sample answer or a
 * key point in any of its wordings, but for the question's own and those that the candidate said.
 */
export function givesAway(text: string, request: Pick<SayRequest, 'question' | 'turns'>): boolean {
  const { question, turns } = request
  const secrets = getSecrets(question)
  const shared = contentNgrams(text, REVEALING_WORDS).filter((ngram) => secrets.has(ngram))
  if (shared.length === 0) return false
  const said = turns.filter((turn) => turn.speaker === 'candidate').map((turn) => turn.text)
  const excused = new Set([question.question, ...said].flatMap((aside) => contentNgrams(aside, REVEALING_WORDS)))
  return shared.some((ngram) => !excused.has(ngram))
}

/** Asked for at every follow-up, and with a model at every few words of one. */
const getSecrets = memoizeByQuestion(
  (question) => listSecrets(question).join('\n'),
  (question): ReadonlySet<string> =>
    new Set(listSecrets(question).flatMap((text) => contentNgrams(text, REVEALING_WORDS))),
)

function listSecrets({ sampleAnswer, keyPoints }: Question): string[] {
  return [sampleAnswer, ...keyPoints.flatMap(({ point, wordings = [] }) => [point, ...wordings])]
}
