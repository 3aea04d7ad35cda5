import { LEVEL_WORDS, LEVELS, type Level } from '#contract/rubric.ts'

/** The words a model chooses a level by, low to high. Never digits: judges copy the digits of their examples. */
export const LEVEL_LABELS: readonly string[] = LEVELS.map(toLevelLabel)

export function toLevelLabel(level: Level): string {
  return LEVEL_WORDS[level].toLowerCase()
}

/** The level that a label stands for. */
export function findLevel(label: string): Level | undefined {
  return LEVELS.find((level) => toLevelLabel(level) === label)
}
