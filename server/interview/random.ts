import type { Random } from '../ports.ts'

/** Mulberry32 (Tommy Ettinger, 2017, public domain): 32 bits of state, the same numbers for the same seed on every machine. */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0
      let t = state
      t = Math.imul(t ^ (t >>> 15), t | 1)
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
      return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
    },
  }
}

/** A copy in an order that the numbers decide (Fisher and Yates). */
export function shuffle<T>(items: readonly T[], random: Random): T[] {
  const result = [...items]
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1))
    const a = result[i]
    const b = result[j]
    if (a !== undefined && b !== undefined) [result[i], result[j]] = [b, a]
  }
  return result
}

/** One of a list that is not empty, by a number and not by chance: neighbouring numbers give neighbouring items. */
export function pick<T>(items: readonly [T, ...T[]], n: number): T {
  return items[n % items.length] ?? items[0]
}

/** The list from `pick(items, n)` on, then from its start. */
export function rotate<T>(items: readonly T[], n: number): T[] {
  const at = n % items.length
  return [...items.slice(at), ...items.slice(0, at)]
}
