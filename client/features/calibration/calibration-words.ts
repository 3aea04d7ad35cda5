import type { Calibration, CalibrationAttack, Correlation } from '#contract/calibration.ts'
import type { Engine } from '#contract/grade.ts'
import { capitalised, formatCount, formatDate, formatLatency, formatList, numberWord } from '../../components/format.ts'
import { LEAN } from '../../components/lean.ts'

/** What was measured, as sentences and figures of the page. Pure. */

/** "word matching", or the model by its name. */
export function nameOf(judge: Engine): string {
  return judge.kind === 'model' ? judge.model : 'word matching'
}

/** The outcome in a few sentences: on what and when, how far off, which way, and whether the order is right. */
export function headlineOf(calibration: Calibration, zone: { timeZone?: string } = {}): string[] {
  const { judge, set, notGraded, agreement, measuredAt } = calibration
  const off = figure(agreement.meanAbsoluteError)
  const others = notGraded === 0 ? 'It' : 'On the others it'
  return [
    `On ${formatDate(measuredAt, zone)}, ${nameOf(judge)} graded ${set.answers} answers to ${numberWord(set.questions)} questions.`,
    ...(notGraded === 0 ? [] : [`It failed on ${numberWord(notGraded)} of them, and no figure here counts those.`]),
    `${others} differed from the intended level by ${off} of a level on average, on a scale of 1 to 5; ${agreement.withinOne} were at most one level off.`,
    leanOf(agreement.meanSignedError),
    ...orderOf(agreement.pearson),
  ]
}

function leanOf(error: number): string {
  if (Math.abs(error) < LEAN) return 'It leans neither to high nor to low levels.'
  return error < 0
    ? `It is severe: taken together, its levels are ${figure(-error)} too low.`
    : `It is lenient: taken together, its levels are ${figure(error)} too high.`
}

function orderOf(correlation: Correlation): string[] {
  if (correlation === null) return ['It gave every answer the same level, so it says nothing about their order.']
  const { value } = correlation
  const how =
    value >= 0.85
      ? 'Better answers mostly come out above weaker ones'
      : 'Better answers tend to come out above weaker ones'
  return value < 0.4 ? ['It hardly tells better answers from weaker ones.'] : [`${how}.`]
}

/** What was measured, as term and figure. */
export function figuresOf({
  agreement,
  set,
  notGraded,
  medianMs,
  p95Ms,
}: Calibration): { term: string; value: string; says: string }[] {
  const { pearson, spearman, withinQuestion, quadraticKappa } = agreement
  return [
    {
      term: 'Correlation (Pearson)',
      value: withInterval(pearson),
      says: 'With the intended levels: 1 is perfect, 0 is chance. In brackets the 95 % interval.',
    },
    { term: 'Correlation of ranks (Spearman)', value: withInterval(spearman), says: 'The same for the order alone.' },
    {
      term: 'Correlation within a question',
      value: coefficient(withinQuestion),
      says: 'Among answers to one question.',
    },
    {
      term: 'Agreement (quadratic weighted kappa)',
      value: coefficient(quadraticKappa),
      says: 'Over whole levels, agreement by chance taken away.',
    },
    {
      term: 'Error (root mean square)',
      value: `${agreement.rmse.toFixed(2)} levels`,
      says: 'Large errors count for more.',
    },
    {
      term: 'Error, mean signed',
      value: `${signed(agreement.meanSignedError)} levels`,
      says: 'Below zero is too severe.',
    },
    {
      term: 'Not graded',
      value: `${notGraded} of ${set.answers}`,
      says: 'Left out, and never taken for the lowest level.',
    },
    {
      term: 'Time per answer',
      value: formatLatency(medianMs),
      says: `On the machine that measured it. Half took no longer, and nineteen in twenty no longer than ${formatLatency(p95Ms)}.`,
    },
  ]
}

/** What stands over the table of attempts: how many kinds held everywhere, and which did not. */
export function attemptsOf(attacks: readonly CalibrationAttack[]): string {
  const open = attacks.filter(({ held, answers }) => held < answers)
  const kinds = formatCount(attacks.length, 'kind of attempt', 'kinds of attempts')
  if (open.length === 0) return `Of ${kinds}, none got through on any question.`
  const names = formatList(open.map(({ name, held, answers }) => `${name} (${held} of ${answers} held)`))
  return `Of ${kinds}, ${numberWord(attacks.length - open.length)} held on every question. Not on every one: ${names}.`
}

/** What this way of grading cannot do, with the figures that show it. */
export function weaknessesOf(calibration: Calibration): string[] {
  const { judge, samples } = calibration
  const common = [
    'All answers are in English and about one role. Other roles and languages have not been measured.',
    'The answers are written. Of speech, only the errors of recognition were tried, and those were made by a program.',
  ]
  if (judge.kind === 'built-in') {
    return [
      missesOf(calibration),
      'It looks for words, not for truth. A wrong statement in the right words can pass.',
      'It sees key points alone. How an answer is built, how deep it goes and how well it weighs things needs a model.',
      ...common,
    ]
  }
  const times = samples === 1 ? 'once' : `${numberWord(samples)} times`
  return [
    `A model may grade the same answer differently another time. Here each answer was graded ${times}${samples === 1 ? '' : ' and the middle one taken'}.`,
    'Only the key points are compared. For structure, depth and judgement there is no measurement yet.',
    ...common,
  ]
}

/** A level that was corrected need not be severe any more; the points are missed all the same. */
function missesOf({ agreement, levels }: Calibration): string {
  const missed = 'a point made in other words than the sample answer’s can be missed.'
  if (agreement.meanSignedError > -LEAN) return capitalised(missed)
  const best = levels.find(({ intended }) => intended === 5)
  const got =
    best === undefined
      ? ''
      : ` Answers that were meant for level 5 got ${figure(best.mean)} on average, and one in ten got ${figure(best.low)} or less.`
  return `It is severe on answers in words of their own: ${missed}${got}`
}

/** That the level was corrected, by whom, and what it does to the figures; empty where it was not. */
export function correctionOf({ correctedOn }: Calibration, zone: { timeZone?: string } = {}): string {
  if (correctedOn === null) return ''
  const { answers, data, at } = correctedOn
  return `On ${formatDate(at, zone)} the level of its grades was corrected by ${answers} answers that your own people graded (${data}). So its level here is theirs: where it is not the writers’, your people and the writers differ.`
}

/** `0.6`. */
export const figure = (value: number): string => value.toFixed(1)

/** `+0.10`, `−0.54`, `0.00`, with a real minus sign. */
export function signed(value: number): string {
  const size = Math.abs(value).toFixed(2)
  if (Number(size) === 0) return '0.00'
  return value < 0 ? `−${size}` : `+${size}`
}

/** `.89` as correlations are written; a dash where there is none. */
export function coefficient(value: number | null): string {
  if (value === null) return '–'
  return value
    .toFixed(2)
    .replace(/^(-?)0\./, '$1.')
    .replace('-', '−')
}

function withInterval(correlation: Correlation): string {
  if (correlation === null) return '–'
  const { value, low, high } = correlation
  return `${coefficient(value)} (${coefficient(low)} to ${coefficient(high)})`
}
