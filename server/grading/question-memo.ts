import type { Question } from '#contract/question.ts'

const MOST_KEPT = 300

/**
 * Keeps what is made of questions, the same object for the same question: `build` is called once for all questions of which `contentOf`
 * says the same, since each session that is read from the store has objects of its own for them.
 */
export function memoizeByQuestion<T>(contentOf: (question: Question) => string, build: (question: Question) => T) {
  const byQuestion = new WeakMap<Question, { readonly made: T }>()
  const byContent = new Map<string, { readonly made: T }>()
  return (question: Question): T => {
    const known = byQuestion.get(question)
    if (known !== undefined) return known.made
    const content = contentOf(question)
    const kept = byContent.get(content) ?? { made: build(question) }
    if (byContent.size >= MOST_KEPT) byContent.clear()
    byContent.set(content, kept)
    byQuestion.set(question, kept)
    return kept.made
  }
}
