import { useWaitStage } from '../../components/use-wait-stage.ts'
import styles from './thinking.module.css'

/** A model takes a moment longer than a page: what is usual is said later. */
const STAGES = { showAfterMs: 250, longAfterMs: 2_500 }

/** The interviewer has the floor and has not begun. Says what is waited for, later how long it usually takes and what happens then. */
export function Thinking({ modelSpeaks }: { modelSpeaks: boolean }) {
  const stage = useWaitStage(STAGES)
  return (
    <div className={styles.thinking} data-shown={stage !== 'hidden'}>
      <span className={styles.dots} aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
      <p className={styles.what}>The interviewer is thinking</p>
      {stage === 'long' && (
        <p className={styles.usually}>
          {modelSpeaks
            ? 'This usually takes a few seconds. If the model does not answer, the built-in interviewer takes over. Your answer is saved.'
            : 'This usually takes less than a second. Your answer is saved.'}
        </p>
      )}
    </div>
  )
}
