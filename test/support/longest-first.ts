import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest, the longest first. A file that is not here is short. */
const LONGEST = [
  'interview/simulated.long.test.ts',
  'interview/disorder.long.test.ts',
  'interview/simulated-more.long.test.ts',
  'store/audio-crash.test.ts',
  'evals/eval-command.test.ts',
  'e2e/spoken-changes.test.ts',
  'e2e/spoken-trouble.test.ts',
  'e2e/pages.test.ts',
  'e2e/spoken-voices.test.ts',
  'e2e/spoken-recovery.test.ts',
  'e2e/recovery.test.ts',
  'e2e/interview.test.ts',
]

const rank = ({ moduleId }: TestSpecification) => {
  const at = LONGEST.findIndex((file) => moduleId.endsWith(`/test/${file}`))
  return at === -1 ? LONGEST.length : at
}

/** Vitest orders by the times of the last run, which a fresh clone does not have; a long file that begins last is waited for. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const order = (file: TestSpecification) => file.project.config.sequence.groupOrder
    return sorted.sort((a, b) => order(a) - order(b) || rank(a) - rank(b))
  }
}
