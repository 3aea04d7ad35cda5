import type { Recognizer } from '#contract/speech.ts'
import type { SessionLive } from '../session-live.ts'
import type { BrowserRecognizer, RecognizerListener } from '../speech/browser-recognizer.ts'
import type { RecognizerError } from '../speech/recognition.ts'
import type { Timers } from '../timers.ts'
import { type Capture, type CaptureError, type CaptureListener, toCaptureFailure } from './capture.ts'
import type { SoundUpload } from './open-upload.ts'
import { createRecorder, type RecorderDeps, type SpeechListener } from './recorder.ts'
import { canWrite, findRecordingTarget } from './recording-target.ts'
import { createSessionWatch, type SessionNews } from './watch-session.ts'

/** What the room shows of the microphone. */
export interface MicrophoneView {
  readonly state: 'off' | 'starting' | 'on'
  /** Why it is off, or gives nothing at the moment. */
  readonly problem: CaptureError | 'unplugged' | 'interrupted' | null
  /** Whether sound goes into an answer now. */
  readonly isRecording: boolean
  readonly isSpeaking: boolean
  /** Words that the browser's recogniser is not sure of yet. */
  readonly interim: string
  readonly recognizer: Recognizer['kind']
  readonly recognizerProblem: RecognizerError | null
}

export interface MicrophoneDeps {
  readonly live: Pick<SessionLive, 'getView' | 'subscribe' | 'send' | 'signal'>
  readonly openCapture: (listener: CaptureListener) => Promise<Capture>
  readonly listen: RecorderDeps['listen']
  readonly upload: Omit<SoundUpload, 'countUnsent' | 'close'>
  readonly recognizer: Recognizer['kind']
  /** The browser's recogniser; called where `recognizer` says so. */
  readonly createRecognizer: (listener: RecognizerListener, position: () => number) => BrowserRecognizer
  /** Hears of speech too: the interviewer's voice gives way. */
  readonly speech: SpeechListener & { words(text: string | null): void; echoCancellation(isOn: boolean): void }
  readonly newTrackId: () => string
  readonly timers: Timers
  readonly now: () => number
}

export interface Microphone {
  getView(): MicrophoneView
  subscribe(listener: () => void): () => void
  /** Hears the loudness, 0 to 1, some times a second. */
  onLevel(listener: (level: number) => void): () => void
  /** Call it from a press: some browsers give no sound otherwise. */
  start(): Promise<void>
  stop(): Promise<void>
  /** With push-to-talk: sound is recorded only while this is on. */
  push(isDown: boolean): void
  setPushToTalk(on: boolean): void
  /** How much of the open track was heard, in samples. */
  position(): number
  /** Records this answer again after `finish`. */
  resume(): void
  /** Ends the recording of this answer; resolves when everything said in it was told to the server's line. */
  finish(): Promise<void>
  close(): void
}

/** So long after speech the browser may still find words in it. */
const LAST_WORDS_MS = 3_000

/** Joins the microphone to a live session: which turn the sound belongs to, where speech is, and the browser's words for it. */
export function createMicrophone(deps: MicrophoneDeps): Microphone {
  const { live, timers, upload } = deps
  let view: MicrophoneView = {
    state: 'off',
    problem: null,
    isRecording: false,
    isSpeaking: false,
    interim: '',
    recognizer: deps.recognizer,
    recognizerProblem: null,
  }
  let capture: Capture | null = null
  let isPushToTalk = false
  let isPushed = false
  /** The turn whose recording was ended by hand. */
  let finished: string | null = null
  let callOffTail = () => {}
  let isFollowing = false
  let isInterrupted = false
  /** Counts starts and stops: a device that opens too late is let go. */
  let starts = 0
  /** The last words of the track that ended last. */
  let ending: Promise<unknown> = Promise.resolve()
  const watch = createSessionWatch()
  const listeners = new Set<() => void>()
  const levelListeners = new Set<(level: number) => void>()

  const set = (change: Partial<MicrophoneView>) => {
    view = { ...view, ...change }
    for (const listener of listeners) listener()
  }
  const serverNow = () => deps.now() + live.getView().clockOffsetMs

  const recorder = createRecorder({
    send: (command) => {
      // Without the pen nobody hears of it: whoever has it now tells it with the end of the track.
      if (command.type === 'speech:detect' && live.getView().pen) upload.speechTold(command.trackId)
      live.send(command)
    },
    signal: (signal) => {
      if (signal.type === 'speech:start') upload.speechBegan(signal.trackId, signal.sample)
      if (signal.type === 'speech:mistake') upload.speechTold(signal.trackId)
      live.signal(signal)
    },
    upload,
    listen: deps.listen,
    newTrackId: deps.newTrackId,
    serverNow,
    speech: {
      started: (sample) => {
        set({ isSpeaking: true })
        recognizer?.speechStarted(sample)
        deps.speech.started(sample)
      },
      mistaken: () => {
        set({ isSpeaking: false })
        recognizer?.speechMistake()
        deps.speech.mistaken()
      },
      ended: (trackId, span) => {
        set({ isSpeaking: false })
        recognizer?.speechEnded(span)
        deps.speech.ended(trackId, span)
        if (recognizer !== null) timers.after(LAST_WORDS_MS, () => giveUpWords(trackId, span))
      },
    },
  })

  const recognizer = deps.recognizer === 'browser' ? deps.createRecognizer(buildListener(), recorder.position) : null

  function buildListener(): RecognizerListener {
    return {
      interim: (text) => {
        set({ interim: text })
        if (text !== '') deps.speech.words(text)
      },
      final: ({ text, span }) => {
        const track = recorder.track() ?? lastTrack
        if (track === null) return
        deps.speech.words(text)
        live.send({ type: 'speech:recognize', trackId: track.id, span, text })
      },
      failed: (error, isOver) => {
        if (isOver) set({ recognizerProblem: error, interim: '' })
      },
    }
  }

  /** The browser heard a cough where we heard speech: the wait for its words ends. */
  function giveUpWords(trackId: string, span: { fromSample: number; toSample: number }): void {
    const track = live.getView().session?.tracks.find(({ id }) => id === trackId)
    const isOpen = track?.utterances.some(
      (one) => one.state === 'untranscribed' && one.fromSample < span.toSample && span.fromSample < one.toSample,
    )
    if (isOpen && view.interim === '') live.send({ type: 'speech:recognize', trackId, span, text: '' })
  }

  let lastTrack: ReturnType<typeof recorder.track> = null

  /** Follows the session: called whenever it, the microphone or the button changed; and by what it does itself. */
  function follow(): void {
    if (isFollowing) return
    isFollowing = true
    try {
      decideAndRecord()
    } finally {
      isFollowing = false
    }
  }

  function decideAndRecord(): void {
    callOffTail()
    const liveView = live.getView()
    noteNews(watch(liveView))
    if (capture === null) return
    // Another tab writes now: this one has no business with a microphone.
    if (!liveView.pen) return void stop()
    const target = findRecordingTarget(liveView.session, canWrite(liveView), serverNow())
    const isWanted = (!isPushToTalk || isPushed) && !isInterrupted
    if (target === 'keep' && isWanted) {
      callOffTail = timers.after(TAIL_CHECK_MS, follow)
    } else if (target === 'keep' || target === 'stop' || !isWanted || target.turnId === finished) {
      void endTrack()
    } else {
      if (recorder.track()?.turnId !== target.turnId) recognizer?.beginTrack()
      recorder.record(target.turnId, deps.recognizer)
      lastTrack = recorder.track()
      recognizer?.start()
    }
    const isRecording = recorder.track() !== null
    if (isRecording !== view.isRecording) set({ isRecording })
  }

  function noteNews({ isBack, words }: SessionNews): void {
    if (isBack) finished = null
    if (words !== null && deps.recognizer === 'endpoint') deps.speech.words(words)
  }

  async function endTrack(): Promise<void> {
    if (recorder.track() !== null) {
      lastTrack = recorder.track()
      ending = Promise.all([recorder.stop(), recognizer?.stop()]).then(() => set({ interim: '' }))
      set({ isRecording: false, isSpeaking: false })
    }
    await ending
  }

  async function start(): Promise<void> {
    if (view.state !== 'off') return
    const own = ++starts
    set({ state: 'starting', problem: null })
    try {
      const opened = await deps.openCapture({
        chunk: recorder.push,
        level: (level) => {
          for (const listener of levelListeners) listener(level)
        },
        ended: () => void lose('unplugged'),
        interrupted: (isSilent) => {
          // Samples are missing from here on: what comes later is another recording.
          if (own !== starts) return
          isInterrupted = isSilent
          set({ problem: isSilent ? 'interrupted' : null })
          follow()
        },
      })
      if (own !== starts) return void opened.stop()
      capture = opened
      deps.speech.echoCancellation(opened.cancelsEcho)
      finished = null
      set({ state: 'on' })
      follow()
    } catch (error) {
      if (own === starts) set({ state: 'off', problem: toCaptureFailure(error).reason })
    }
  }

  async function lose(problem: MicrophoneView['problem']): Promise<void> {
    await stop()
    set({ problem })
  }

  async function stop(): Promise<void> {
    const own = capture
    capture = null
    starts += 1
    isInterrupted = false
    // The last piece is pushed before the track ends.
    await own?.stop()
    await endTrack()
    set({ state: 'off', problem: null, isSpeaking: false })
  }

  const unsubscribe = live.subscribe(follow)

  return {
    getView: () => view,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onLevel: (listener) => {
      levelListeners.add(listener)
      return () => levelListeners.delete(listener)
    },
    position: recorder.position,
    start,
    stop,
    push: (isDown) => {
      isPushed = isDown
      follow()
    },
    setPushToTalk: (on) => {
      isPushToTalk = on
      follow()
    },
    resume: () => {
      finished = null
      follow()
    },
    finish: async () => {
      // Pressed again while the last words are on their way, it is still that turn.
      finished = recorder.track()?.turnId ?? finished
      await endTrack()
    },
    close: () => {
      unsubscribe()
      callOffTail()
      recognizer?.close()
      void stop()
    },
  }
}

const TAIL_CHECK_MS = 500
