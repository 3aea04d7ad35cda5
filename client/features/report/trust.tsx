import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Report } from '#contract/report.ts'
import { judgesInWords, limitsOf, listJudges, nameOfJudge } from '#contract/report-words.ts'
import { calibrationQuery } from '../../lib/queries.ts'
import { agreementInWords, isInUse } from './agreement-words.ts'
import styles from './report-footer.module.css'

/** Who gave the grades that are shown, what they cannot do, and how far they agree with people. Nothing where nothing is graded. */
export function Trust({ report }: { report: Report }) {
  const measured = useQuery(calibrationQuery)
  const judges = listJudges(report)
  if (judges.length === 0) return null
  return (
    <>
      <p className={styles.limits}>
        <strong>Graded by {judgesInWords(report)}.</strong>
      </p>
      {judges.map((judge) => (
        <p key={nameOfJudge(judge)} className={styles.limits}>
          {limitsOf(judge)} {measured.isSuccess && agreementInWords(judge, measured.data)}{' '}
          {measured.isSuccess && isInUse(judge, measured.data.judge) && (
            <Link href={judge.kind === 'built-in' ? '/calibration?of=word-matching' : '/calibration'}>
              How far to trust a grade by {nameOfJudge(judge)}
            </Link>
          )}
        </p>
      ))}
    </>
  )
}
