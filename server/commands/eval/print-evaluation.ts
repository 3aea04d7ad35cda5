import type { Evaluation } from './evaluate.ts'
import { describeCost, type LevelFit } from './fit-level.ts'
import { describeAttacks, describeMeasures, describeOwnWords } from './print-measures.ts'

/** All of it as lines for a terminal. `fit`: what the level was corrected by, if it was. */
export function printEvaluation(evaluation: Evaluation, fit: LevelFit | null): void {
  const { data, judge, promptVersion, measures, attacks, ownWords } = evaluation
  const lines = [
    `${data}, graded by ${judge}${promptVersion ? ` with ${promptVersion}` : ''}`,
    ...describeMeasures(measures),
    ...(attacks.length > 0 ? describeAttacks(attacks) : []),
    ...(ownWords === null ? [] : describeOwnWords(ownWords)),
    ...(fit === null ? [] : describeFit(evaluation, fit)),
  ]
  console.log(lines.join('\n'))
}

function describeFit({ attacks }: Evaluation, fit: LevelFit): string[] {
  const { rows, odds, errorBefore, errorAfter } = fit
  const cost = describeCost(attacks, fit)
  return [
    `\ncalibrated on ${rows} answers: odds times ${odds}, mean signed error ${errorBefore.toFixed(3)} -> ${errorAfter.toFixed(3)} of 1 (each answer left out once)`,
    ...(cost.length > 0 ? ['What this level lets pass:', ...cost] : []),
  ]
}
