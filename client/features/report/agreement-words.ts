import type { Calibration, CalibrationResponse } from '#contract/calibration.ts'
import type { Engine } from '#contract/grade.ts'
import { LEAN } from '../../components/lean.ts'

/** How far the grades of this engine agree with people, in a few sentences: the page of measurements has the rest. */
export function agreementInWords(judge: Engine, { judge: inUse, calibration, builtIn }: CalibrationResponse): string {
  if (!isInUse(judge, inUse)) return 'It is not in use now: how far its grades agree with people is not shown here.'
  const measured = judge.kind === 'built-in' ? builtIn : calibration
  if (measured === null || !isSame(measured.judge, judge))
    return 'How far its grades agree with people has not been measured here.'
  const { agreement, set, notGraded, correctedOn } = measured
  const graded = set.answers - notGraded
  const within = `Of ${graded} test answers it put ${agreement.withinOne} at most one level off the level that their writers intended${leanOf(agreement.meanSignedError)}.`
  const corrected =
    correctedOn === null
      ? []
      : [`Its level was corrected by ${correctedOn.answers} answers that your own people graded.`]
  return [within, ...missedOf(measured), ...corrected, ...strangersOf(measured)].join(' ')
}

/** Whether what was measured of it can be looked up: of models only that of the one that is set up now. */
export const isInUse = (judge: Engine, inUse: Engine) => judge.kind === 'built-in' || isSame(judge, inUse)

const isSame = (a: Engine, b: Engine) =>
  a.kind === 'built-in' ? b.kind === 'built-in' : b.kind === 'model' && a.model === b.model

function leanOf(error: number): string {
  if (Math.abs(error) < LEAN) return ''
  return `, on average ${Math.abs(error).toFixed(1)} too ${error < 0 ? 'low' : 'high'}`
}

function missedOf({ ownWords }: Calibration): string[] {
  const missing = ownWords?.verdicts.find(({ verdict }) => verdict === 'missing')
  if (missing === undefined || missing.points === 0) return []
  return [
    `Where answers were written without sight of the key points, ${missing.made} of ${missing.points} that it did not find had been made.`,
  ]
}

function strangersOf({ publicSets }: Calibration): string[] {
  if (publicSets.length === 0) return []
  const values = publicSets.map(({ pearson }) => pearson).toSorted((a, b) => a - b)
  const [low, high] = [values[0] ?? 0, values.at(-1) ?? 0]
  return [
    `With people who graded students’ answers to questions it had not seen, its correlation is ${low.toFixed(2)} to ${high.toFixed(2)}, where 1 is perfect and 0 is chance.`,
  ]
}
