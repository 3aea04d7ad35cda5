import { z } from 'zod'
import { EngineSchema, VerdictSchema } from './grade.ts'
import { LevelSchema } from './rubric.ts'

/** A correlation with its 95 % interval; null where one side never changes. */
export const CorrelationSchema = z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable()
export type Correlation = z.infer<typeof CorrelationSchema>

/** How far the grades agree with the intended levels; errors in levels of 1–5, too low is negative. */
export const CalibrationAgreementSchema = z.object({
  pearson: CorrelationSchema,
  spearman: CorrelationSchema,
  /** How far off on average, in either direction. */
  meanAbsoluteError: z.number().nonnegative(),
  /** Answers that are at most one level off. */
  withinOne: z.number().int().nonnegative(),
  meanSignedError: z.number(),
  rmse: z.number().nonnegative(),
  /** Cohen's kappa with quadratic weights, over whole levels. */
  quadraticKappa: z.number().nullable(),
  /** Correlation with each question's own mean taken away. */
  withinQuestion: z.number().nullable(),
})

/** What answers meant for one level were given, as positions between 1 and 5. */
export const CalibrationLevelSchema = z.object({
  intended: LevelSchema,
  answers: z.number().int().positive(),
  mean: z.number().min(1).max(5),
  /** Eight answers in ten lie between these. */
  low: z.number().min(1).max(5),
  high: z.number().min(1).max(5),
})
export type CalibrationLevel = z.infer<typeof CalibrationLevelSchema>

/**
 * A kind of attempt to get more than an answer is worth, over all questions. Figures are out of 5, where 0 is nothing right: for
 * `nothing` the grade that it got, for `added` how far it moved the grade of the answer without it, for `copy` neither.
 */
export const CalibrationAttackSchema = z.object({
  name: z.string(),
  kind: z.enum(['nothing', 'added', 'copy']),
  /** What it tries, in a sentence. */
  tries: z.string(),
  answers: z.number().int().positive(),
  mean: z.number(),
  /** The one furthest from what it should be. */
  worst: z.number(),
  /** Null where the answer should be noticed rather than graded low. */
  limit: z.number().nullable(),
  /** Answers that stayed within the limit, or were noticed. */
  held: z.number().int().nonnegative(),
})
export type CalibrationAttack = z.infer<typeof CalibrationAttackSchema>

/** What word matching or a model says of key points in answers that were written with sight of the questions alone. */
export const OwnWordsSchema = z.object({
  answers: z.number().int().positive(),
  /** Each point of each answer was marked twice, independently, without sight of any grade. Share where both marks are the same. */
  markedAlike: z.number().min(0).max(1),
  /** Of coverage, with the share of points that the marks give. */
  pearson: CorrelationSchema,
  /** In levels of 1–5; too low is negative. */
  meanSignedError: z.number(),
  /** Of the points that were given a verdict, how many the marks find at least partly made. */
  verdicts: z.array(
    z.object({ verdict: VerdictSchema, points: z.number().int().nonnegative(), made: z.number().int().nonnegative() }),
  ),
})
export type OwnWords = z.infer<typeof OwnWordsSchema>

/** Agreement with people on a public set, by coefficients that had seen no answer to the question at hand. */
export const PublicSetSchema = z.object({
  name: z.string(),
  /** Whose answers, and about what. */
  holds: z.string(),
  answers: z.number().int().positive(),
  pearson: z.number(),
})
export type PublicSet = z.infer<typeof PublicSetSchema>

/** What a judge scored on the set that comes with the project. */
export const CalibrationSchema = z.object({
  judge: EngineSchema,
  /** Null where the judge is built in. */
  promptVersion: z.string().nullable(),
  /** How often each answer was graded; the median counts. */
  samples: z.number().int().positive(),
  /** Epoch ms. */
  measuredAt: z.number().int().positive(),
  set: z.object({
    name: z.string(),
    answers: z.number().int().positive(),
    questions: z.number().int().positive(),
    /** The writers meant each answer to have a level. Nobody else has graded them. */
    labelledBy: z.literal('writers_by_intention'),
  }),
  /** Of the answers of the set; in no figure. */
  notGraded: z.number().int().nonnegative(),
  /** Time per answer. */
  medianMs: z.number().nonnegative(),
  /** Nineteen answers in twenty took no longer. */
  p95Ms: z.number().nonnegative(),
  agreement: CalibrationAgreementSchema,
  levels: z.array(CalibrationLevelSchema),
  attacks: z.array(CalibrationAttackSchema),
  /** Null in measurements that were made before there were such answers. */
  ownWords: OwnWordsSchema.nullable().default(null),
  /** Only for the built-in judge, which was fitted on them. */
  publicSets: z.array(PublicSetSchema),
  /** Answers that this installation's own people graded, by which the level was corrected. */
  correctedOn: z
    .object({ data: z.string(), answers: z.number().int().positive(), at: z.number().int().positive() })
    .nullable(),
})
export type Calibration = z.infer<typeof CalibrationSchema>

/** GET /api/calibration */
export const CalibrationResponseSchema = z.object({
  /** In use now. */
  judge: EngineSchema,
  /** Of the judge in use; null where it has not been measured here. */
  calibration: CalibrationSchema.nullable(),
  /** Whether the instructions that the model in use is given have changed since it was measured. */
  promptChanged: z.boolean(),
  builtIn: CalibrationSchema,
})
export type CalibrationResponse = z.infer<typeof CalibrationResponseSchema>
