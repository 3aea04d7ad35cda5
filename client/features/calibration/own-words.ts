import type { OwnWords } from '#contract/calibration.ts'
import type { Verdict } from '#contract/grade.ts'
import { LEAN } from '../../components/lean.ts'
import { coefficient, figure } from './calibration-words.ts'

/** What these answers are, and how far coverage agrees with the marks. */
export function marksOf({ answers, markedAlike, pearson, meanSignedError }: OwnWords): string {
  const alike = Math.round(100 * markedAlike)
  const lean =
    Math.abs(meanSignedError) < LEAN
      ? 'its levels are neither too low nor too high'
      : `its levels are ${figure(Math.abs(meanSignedError))} too ${meanSignedError < 0 ? 'low' : 'high'}, taken together`
  const agreement =
    pearson === null ? lean : `coverage correlates with those marks at ${coefficient(pearson.value)}, and ${lean}`
  return `Who wrote those answers knew the key points, and came nearer to their words than you will. So ${answers} more were written with sight of the questions alone. Each key point in them was then marked twice, independently and without sight of any grade; the two marks are the same for ${alike} points in 100. Here ${agreement}.`
}

const SAID: Record<Verdict, (points: number, made: number) => string> = {
  covered: (points, made) => `Of ${points} points that it called covered, ${made} were made at least in part.`,
  partly: (points, made) => `Of ${points} that it called partly covered, ${made} were.`,
  missing: (points, made) => `Of ${points} that it did not find, ${made} had been made all the same.`,
  contradicted: (points, made) => `Of ${points} that it called contradicted, ${made} had been made.`,
}

/** What a verdict is worth, a sentence for each that was given. */
export function verdictsOf({ verdicts }: OwnWords): string[] {
  return verdicts.flatMap(({ verdict, points, made }) => (points === 0 ? [] : [SAID[verdict](points, made)]))
}
