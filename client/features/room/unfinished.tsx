import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { openTurn } from '#contract/fold-parts.ts'
import type { LiveView } from '../../lib/live-view.ts'
import type { SessionLive } from '../../lib/session-live.ts'
import styles from './actions.module.css'
import { useView } from './use-session-live.ts'

/** For so long an answer that was handed in can be taken back. The server has the last word. */
const WITHIN_MS = 30_000

/** "I wasn't finished": there for half a minute after a spoken answer was handed in. */
export function Unfinished({ live }: { live: SessionLive }) {
  const view = useView(live)
  const turnId = useReopenable(view)
  if (turnId === null) return null
  return (
    <Button
      className={styles.unfinished}
      variant="default"
      size="sm"
      leftSection={<IconArrowBackUp size={18} stroke={1.6} aria-hidden="true" />}
      onClick={() => live.send({ type: 'answer:reopen', turnId, text: view.draft?.text ?? '' })}
      disabled={view.pending.has('answer:reopen')}
    >
      I wasn’t finished
    </Button>
  )
}

function useReopenable({ session, pen, clockOffsetMs }: LiveView): string | null {
  const undo = session?.undo ?? null
  const until = undo === null ? 0 : undo.at - clockOffsetMs + WITHIN_MS
  const [, tick] = useState(0)
  useEffect(() => {
    const left = until - Date.now()
    if (left <= 0) return
    const timer = setTimeout(() => tick((count) => count + 1), left + 50)
    return () => clearTimeout(timer)
  }, [until])
  if (session === null || undo === null || !pen || Date.now() > until) return null
  const { phase } = session
  const isGone = phase.name === 'feedback' || phase.name === 'ended' || openTurn(phase)?.turnId === undo.turnId
  return isGone ? null : undo.turnId
}
