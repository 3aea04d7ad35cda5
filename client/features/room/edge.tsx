import { UnstyledButton } from '@mantine/core'
import { IconFocusCentered, IconMessage2 } from '@tabler/icons-react'
import type { Session } from '#contract/session.ts'
import { KeysHelp } from '../../components/keys-help.tsx'
import type { LiveView } from '../../lib/live-view.ts'
import styles from './edge.module.css'
import { ROOM_KEYS } from './room-keys.ts'
import { SavedState } from './saved-state.tsx'
import { Timer } from './timer.tsx'

interface EdgeProps {
  session: Session
  index: number
  view: LiveView
  offline: boolean
  transcriptOpen: boolean
  onToggleTranscript: () => void
  onFocusMode: () => void
  onWarning: (words: string) => void
}

/** What stands at the edge: how far one is, the time, whether all is saved, and the ways to see more or less. */
export function Edge(props: EdgeProps) {
  const { session, index, view, offline } = props
  return (
    <div className={styles.edge}>
      <Progress at={index} of={session.settings.questionCount} />
      <Timer session={session} view={view} onWarning={props.onWarning} />
      <SavedState view={view} offline={offline} />
      <div className={styles.tools}>
        <KeysHelp keys={ROOM_KEYS} />
        <UnstyledButton
          className={styles.tool}
          onClick={props.onToggleTranscript}
          aria-expanded={props.transcriptOpen}
          data-on={props.transcriptOpen}
        >
          <IconMessage2 size={19} stroke={1.6} aria-hidden="true" />
          <span className={styles.toolWord}>Transcript</span>
        </UnstyledButton>
        <UnstyledButton className={styles.tool} onClick={props.onFocusMode}>
          <IconFocusCentered size={19} stroke={1.6} aria-hidden="true" />
          <span className={styles.toolWord}>Focus</span>
        </UnstyledButton>
      </div>
    </div>
  )
}

/** One mark a question: those behind, this one, those ahead. */
function Progress({ at, of }: { at: number; of: number }) {
  return (
    <div className={styles.progress}>
      <p className={`${styles.place} gr-figures`}>
        Question {at + 1} of {of}
      </p>
      <div className={styles.marks} aria-hidden="true">
        {Array.from({ length: of }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a mark is its place
          <span key={i} data-state={i < at ? 'behind' : i === at ? 'here' : 'ahead'} />
        ))}
      </div>
    </div>
  )
}
