import type { Flag } from '#contract/grade.ts'
import type { KeyPointReport } from '#contract/report.ts'

/** What is said where no key point is covered and none comes near. A contradicted one was matched: it cannot be said that none was. */
export function sayNothingCovered(
  keyPoints: readonly Pick<KeyPointReport, 'verdict'>[],
  flags: readonly Flag[] = [],
): string {
  if (flags.includes('non_answer')) return 'There is no answer yet. The list below says what is looked for.'
  return keyPoints.some(({ verdict }) => verdict === 'contradicted')
    ? 'No key point is covered: where this answer comes to one, it reads as the opposite. The list below says where.'
    : 'No part of this answer could be matched to a key point. The list below says what was looked for.'
}
