import { contentStems } from '../text/words.ts'
import type { Reference } from './recall.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A text as places in the vocabulary that was built with it. */
export function buildTextReference(text: string, vocabulary: Vocabulary): Reference {
  const terms = [...new Set(contentStems(text))]
    .flatMap((stem) => vocabulary.places.get(stem) ?? [])
    .sort((a, b) => a - b)
  return { terms, weight: terms.reduce((sum, term) => sum + (vocabulary.weights[term] ?? 0), 0) }
}
