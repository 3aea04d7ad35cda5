import { z } from 'zod'

/** A session's id: 20 lower-case letters and digits, drawn at random by the server. */
export const SessionIdSchema = z.string().regex(/^[a-z0-9]{20}$/)
export type SessionId = z.infer<typeof SessionIdSchema>

/** One browser tab. Client sequence numbers are unique per session and tab. */
export const ClientIdSchema = z.string().regex(/^[A-Za-z0-9_-]{8,40}$/)
export type ClientId = z.infer<typeof ClientIdSchema>

/** `t1`, `t2`, …: the turns of a session in order, both speakers counted. */
export const TurnIdSchema = z.string().regex(/^t[1-9][0-9]{0,3}$/)
export type TurnId = z.infer<typeof TurnIdSchema>

/** Ids that people write in bank files: lower-case words joined by hyphens. */
export const SlugSchema = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case letters, digits and single hyphens')
