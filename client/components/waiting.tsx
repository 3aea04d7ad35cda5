import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import styles from './waiting.module.css'

const SHOW_AFTER_MS = 300
const LONG_AFTER_MS = 2_000

interface WaitingProps {
  /** What is being waited for, as the object of "Loading": `the page`, `your sessions`. */
  for: string
  /** How long it usually takes. */
  usually?: string
}

/** A wait: nothing at first, after 300 ms what it is for, after 2 s how long it usually takes and a way out. */
export function Waiting({ for: what, usually = 'This usually takes less than a second.' }: WaitingProps) {
  const stage = useStage()
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

function useStage(): 'hidden' | 'shown' | 'long' {
  const [stage, setStage] = useState<'hidden' | 'shown' | 'long'>('hidden')
  useEffect(() => {
    const show = setTimeout(() => setStage('shown'), SHOW_AFTER_MS)
    const long = setTimeout(() => setStage('long'), LONG_AFTER_MS)
    return () => {
      clearTimeout(show)
      clearTimeout(long)
    }
  }, [])
  return stage
}
