import type { Question } from '#contract/question.ts'
import type { SayRequest } from '../ports.ts'
import { contentNgrams, REVEALING_WORDS } from '../text/ngrams.ts'

/** A question's secrets are asked for at every follow-up, and with a model at every few words of one. */
const secretsOf = new WeakMap<Question, ReadonlySet<string>>()
/** By what they are: each session that is read from the store has objects of its own for the same questions. */
const byContent = new Map<string, ReadonlySet<string>>()
const MOST_KEPT = 300

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

function getSecrets(question: Question): ReadonlySet<string> {
  const known = secretsOf.get(question)
  if (known !== undefined) return known
  const texts = [
    question.sampleAnswer,
    ...question.keyPoints.flatMap(({ point, wordings = [] }) => [point, ...wordings]),
  ]
  const content = texts.join('\n')
  const secrets = byContent.get(content) ?? new Set(texts.flatMap((text) => contentNgrams(text, REVEALING_WORDS)))
  if (byContent.size >= MOST_KEPT) byContent.clear()
  byContent.set(content, secrets)
  secretsOf.set(question, secrets)
  return secrets
}
