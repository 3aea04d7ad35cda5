import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from 'wouter'
import type { Calibration, CalibrationResponse } from '#contract/calibration.ts'
import { formatCount } from '../../components/format.ts'
import { Page } from '../../components/page.tsx'
import { Problem } from '../../components/problem.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { calibrationQuery } from '../../lib/queries.ts'
import { Attempts } from './attempts.tsx'
import styles from './calibration-page.module.css'
import { coefficient, correctionOf, figure, figuresOf, headlineOf, nameOf, weaknessesOf } from './calibration-words.ts'
import { LevelsChart } from './levels-chart.tsx'
import { OwnAnswers } from './own-answers.tsx'
import { InOwnWords } from './own-words.tsx'

/** What was measured of the grades, against whom, and what it does not show. */
export function CalibrationPage() {
  const calibration = useQuery(calibrationQuery)
  return (
    <Page title="How far to trust a grade" narrow>
      {calibration.isPending && <Waiting for="the measurements" />}
      {calibration.isError && <Problem error={calibration.error} onRetry={() => void calibration.refetch()} />}
      {calibration.isSuccess && <Measured response={calibration.data} />}
    </Page>
  )
}

/** Word matching is shown where it grades, where it was asked for, and where the model in use has no measurement. */
function Measured({ response }: { response: CalibrationResponse }) {
  const wantsBuiltIn = new URLSearchParams(useSearch()).get('of') === 'word-matching'
  const { judge, calibration, builtIn, promptChanged } = response
  const shown = wantsBuiltIn || calibration === null ? builtIn : calibration
  return (
    <>
      {judge.kind === 'model' && calibration === null && <NotMeasured model={judge.model} />}
      <Letter calibration={shown} />
      {shown.correctedOn !== null && <p className={styles.aside}>{correctionOf(shown)}</p>}
      {judge.kind === 'model' && calibration !== null && (
        <p className={styles.aside}>
          {shown === builtIn ? (
            <>
              Answers are graded by {judge.model} at the moment. <Link href="/calibration">What it scored</Link>
            </>
          ) : (
            <>
              Word matching differed by {figure(builtIn.agreement.meanAbsoluteError)} of a level on the same answers.{' '}
              <Link href="/calibration?of=word-matching">What it scored</Link>
            </>
          )}
        </p>
      )}
      {shown !== builtIn && promptChanged && (
        <p className={styles.aside}>
          The instructions that the model is given have changed since.{' '}
          <code className={styles.word}>npm run eval -- --judge model</code> measures it anew.
        </p>
      )}
      <LevelsChart levels={shown.levels} />
      <Against calibration={shown} />
      {shown.ownWords !== null && <InOwnWords ownWords={shown.ownWords} wasFitted={shown.judge.kind === 'built-in'} />}
      <section>
        <h2 className={styles.heading}>What it cannot do</h2>
        <ul className={styles.list}>
          {weaknessesOf(shown).map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </section>
      <Attempts attacks={shown.attacks} />
      <Figures calibration={shown} />
      <OwnAnswers />
    </>
  )
}

function NotMeasured({ model }: { model: string }) {
  return (
    <div className={styles.notice}>
      <p>
        <strong>Your answers are graded by {model}, and it has not been measured here yet.</strong> This command does
        it, with some hundreds of requests to the model:
      </p>
      <pre className={styles.code}>
        <code>npm run eval -- --judge model</code>
      </pre>
      <p>It goes on where it was interrupted. Until then, this is what word matching scored:</p>
    </div>
  )
}

function Letter({ calibration }: { calibration: Calibration }) {
  return <p className={styles.letter}>{headlineOf(calibration).join(' ')}</p>
}

function Against({ calibration: { set, publicSets } }: { calibration: Calibration }) {
  return (
    <section>
      <h2 className={styles.heading}>Against whom</h2>
      <p className={styles.text}>
        The people who make Greenroom wrote the {set.answers} answers for this purpose, each to be of a certain level
        from 1 to 5. Those intended levels are what it is compared with. Nobody else has graded the answers: this says
        how well grades find what the writers meant, not how well they agree with interviewers who are strangers to it.
      </p>
      {publicSets.length > 0 && (
        <>
          <p className={styles.text}>
            There are also public collections of students’ answers, graded by people who have nothing to do with
            Greenroom. Word matching was fitted on three of them. On questions that it had not seen, it agrees with
            those people less well:
          </p>
          <ul className={styles.list}>
            {publicSets.map(({ name, holds, answers, pearson }) => (
              <li key={name}>
                {name}, {formatCount(answers, 'answer')} of {holds}: correlation {coefficient(pearson)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Figures({ calibration }: { calibration: Calibration }) {
  return (
    <section>
      <h2 className={styles.heading}>All figures</h2>
      <p className={styles.text}>Of {nameOf(calibration.judge)}, on these answers.</p>
      <dl className={styles.figures}>
        {figuresOf(calibration).map(({ term, value, says }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <span className={styles.value}>{value}</span>
              <span className={styles.says}>{says}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
