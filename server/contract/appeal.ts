import { z } from 'zod'
import { VerdictSchema } from './grade.ts'
import { SlugSchema } from './ids.ts'
import { CriterionIdSchema, LevelSchema } from './rubric.ts'

/** A part of a grade that a person can call wrong, with what it said. */
export const PartGradeSchema = z.discriminatedUnion('part', [
  z.object({ part: z.literal('key_point'), keyPointId: SlugSchema, verdict: VerdictSchema }),
  z.object({
    part: z.literal('criterion'),
    criterionId: CriterionIdSchema,
    /** Null where no level was given. */
    mark: z
      .object({ level: LevelSchema, band: z.object({ low: LevelSchema, high: LevelSchema }).nullable() })
      .nullable(),
  }),
])
export type PartGrade = z.infer<typeof PartGradeSchema>

/** Longest reason that a person can give, in UTF-16 units. */
export const MAX_WHY_LENGTH = 500

/** Whether two speak of the same part, whatever each says of it. */
export function isSamePart(a: PartGrade, b: PartGrade): boolean {
  return a.part === 'key_point'
    ? b.part === 'key_point' && a.keyPointId === b.keyPointId
    : b.part === 'criterion' && a.criterionId === b.criterionId
}

/** Whether both say the same of the same part. */
export function isSamePartGrade(a: PartGrade, b: PartGrade): boolean {
  if (!isSamePart(a, b)) return false
  if (a.part === 'key_point') return b.part === 'key_point' && a.verdict === b.verdict
  if (b.part !== 'criterion') return false
  const [one, other] = [a.mark, b.mark]
  if (one === null || other === null) return one === other
  return one.level === other.level && one.band?.low === other.band?.low && one.band?.high === other.band?.high
}

interface Said {
  readonly grade: number
  readonly about: PartGrade
  /** Null: what was said before is taken back. */
  readonly why: string | null
}

/** What stands: who speaks of the same part of the same grade again means the newer words. Oldest first, as they come. */
export function listStanding<T extends Said>(disputes: readonly T[]): (T & { readonly why: string })[] {
  const isNewest = (one: T, i: number) =>
    !disputes.slice(i + 1).some((later) => later.grade === one.grade && isSamePart(later.about, one.about))
  const stands = (one: T): one is T & { readonly why: string } => one.why !== null
  return disputes.filter(isNewest).filter(stands)
}
