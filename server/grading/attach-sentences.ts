import type { Question } from '#contract/question.ts'
import { contentStems } from '../text/words.ts'
import { recallOf } from './recall.ts'
import { buildTextReference } from './text-reference.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Share of a point's words that a sentence must match to count as another wording of it. */
const BELONGS = 0.12
/** Of what it matches of its best point, for a second point that has no sentence of its own. */
const NEARLY = 0.75

/**
 * For each key point the sentences of the sample answer that say it, where its author has not named them among its wordings: each
 * other sentence goes to the point that it matches best, and a point that has none gets the sentence that matches it best. The
 * order of neither matters.
 */
export function attachSentences(question: Question, sentences: readonly string[], vocabulary: Vocabulary): string[][] {
  const points = question.keyPoints.map(({ point, aliases }) =>
    buildTextReference([point, ...(aliases ?? [])].join(' '), vocabulary),
  )
  const named = question.keyPoints.map(({ wordings = [] }) => wordings.join('\n'))
  const shares = sentences.map((sentence) => {
    const matched = new Float64Array(vocabulary.weights.length)
    for (const { term, nearness } of contentStems(sentence).flatMap((stem) => vocabulary.findMatches(stem))) {
      matched[term] = Math.max(matched[term] ?? 0, nearness)
    }
    return points.map((point) => recallOf(point, matched, vocabulary.weights))
  })
  const attached = question.keyPoints.map((): string[] => [])
  const attach = (point: number, sentence: number) => {
    const text = sentences[sentence] ?? ''
    if (!question.keyPoints[point]?.point.includes(text)) attached[point]?.push(text)
  }
  shares.forEach((row, sentence) => {
    if (named.some((wordings) => wordings.includes(sentences[sentence] ?? ''))) return
    const best = Math.max(...row)
    if (best >= BELONGS && row.indexOf(best) === row.lastIndexOf(best)) attach(row.indexOf(best), sentence)
  })
  attached.forEach((own, point) => {
    const column = shares.map((row) => row[point] ?? 0)
    const best = Math.max(...column)
    const sentence = column.indexOf(best)
    // Who says the other point in the words of this sentence would otherwise be told that they made this one.
    const isItsOwn = best >= NEARLY * Math.max(...(shares[sentence] ?? []))
    if (own.length === 0 && named[point] === '' && best >= BELONGS / 2 && isItsOwn) attach(point, sentence)
  })
  return attached
}
