import { UnstyledButton } from '@mantine/core'
import { IconRepeat, IconVolume, IconVolumeOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { Spoken } from '../../../lib/open-spoken.ts'
import {
  changeSpeechPreferences,
  MAX_RATE,
  MIN_RATE,
  readSpeechPreferences,
} from '../../../lib/speech/speech-preferences.ts'
import styles from './speech.module.css'
import { useSpeaker } from './use-spoken.ts'

const RATES = [MIN_RATE, 0.9, 1, 1.15, MAX_RATE]

/** The interviewer's voice: on or off, once more, slower or faster. Remembered by this browser. */
export function VoiceControls({ spoken }: { spoken: Spoken }) {
  const [{ muted, rate }, setPreferences] = useState(readSpeechPreferences)
  const speaker = useSpeaker(spoken)
  const change = (wanted: Parameters<typeof changeSpeechPreferences>[0]) => {
    const all = changeSpeechPreferences(wanted)
    setPreferences(all)
    spoken.speaker.mute(all.muted)
    spoken.speaker.rate(all.rate)
  }
  if (speaker === null || speaker.through === 'none') return null
  return (
    <div className={styles.voice} data-edge>
      <UnstyledButton
        className={styles.tool}
        onClick={() => change({ muted: !muted })}
        aria-pressed={muted}
        aria-label="Mute the interviewer"
        title={muted ? 'Read the questions to me' : 'Mute the interviewer'}
      >
        {muted ? <IconVolumeOff size={19} stroke={1.6} /> : <IconVolume size={19} stroke={1.6} />}
      </UnstyledButton>
      <UnstyledButton
        className={styles.tool}
        onClick={() => spoken.speaker.repeat()}
        disabled={!speaker.canRepeat || muted}
        aria-label="Say it again"
        title="Say it again"
      >
        <IconRepeat size={19} stroke={1.6} />
      </UnstyledButton>
      <label className={styles.rate}>
        <span>Pace</span>
        <select value={rate} onChange={(event) => change({ rate: Number(event.currentTarget.value) })} disabled={muted}>
          {RATES.map((value) => (
            <option key={value} value={value}>
              {value === 1 ? 'normal' : `${value}×`}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
