import { openTurn } from '#contract/fold-parts.ts'
import type { MicrophoneView } from '../../../lib/audio/microphone.ts'
import type { LiveView } from '../../../lib/live-view.ts'

/** What a spoken answer is doing, as the person sees it. `tone` decides the look. */
export interface SpeechState {
  readonly tone: 'off' | 'interviewer' | 'listening' | 'thinking' | 'countdown' | 'transcribing' | 'problem'
  readonly words: string
  /** Says more, quietly; empty where the words are enough. */
  readonly detail: string
}

const state = (tone: SpeechState['tone'], words: string, detail = ''): SpeechState => ({ tone, words, detail })

const SENT_LATER = 'Everything is sent as soon as Greenroom is back.'

/** One line on where the floor is. `isRead`: the interviewer's words are being read aloud. */
export function describeSpeech(view: LiveView, mic: MicrophoneView, isRead: boolean): SpeechState {
  if (mic.state === 'starting')
    return state('off', 'Asking for the microphone', 'Your browser may want a yes from you.')
  // While the answer is on its way nothing can be pressed: whatever the microphone does, there is no other way on.
  const open = view.session === null ? null : openTurn(view.session.phase)
  if (open?.finishing != null)
    return state('transcribing', 'Transcribing the rest', 'Your answer is handed in when it is all there.')
  const isOffline = view.connection === 'offline'
  if (isOffline && view.draft?.closing != null) return state('off', 'Not recording', SENT_LATER)
  if (mic.problem !== null) return describeProblem(mic.problem)
  if (mic.state === 'off') return state('off', 'The microphone is off', 'Speak, or type your answer.')
  if (isRead) return state('interviewer', 'The interviewer is speaking', 'You can speak at any moment.')
  if (!mic.isRecording) return state('off', 'Not recording', '')
  if (isOffline) return state('listening', 'Recording on this device', SENT_LATER)
  return describeFloor(view, mic)
}

function describeFloor({ floor }: LiveView, mic: MicrophoneView): SpeechState {
  const nothingWritten = mic.recognizer === 'none' ? 'Recorded, without a transcript: “I’m done” ends the answer.' : ''
  switch (floor.state) {
    case 'listening':
      return state('listening', 'Listening', nothingWritten)
    case 'countdown':
      return state('countdown', 'Taking that as your answer', 'Any word or key stops it.')
    case 'held':
      return floor.nudge === 'none'
        ? state('thinking', 'Take the time you need', 'Nothing is handed in before you go on.')
        : state('thinking', 'Still here', 'Go on whenever you are ready.')
    case 'thinking':
      if (floor.nudge === 'take_your_time') return state('thinking', 'Take your time', nothingWritten)
      if (floor.nudge === 'still_here') return state('thinking', 'Still listening', 'Go on, or press “I’m done”.')
      return state('thinking', 'You are thinking', nothingWritten)
    case 'open':
      return state('listening', mic.isSpeaking ? 'Listening' : 'Listening for you', nothingWritten)
  }
}

const PROBLEMS: Readonly<Record<NonNullable<MicrophoneView['problem']>, readonly [string, string]>> = {
  insecure_origin: [
    'The microphone needs a secure address',
    'Browsers give it to https and localhost only. You can type your answer here.',
  ],
  no_microphone: ['No microphone was found', 'Plug one in and try again, or type your answer.'],
  denied: [
    'The microphone is not allowed here',
    'Allow it beside the address of this page and try again, or type your answer.',
  ],
  in_use: ['Another program has the microphone', 'Close it there and try again, or type your answer.'],
  unsupported: ['This browser cannot record', 'You can type your answer here.'],
  failed: ['The microphone did not start', 'Try again, or type your answer.'],
  unplugged: [
    'The microphone is gone',
    'What you said until then is kept. Plug it in and press “Speak”, or go on by typing.',
  ],
  interrupted: [
    'The microphone is paused by your device',
    'What you said until then is kept. It goes on when this page is in front again.',
  ],
}

/** What is wrong and the way on. */
export function problemWords(problem: NonNullable<MicrophoneView['problem']>): readonly [string, string] {
  return PROBLEMS[problem]
}

function describeProblem(problem: NonNullable<MicrophoneView['problem']>): SpeechState {
  const [words, detail] = PROBLEMS[problem]
  return state('problem', words, detail)
}

/** What went wrong with the browser's recogniser; empty where nothing did. */
export function recognizerWords({ recognizerProblem }: MicrophoneView): string {
  switch (recognizerProblem) {
    case 'network':
      return 'Your browser’s recogniser has no connection: what you say is recorded, without captions. Type the gist, or transcribe it later.'
    case 'not_allowed':
      return 'Your browser does not allow its recogniser here: what you say is recorded, without captions. Type the gist, or transcribe it later.'
    case 'unsupported':
    case 'failed':
      return 'Your browser’s recogniser does not work at the moment: what you say is recorded, without captions. Type the gist, or transcribe it later.'
    default:
      return ''
  }
}
