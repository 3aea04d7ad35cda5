import { z } from 'zod'
import { DEFAULT_SPEECH, SpeechSettingsSchema } from './speech.ts'

/** How the interviewer words things. Never changes a grade. */
export const MannerSchema = z.enum(['warm', 'neutral', 'demanding'])
export type Manner = z.infer<typeof MannerSchema>

/** `mixed` takes all difficulties from easy to hard; the others prefer that one and fill up with the nearest. */
export const DifficultyMixSchema = z.enum(['mixed', 'easy', 'medium', 'hard'])
export type DifficultyMix = z.infer<typeof DifficultyMixSchema>

export const FeedbackTimingSchema = z.enum(['each', 'end'])
export type FeedbackTiming = z.infer<typeof FeedbackTimingSchema>

export const MAX_QUESTIONS = 30
export const MAX_FOLLOW_UPS = 2

export const SessionSettingsSchema = z.strictObject({
  questionCount: z.number().int().min(1).max(MAX_QUESTIONS),
  difficulty: DifficultyMixSchema,
  /** Time for a question with its follow-ups; null: no limit. Nothing is taken away when it is over. */
  timePerQuestionMs: z.number().int().min(30_000).max(3_600_000).nullable(),
  manner: MannerSchema,
  feedback: FeedbackTimingSchema,
  /** Sessions from before there was speech are typed. */
  speech: SpeechSettingsSchema.default(DEFAULT_SPEECH),
})
export type SessionSettings = z.infer<typeof SessionSettingsSchema>
