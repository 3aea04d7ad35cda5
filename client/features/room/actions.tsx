import { Button, UnstyledButton } from '@mantine/core'
import { IconDoorExit, IconKeyboard, IconMicrophone, IconPlayerPause } from '@tabler/icons-react'
import styles from './actions.module.css'
import { SUBMIT_KEYS } from './room-keys.ts'
import type { Wishes } from './use-wishes.ts'

interface ActionsProps {
  wishes: Wishes
  /** Nothing can be pressed while an answer is on its way or the interviewer has the floor. */
  disabled: boolean
  /** The answer that is on its way. */
  busy: boolean
  rephrase: 'none' | 'asked' | 'done'
  /** Whether the answer is being spoken, and whether the candidate asked for a moment. */
  speaking: 'off' | 'on' | 'held'
  /** From typing to speaking and back. */
  onMicrophone: () => void
  /** What else can be done for a while. */
  after?: React.ReactNode
}

/** What one can do with the question, in reach of a thumb. */
export function Actions({ wishes, disabled, busy, rephrase, speaking, onMicrophone, after }: ActionsProps) {
  return (
    <div className={styles.actions} data-speaking={speaking !== 'off'}>
      <Button
        className={styles.submit}
        size="md"
        onClick={wishes.submit}
        disabled={disabled}
        loading={busy}
        title={SUBMIT_KEYS}
      >
        {speaking === 'off' ? 'Submit' : 'I’m done'}
      </Button>
      <div className={styles.more} data-edge>
        {after}
        {speaking !== 'off' && (
          <Quiet onClick={wishes.hold} disabled={disabled} pressed={speaking === 'held'}>
            {speaking === 'held' ? 'Go on' : 'I need a moment'}
          </Quiet>
        )}
        <Quiet
          onClick={onMicrophone}
          disabled={disabled}
          icon={
            speaking === 'off' ? <IconMicrophone size={19} stroke={1.6} /> : <IconKeyboard size={19} stroke={1.6} />
          }
        >
          {speaking === 'off' ? 'Speak' : 'Type instead'}
        </Quiet>
        <Quiet onClick={wishes.unknown} disabled={disabled}>
          I don’t know
        </Quiet>
        <Quiet onClick={wishes.skip} disabled={disabled}>
          Skip
        </Quiet>
        <Quiet onClick={wishes.rephrase} disabled={disabled || rephrase !== 'none'}>
          {rephrase === 'asked' ? 'One moment' : 'Say it another way'}
        </Quiet>
      </div>
      <div className={styles.leave} data-edge>
        <Quiet onClick={wishes.pause} disabled={disabled} icon={<IconPlayerPause size={19} stroke={1.6} />}>
          Pause
        </Quiet>
        <Quiet onClick={wishes.end} disabled={busy} icon={<IconDoorExit size={19} stroke={1.6} />}>
          End interview
        </Quiet>
      </div>
    </div>
  )
}

interface QuietProps {
  onClick: () => void
  disabled?: boolean
  icon?: React.ReactNode
  pressed?: boolean
  children: string
}

/** A button that waits to be looked for. With an icon the word gives way on a narrow screen. */
export function Quiet({ onClick, disabled = false, icon, pressed, children }: QuietProps) {
  return (
    <UnstyledButton
      className={styles.quiet}
      onClick={onClick}
      disabled={disabled}
      aria-pressed={pressed}
      title={icon === undefined ? undefined : children}
    >
      {icon !== undefined && (
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <span className={icon === undefined ? undefined : styles.word}>{children}</span>
    </UnstyledButton>
  )
}
