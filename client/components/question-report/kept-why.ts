import { z } from 'zod'
import type { PartGrade } from '#contract/appeal.ts'
import { readStored, removeStored, writeStored } from '../../lib/stored.ts'

/** What is being written against a part of a grade stays in this browser until it is sent or dropped: a reload takes nothing. */

const keyOf = (sessionId: string, index: number, about: PartGrade) =>
  `greenroom.why.${sessionId}.${index}.${about.part === 'key_point' ? about.keyPointId : `criterion.${about.criterionId}`}`

export function findKeptWhy(sessionId: string, index: number, about: PartGrade): string | null {
  return readStored(keyOf(sessionId, index, about), z.string().min(1))
}

/** Empty words are dropped. */
export function keepWhy(sessionId: string, index: number, about: PartGrade, why: string): void {
  const key = keyOf(sessionId, index, about)
  if (why.trim() === '') removeStored(key)
  else writeStored(key, why)
}
