import { Button } from '@mantine/core'
import { IconMicrophone } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import type { Spoken } from '../../../lib/open-spoken.ts'
import { readSpeechPreferences } from '../../../lib/speech/speech-preferences.ts'
import styles from './speech.module.css'
import { useMicrophone } from './use-spoken.ts'

/** With push-to-talk: records while it is held, by a finger, a key, or one press after another of a screen reader. */
export function HoldToSpeak({ spoken }: { spoken: Spoken }) {
  const [isPushToTalk] = useState(() => readSpeechPreferences().pushToTalk)
  const { microphone } = spoken
  const mic = useMicrophone({ spoken, isStarting: false })
  // The choice may be younger than the microphone: it is made on the page before.
  useEffect(() => microphone.setPushToTalk(isPushToTalk), [microphone, isPushToTalk])
  // Held while the question went: what comes next is another answer, and another press.
  useEffect(() => () => microphone.push(false), [microphone])
  if (!isPushToTalk || mic.state !== 'on') return null
  const letGo = () => microphone.push(false)
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isPress(event)) return
    event.preventDefault()
    if (!event.repeat) microphone.push(true)
  }
  return (
    <Button
      className={styles.hold}
      variant={mic.isRecording ? 'filled' : 'default'}
      size="sm"
      aria-pressed={mic.isRecording}
      leftSection={<IconMicrophone size={18} stroke={1.6} aria-hidden="true" />}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        microphone.push(true)
      }}
      onLostPointerCapture={letGo}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => {
        if (!isPress(event)) return
        // Else the key would press the button too.
        event.preventDefault()
        letGo()
      }}
      onBlur={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onClick={(event) => event.detail === 0 && microphone.push(!mic.isRecording)}
    >
      Hold to speak
    </Button>
  )
}

function isPress({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === ' ' || (key === 'Enter' && !ctrlKey && !metaKey)
}
