import { z } from 'zod'
import type { RoleSummary } from '#contract/http.ts'
import { MAX_QUESTIONS, type SessionSettings, SessionSettingsSchema } from '#contract/settings.ts'
import { DEFAULT_SPEECH } from '#contract/speech.ts'
import { readStored, writeStored } from '../../lib/stored.ts'

const SETUP_KEY = 'greenroom.setup'
const TOLD_KEY = 'greenroom.told'
const PREFERRED_COUNTS = [1, 3, 5, 8, 10, 15, 20, MAX_QUESTIONS]
const MOST_CHOICES = 6

const DEFAULTS: SessionSettings = {
  questionCount: 5,
  difficulty: 'mixed',
  timePerQuestionMs: null,
  manner: 'neutral',
  feedback: 'each',
  speech: DEFAULT_SPEECH,
}

/** The settings of last time, as far as this role allows them. */
export function recallSettings(role: RoleSummary): SessionSettings {
  return fitSettings(readStored(SETUP_KEY, SessionSettingsSchema) ?? DEFAULTS, role)
}

/** Keeps the settings for next time. */
export function rememberSettings(settings: SessionSettings): void {
  writeStored(SETUP_KEY, settings)
}

/** `settings` with a number of questions that the role offers: the nearest one below, or else the smallest. */
export function fitSettings(settings: SessionSettings, role: RoleSummary): SessionSettings {
  const counts = countChoices(role.questionCount)
  const questionCount = counts.findLast((count) => count <= settings.questionCount) ?? counts[0] ?? 1
  return { ...settings, questionCount }
}

/** The numbers of questions to choose from: round ones, and all that the role has; at most six. */
export function countChoices(available: number): number[] {
  const all = Math.min(available, MAX_QUESTIONS)
  const below = PREFERRED_COUNTS.filter((count) => count < all)
  const kept = below.length < MOST_CHOICES ? below : below.slice(below.length - (MOST_CHOICES - 1))
  return [...kept, all]
}

/** The hosts of which the person was told that words go there, and then started an interview. */
export function toldHosts(): string[] {
  return readStored(TOLD_KEY, z.array(z.string())) ?? []
}

/** Keeps that the person was told which words go to `host`. */
export function rememberTold(host: string): void {
  const told = toldHosts()
  if (!told.includes(host)) writeStored(TOLD_KEY, [...told, host])
}
