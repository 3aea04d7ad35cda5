import { expect } from 'vitest'
import { type Finished, soundsFinished } from '../../server/text/sounds-finished.ts'

/** A sentence before the one in question. */
export const BEFORE = 'I looked at the numbers with the team. '

/** Fails with every text that sounds otherwise, and how it sounds. */
export function expectAll(texts: readonly string[], expected: Finished): void {
  const others = texts.filter((text) => soundsFinished(text) !== expected)
  expect(others.map((text) => `${soundsFinished(text)}: ${text}`)).toEqual([])
}
