import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { Link, useLocation } from 'wouter'
import type { WireError } from '#contract/error.ts'
import { Waiting } from '../../components/waiting.tsx'
import styles from './closed.module.css'

interface EndedProps {
  sessionId: string
  byThisTab: boolean
  /** The last of a recording is still on its way. */
  isSending: boolean
}

/** The interview is over. The tab that ended it goes on to the report; another one says what happened. */
export function Ended({ sessionId, byThisTab, isSending }: EndedProps) {
  const [, navigate] = useLocation()
  const report = `/sessions/${sessionId}/report`
  useEffect(() => {
    if (byThisTab && !isSending) navigate(report, { replace: true })
  }, [byThisTab, isSending, navigate, report])
  if (byThisTab) return isSending ? <Waiting for="the last of your recording" /> : null
  return (
    <section className={styles.closed}>
      <h1 className={styles.title}>The interview has ended</h1>
      <p className={styles.words}>It was ended in another tab. Every answer that was handed in is in the report.</p>
      <div className={styles.actions}>
        <Button component={Link} href={report}>
          See the report
        </Button>
      </div>
    </section>
  )
}

/** This page cannot take part in the session: why, and the way on. */
export function Refused({ error }: { error: WireError }) {
  const isUnknown = error.code === 'not_found' || error.code === 'bad_request'
  return (
    <section className={styles.closed} role="alert">
      <h1 className={styles.title}>{isUnknown ? 'There is no such interview' : 'This page is out of date'}</h1>
      <p className={styles.words}>
        {isUnknown ? 'It may have been deleted, or the address is not complete.' : error.message}
      </p>
      <div className={styles.actions}>
        {isUnknown ? (
          <>
            <Button component={Link} href="/">
              Start an interview
            </Button>
            <Button component={Link} href="/sessions" variant="default">
              Your sessions
            </Button>
          </>
        ) : (
          <Button onClick={() => window.location.reload()}>Load the page again</Button>
        )}
      </div>
    </section>
  )
}
