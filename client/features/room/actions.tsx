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
  /** Whether answers are spoken here, whether the microphone is on for that, and whether the candidate asked for a moment. */
  speaking: 'off' | 'stopped' | 'on' | 'held'
  /** From typing to speaking and back. */
  onMicrophone: () => void
}

/** What one can do with the question, in reach of a thumb. */
export function Actions({ wishes, disabled, busy, rephrase, speaking, onMicrophone }: ActionsProps) {
  const isOn = speaking === 'on' || speaking === 'held'
  return (
    <div className={styles.actions} data-speaking={isOn}>
      <Button
        className={styles.submit}
        size="md"
        onClick={wishes.submit}
        disabled={disabled}
        loading={busy}
        title={SUBMIT_KEYS}
      >
        {isOn ? 'I’m done' : 'Submit'}
      </Button>
      <div className={styles.more} data-edge>
        {isOn && (
          <Quiet onClick={wishes.hold} disabled={disabled} pressed={speaking === 'held'}>
            {speaking === 'held' ? 'Go on' : 'I need a moment'}
          </Quiet>
        )}
        <Quiet
          onClick={onMicrophone}
          disabled={disabled}
          icon={isOn ? <IconKeyboard size={19} stroke={1.6} /> : <IconMicrophone size={19} stroke={1.6} />}
          isWayOn={speaking === 'stopped'}
        >
          {isOn ? 'Type instead' : 'Speak'}
        </Quiet>
        <Quiet onClick={wishes.unknown} disabled={disabled}>
          I don’t know
        </Quiet>
        <Quiet onClick={wishes.skip} disabled={disabled}>
          Skip
        </Quiet>
        {speaking === 'off' && <Rephrase wishes={wishes} disabled={disabled} rephrase={rephrase} />}
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

/** Asks for the question in other words: in a spoken answer it stands beside the question. */
export function Rephrase({ wishes, disabled, rephrase }: Pick<ActionsProps, 'wishes' | 'disabled' | 'rephrase'>) {
  return (
    <Quiet onClick={wishes.rephrase} disabled={disabled || rephrase !== 'none'}>
      {rephrase === 'asked' ? 'One moment' : 'Say it another way'}
    </Quiet>
  )
}

interface QuietProps {
  onClick: () => void
  disabled?: boolean
  icon?: React.ReactNode
  pressed?: boolean
  /** What one needs next: it keeps its word and takes the accent. */
  isWayOn?: boolean
  children: string
}

/** A button that waits to be looked for. With an icon the word gives way on a narrow screen. */
export function Quiet({ onClick, disabled = false, icon, pressed, isWayOn = false, children }: QuietProps) {
  return (
    <UnstyledButton
      className={styles.quiet}
      onClick={({ detail }) => {
        // The second click of a double one would meet what the first has brought: the next question.
        if (detail < 2) onClick()
      }}
      disabled={disabled}
      aria-pressed={pressed}
      data-way-on={isWayOn || undefined}
      title={icon === undefined ? undefined : children}
    >
      {icon !== undefined && (
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <span className={icon === undefined || isWayOn ? undefined : styles.word}>{children}</span>
    </UnstyledButton>
  )
}
