import { useMediaQuery } from '@mantine/hooks'
import type { Session } from '#contract/session.ts'
import { Dialog } from '../../components/dialog.tsx'
import styles from './room.module.css'
import { Transcript } from './transcript.tsx'

/** Where there is room for it beside the question it stands there; on a small screen it comes in front. */
export function TranscriptPanel({ session, onClose }: { session: Session; onClose: () => void }) {
  const isWide = useMediaQuery('(min-width: 64rem)', true, { getInitialValueInEffect: false })
  if (!isWide) {
    return (
      <Dialog title="Transcript so far" onClose={onClose}>
        <Transcript session={session} />
      </Dialog>
    )
  }
  return (
    <aside className={styles.panel} aria-label="Transcript">
      <Transcript session={session} />
    </aside>
  )
}
