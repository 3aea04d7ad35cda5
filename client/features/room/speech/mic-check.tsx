import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { whoHears } from '../../../components/engine-words.ts'
import { type Capture, type CaptureError, listMicrophones, openCapture } from '../../../lib/audio/capture.ts'
import { buildCaptureOptions } from '../../../lib/audio/capture-options.ts'
import { buildClip } from '../../../lib/audio/clip.ts'
import { enginesQuery } from '../../../lib/queries.ts'
import { hasRecognition } from '../../../lib/speech/browser-recognizer.ts'
import {
  changeSpeechPreferences,
  readSpeechPreferences,
  type SpeechPreferences,
} from '../../../lib/speech/speech-preferences.ts'
import plain from '../plain.module.css'
import { LevelMeter } from './level-meter.tsx'
import styles from './speech.module.css'
import { problemWords } from './speech-words.ts'

/** So long one may speak to hear it back. */
const CLIP_MS = 5_000

interface Device {
  readonly id: string
  readonly label: string
}

/** Before a spoken interview: which microphone, whether it hears, how it sounds, and what makes text of it. */
export function MicCheck() {
  const engines = useQuery(enginesQuery)
  const [preferences, setPreferences] = useState(readSpeechPreferences)
  const check = useCheck(preferences)
  const change = (wanted: Parameters<typeof changeSpeechPreferences>[0]) =>
    setPreferences(changeSpeechPreferences(wanted))
  return (
    <section className={styles.check} aria-label="Microphone">
      <h2 className={styles.checkTitle}>Your microphone</h2>
      {engines.data !== undefined && <p className={plain.note}>{whoHears(engines.data, hasRecognition())}</p>}
      {check.problem !== null && (
        <p className={plain.note} role="alert">
          <strong>{problemWords(check.problem)[0]}.</strong> {problemWords(check.problem)[1]}
        </p>
      )}
      {check.isOpen ? (
        <>
          <label className={styles.field}>
            Microphone
            <select
              value={preferences.microphoneId ?? ''}
              onChange={(event) => change({ microphoneId: event.currentTarget.value || null })}
            >
              <option value="">Your browser’s choice</option>
              {check.devices.map((device) => (
                <option key={device.id} value={device.id}>
                  {device.label}
                </option>
              ))}
            </select>
          </label>
          <div className={styles.checkRow}>
            <LevelMeter microphone={check} />
            <span className={plain.note}>
              {check.hasSound ? 'It hears you.' : 'Say something: the bars should move.'}
            </span>
          </div>
          <div className={styles.checkRow}>
            <Button variant="default" onClick={check.record} disabled={check.isRecording}>
              {check.isRecording ? 'Recording: say a sentence' : 'Record a sentence'}
            </Button>
            {/* biome-ignore lint/a11y/useMediaCaption: it is what the person has just said */}
            {check.clip !== null && <audio controls src={check.clip} aria-label="Your sentence" />}
          </div>
        </>
      ) : (
        <div className={styles.checkRow}>
          <Button variant="default" onClick={check.open}>
            Check the microphone
          </Button>
        </div>
      )}
      <label className={styles.toggle}>
        <input
          type="checkbox"
          checked={preferences.pushToTalk}
          onChange={(event) => change({ pushToTalk: event.currentTarget.checked })}
        />
        Record only while I hold the space bar or the button
      </label>
      <label className={styles.toggle}>
        <input
          type="checkbox"
          checked={preferences.cleansSound}
          onChange={(event) => change({ cleansSound: event.currentTarget.checked })}
        />
        Take echo and noise out of the sound (leave it on without headphones)
      </label>
    </section>
  )
}

function useCheck({ microphoneId, cleansSound }: SpeechPreferences) {
  const [isWanted, setWanted] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const [problem, setProblem] = useState<CaptureError | null>(null)
  const [devices, setDevices] = useState<readonly Device[]>([])
  const [hasSound, setHasSound] = useState(false)
  const [isRecording, setRecording] = useState(false)
  const [clip, setClip] = useState<string | null>(null)
  const levels = useRef(new Set<(level: number) => void>())
  const pieces = useRef<Int16Array[] | null>(null)

  useEffect(() => {
    if (!isWanted) return
    let capture: Capture | null = null
    let isGone = false
    openCapture(buildCaptureOptions({ microphoneId, cleansSound }), {
      chunk: (pcm) => pieces.current?.push(pcm),
      level: (level) => {
        if (level > HEARD_LEVEL) setHasSound(true)
        for (const listener of levels.current) listener(level)
      },
      ended: () => setOpen(false),
      interrupted: () => undefined,
    }).then(
      async (opened) => {
        capture = opened
        if (isGone) return void opened.stop()
        setOpen(true)
        setProblem(null)
        setDevices(await listMicrophones())
      },
      (error: unknown) => {
        setProblem(error instanceof Error && 'reason' in error ? (error.reason as CaptureError) : 'failed')
        setWanted(false)
      },
    )
    return () => {
      isGone = true
      setHasSound(false)
      void capture?.stop()
    }
  }, [isWanted, microphoneId, cleansSound])

  useEffect(() => {
    if (!isRecording) return
    pieces.current = []
    const timer = setTimeout(() => {
      setClip(URL.createObjectURL(buildClip(pieces.current ?? [])))
      pieces.current = null
      setRecording(false)
    }, CLIP_MS)
    return () => clearTimeout(timer)
  }, [isRecording])

  useEffect(() => () => (clip === null ? undefined : URL.revokeObjectURL(clip)), [clip])

  return {
    isOpen,
    problem,
    devices,
    hasSound,
    isRecording,
    clip,
    open: () => setWanted(true),
    record: () => setRecording(true),
    onLevel: (listener: (level: number) => void) => {
      levels.current.add(listener)
      return () => levels.current.delete(listener)
    },
  }
}

const HEARD_LEVEL = 0.35
