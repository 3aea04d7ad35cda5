import type { OwnWords } from '#contract/calibration.ts'
import type { AttackLine } from './attack-table.ts'
import type { Agreement, Measures, WithInterval } from './measure.ts'

/** The measures as lines for a terminal. */
export function describeMeasures({ rows, notGraded, all, answered, humans, msAnswer }: Measures): string[] {
  const share = ((100 * notGraded) / Math.max(1, rows)).toFixed(1)
  return [
    `rows ${rows}, not graded ${notGraded} (${share} %), ${msAnswer.mean.toFixed(1)} ms an answer (median ${msAnswer.p50.toFixed(1)}, p99 ${msAnswer.p99.toFixed(1)})`,
    ...describeAgreement('all rows', all),
    ...(answered.rows < all.rows ? describeAgreement('without rows that answer nothing', answered) : []),
    ...(humans ? describeAgreement('one person against another', humans) : []),
  ]
}

function describeAgreement(title: string, agreement: Agreement): string[] {
  const { labels } = agreement
  return [
    '',
    `${title}: n ${agreement.rows}`,
    `  Pearson r ${describeInterval(agreement.pearson)}   Spearman ${describeInterval(agreement.spearman)}`,
    `  RMSE ${fixed(agreement.rmse)}   mean signed error ${fixed(agreement.meanSignedError)}   quadratic kappa ${fixed(agreement.quadraticKappa)}   within a question r ${fixed(agreement.withinQuestion)}`,
    ...(labels
      ? [`  accuracy ${fixed(labels.accuracy)}   macro F1 ${fixed(labels.macroF1)}   AUC ${fixed(labels.auc)}`]
      : []),
  ]
}

const fixed = (value: number, digits = 3) => (Number.isFinite(value) ? value.toFixed(digits) : '–')
const describeInterval = ({ value, low, high }: WithInterval) =>
  Number.isFinite(low) && Number.isFinite(high) ? `${fixed(value)} [${fixed(low)}, ${fixed(high)}]` : fixed(value)

const HEADINGS: readonly (readonly [AttackLine['kind'], string])[] = [
  ['nothing', 'nothing right in it: at most 2 of 5'],
  ['added', 'a trick beside a real answer: shift at most 0.5 of 5'],
  ['copy', 'the sample answer itself: flagged'],
]

/** How verdicts compare with marks where nobody knew the key points when they wrote. */
export function describeOwnWords({ answers, markedAlike, pearson, meanSignedError, verdicts }: OwnWords): string[] {
  return [
    '',
    `answers written with sight of the question alone, each point marked twice (${Math.round(100 * markedAlike)} % alike): n ${answers}`,
    `  Pearson r of coverage ${pearson === null ? '–' : describeInterval(pearson)}   mean signed error ${meanSignedError.toFixed(2)} levels`,
    ...verdicts
      .filter(({ points }) => points > 0)
      .map(
        ({ verdict, points, made }) =>
          `  ${verdict.padEnd(12)} ${points} points, ${made} of them made at least in part`,
      ),
  ]
}

/** The table of attacks; grades and shifts of 5. */
export function describeAttacks(lines: readonly AttackLine[]): string[] {
  const width = Math.max(...lines.map(({ attack }) => attack.length))
  const row = (name: string, cells: readonly string[]) =>
    `  ${name.padEnd(width)}  ${cells.map((c) => c.padStart(8)).join('')}`
  return HEADINGS.flatMap(([kind, heading]) => [
    '',
    `attacks, ${heading}`,
    row('', ['n', 'grade', 'worst', 'shift', 'worst', 'within']),
    ...lines
      .filter((line) => line.kind === kind)
      .map((line) =>
        row(line.attack, [
          String(line.graded),
          ...[line.meanGrade, line.worstGrade, line.meanShift, line.worstShift].map((value) => fixed(value, 2)),
          `${fixed(100 * line.within, 0)} %`,
        ]),
      ),
  ])
}
