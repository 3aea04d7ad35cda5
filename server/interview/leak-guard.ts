import type { SayRequest } from '../ports.ts'
import { findSharedContentNgram } from '../text/ngrams.ts'

/**
 * Whether words for the candidate give away what they should find: four content words in a row out of the sample answer or a
 * key point, but for the question's own and those that the candidate said.
 */
export function givesAway(text: string, request: Pick<SayRequest, 'question' | 'turns'>): boolean {
  const { question, turns } = request
  const said = turns.filter((turn) => turn.speaker === 'candidate').map((turn) => turn.text)
  const secrets = [question.sampleAnswer, ...question.keyPoints.map((keyPoint) => keyPoint.point)]
  return findSharedContentNgram(text, secrets, { n: 4, aside: [question.question, ...said] }) !== null
}
