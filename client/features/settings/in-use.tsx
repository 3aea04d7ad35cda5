import type { Engine } from '#contract/grade.ts'
import type { EnginesResponse } from '#contract/http.ts'
import styles from './settings-page.module.css'

/** Who asks and who grades at the moment, and what that means. */
export function InUse({ engines }: { engines: EnginesResponse }) {
  const { interviewer, judge, endpoint, endpointIsLocal, keyIsSet } = engines
  const place = endpoint === null ? '' : endpointIsLocal ? ` on this machine (${endpoint})` : ` at ${endpoint}`
  return (
    <>
      <dl className={styles.inUse}>
        <Use
          what="Interviewer"
          engine={interviewer}
          builtIn="Built in"
          place={place}
          detail={
            interviewer.kind === 'model'
              ? 'Words the questions and follow-ups. If it fails in a turn, the built-in interviewer takes that turn.'
              : 'Asks the follow-ups that come with the questions, chosen by what you said.'
          }
        />
        <Use
          what="Grading"
          engine={judge}
          builtIn="Word matching"
          place={place}
          detail={
            judge.kind === 'model'
              ? 'Grades every criterion, each with a quote of yours. If it fails, the answer is not graded and you can retry.'
              : 'Finds the key points in your words and gives a range. Structure, depth and judgement need a model.'
          }
        />
      </dl>
      {endpoint !== null && (
        <p className={styles.quiet}>{keyIsSet ? 'A key is set. It is never shown.' : 'No key is set.'}</p>
      )}
    </>
  )
}

interface UseProps {
  what: string
  engine: Engine
  builtIn: string
  place: string
  detail: string
}

function Use({ what, engine, builtIn, place, detail }: UseProps) {
  return (
    <div className={styles.use}>
      <dt className={styles.what}>{what}</dt>
      <dd className={styles.which}>
        <span className={styles.name}>{engine.kind === 'model' ? engine.model : builtIn}</span>
        {engine.kind === 'model' && <span className={styles.place}>{place}</span>}
        <span className={styles.useDetail}>{detail}</span>
      </dd>
    </div>
  )
}
