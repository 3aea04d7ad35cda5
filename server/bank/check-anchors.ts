import type { Anchors } from '#contract/question.ts'
import { LEVELS } from '#contract/rubric.ts'
import type { Finding } from './problem.ts'

/** What is wrong with the sentences for the levels of a criterion beyond their form: one that says nothing, or says it twice. */
export function findAnchorProblems(anchors: Anchors, path: readonly PropertyKey[]): Finding[] {
  const seen = new Map<string, number>()
  return LEVELS.flatMap((level): Finding[] => {
    const words = (anchors[level].toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
    const before = seen.get(words)
    if (before === undefined) seen.set(words, level)
    if (words === '') return [{ path: [...path, level], message: 'says nothing' }]
    return before === undefined
      ? []
      : [
          {
            path: [...path, level],
            message: `is the same sentence as that of level ${before}: nobody could tell them apart`,
          },
        ]
  })
}
