import { Button } from '@mantine/core'
import { useWaitStage } from './use-wait-stage.ts'
import styles from './waiting.module.css'

const STAGES = { showAfterMs: 300, longAfterMs: 2_000 }

interface WaitingProps {
  /** What is being waited for, as the object of "Loading": `the page`, `your sessions`. */
  for: string
  /** How long it usually takes. */
  usually?: string
}

/** A wait: nothing at first, after 300 ms what it is for, after 2 s how long it usually takes and a way out. */
export function Waiting({ for: what, usually = 'This usually takes less than a second.' }: WaitingProps) {
  const stage = useWaitStage(STAGES)
  return (
    <div className={styles.waiting} role="status">
      {stage !== 'hidden' && (
        <div className={styles.words}>
          <span className={styles.dots} aria-hidden="true">
            <span />
            <span />
            <span />
          </span>
          <p className={styles.what}>Loading {what}</p>
          {stage === 'long' && (
            <>
              <p className={styles.usually}>{usually} You can keep waiting, or load the page again.</p>
              <Button variant="default" onClick={() => window.location.reload()}>
                Load again
              </Button>
            </>
          )}
        </div>
      )}
    </div>
  )
}
