import type { EnginesResponse } from '#contract/http.ts'
import type { SessionId } from '#contract/ids.ts'
import { type Recognizer, SAMPLE_RATE } from '#contract/speech.ts'
import { openCapture } from './audio/capture.ts'
import { buildCaptureOptions } from './audio/capture-options.ts'
import { createDetector } from './audio/detector.ts'
import { createListener } from './audio/listen.ts'
import { createMicrophone, type Microphone } from './audio/microphone.ts'
import { openSoundUpload } from './audio/open-upload.ts'
import type { SessionLive } from './session-live.ts'
import { createBrowserRecognizer, hasRecognition } from './speech/browser-recognizer.ts'
import { createBrowserVoice } from './speech/browser-voice.ts'
import { createEndpointVoice } from './speech/endpoint-voice.ts'
import { findRecognition } from './speech/recognition.ts'
import { createSpeaker, type Speaker } from './speech/speaker.ts'
import type { SpeakerNotice } from './speech/speaker-state.ts'
import { readSpeechPreferences } from './speech/speech-preferences.ts'
import { createTimers } from './timers.ts'

/** Speaking and hearing in one session. */
export interface Spoken {
  readonly microphone: Microphone
  readonly speaker: Speaker
  /** Samples that the server does not have yet. */
  countUnsent(): number
  /** Hears what the person should be told once about the voice. @returns what ends it. */
  onNotice(listener: (notice: SpeakerNotice) => void): () => void
  close(): void
}

const isAndroid = () => /android/i.test(navigator.userAgent)
const LANGUAGE = 'en-US'

/** What makes text of speech here: the person's choice where it is possible, else the best there is. */
export function chooseRecognizer(engines: Pick<EnginesResponse, 'transcriber'>): Recognizer['kind'] {
  const { recognizer } = readSpeechPreferences()
  const possible: Recognizer['kind'][] = [
    ...(engines.transcriber === null ? [] : (['endpoint'] as const)),
    ...(hasRecognition() ? (['browser'] as const) : []),
    'none',
  ]
  return possible.find((kind) => kind === recognizer) ?? possible[0] ?? 'none'
}

/** Joins this device's microphone and loudspeaker to a live session. Ends with `close`. */
export async function openSpoken(live: SessionLive, sessionId: SessionId, engines: EnginesResponse): Promise<Spoken> {
  const timers = createTimers()
  const preferences = readSpeechPreferences()
  const noticeListeners = new Set<(notice: SpeakerNotice) => void>()
  let loudspeaker: AudioContext | null = null
  const speaker = createSpeaker({
    endpoint:
      engines.voice === null
        ? null
        : createEndpointVoice({
            sessionId,
            loudspeaker: () => {
              loudspeaker ??= new AudioContext()
              return loudspeaker
            },
            fetch: window.fetch.bind(window),
            timers,
          }),
    browser:
      'speechSynthesis' in window
        ? createBrowserVoice({
            synthesis: window.speechSynthesis,
            createUtterance: (text) => new SpeechSynthesisUtterance(text),
            language: LANGUAGE,
            voiceName: () => readSpeechPreferences().voiceName,
            canPause: !isAndroid(),
            timers,
          })
        : null,
    timers,
    isMuted: preferences.muted,
    rate: preferences.rate,
    onNews: (news) => {
      if (news.type === 'began') live.signal({ type: 'voice:begin', turnId: news.turnKey })
      if (news.type === 'interrupted') {
        live.send({ type: 'voice:interrupt', turnId: news.turnKey, heardLength: news.heardLength })
      }
      if (news.type === 'notice') for (const listener of noticeListeners) listener(news.notice)
    },
  })
  const upload = await openSoundUpload(live, sessionId)
  const detector = await createDetector()
  const microphone = createMicrophone({
    live,
    upload,
    openCapture: (listener) => openCapture(buildCaptureOptions(readSpeechPreferences()), listener),
    listen: (onActivity) => createListener(detector, onActivity),
    recognizer: chooseRecognizer(engines),
    createRecognizer: (listener, position) =>
      createBrowserRecognizer({
        Recognition: findRecognition(window),
        language: LANGUAGE,
        isContinuous: !isAndroid(),
        position,
        timers,
        listener,
      }),
    speech: {
      // It began before it was noticed.
      started: (sample) => speaker.speechStarted(timers.now() - msSince(sample)),
      mistaken: () => speaker.speechMistake(),
      ended: () => speaker.speechEnded(),
      words: (text) => speaker.wordsHeard(text),
      echoCancellation: (isOn) => speaker.echoCancellation(isOn),
    },
    newTrackId,
    timers,
    now: Date.now,
  })
  const msSince = (sample: number) => ((microphone.position() - sample) * 1_000) / SAMPLE_RATE
  microphone.setPushToTalk(preferences.pushToTalk)
  return {
    microphone,
    speaker,
    countUnsent: upload.countUnsent,
    onNotice: (listener) => {
      noticeListeners.add(listener)
      return () => noticeListeners.delete(listener)
    },
    close: () => {
      microphone.close()
      speaker.close()
      upload.close()
      void loudspeaker?.close()
    },
  }
}

const ID_LENGTH = 12
const DIGITS = 36

function newTrackId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_LENGTH))
  return [...bytes].map((byte) => (byte % DIGITS).toString(DIGITS)).join('')
}
