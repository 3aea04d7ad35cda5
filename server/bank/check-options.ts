import type { KeyPoint } from '#contract/question.ts'
import { contentStems } from '../text/words.ts'
import type { Finding } from './problem.ts'

/** What is wrong with the options of a key point beyond their form: one that can never be found, or would count twice. */
export function findOptionProblems({ options }: KeyPoint, path: readonly PropertyKey[]): Finding[] {
  const seen = new Map<string, string>()
  return (options?.items ?? []).flatMap((item, i): Finding[] => {
    const at = [...path, 'options', 'items', i]
    // As word matching holds an item against an answer: by the stems of its content words, in any order.
    const stems = [...new Set(contentStems(item))].sort().join(' ')
    if (stems === '') {
      const message = `"${item}" can never be found: words so common do not count. Add a word that says what is meant`
      return [{ path: at, message }]
    }
    const before = seen.get(stems)
    if (before === undefined) {
      seen.set(stems, item)
      return []
    }
    const what = before === item ? 'stands twice in this list' : `is the same as "${before}" to word matching`
    return [{ path: at, message: `"${item}" ${what}: who says it once would have said two of the options` }]
  })
}
