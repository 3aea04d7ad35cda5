import type { SpeechEnd } from './interviewer-voice.ts'
import type { TextSpan } from './sentences.ts'

/** What reads aloud. `none`: the words stand on the screen alone. */
export type SpokenThrough = 'endpoint' | 'browser' | 'none'

/** Something about the voice that the person should be told once. */
export type SpeakerNotice =
  /** The configured voice failed; the browser's reads from now on. */
  | 'browser_voice'
  /** Nothing can read aloud. */
  | 'text_only'
  /** The browser plays nothing before something was pressed. */
  | 'needs_click'

/** A turn of the interviewer, as far as it has come. */
export interface ReadTurn {
  readonly key: string
  readonly text: string
  readonly isDone: boolean
  /** Whether it is being read, or would be if more of it had come. */
  readonly isReading: boolean
  /** Where the last sentence ends that was given to the voice. */
  readonly begun: number
  /** How much of it was heard, in UTF-16 units. */
  readonly heard: number
  /** When this reading could first be heard; null before. */
  readonly audibleSince: number | null
  /** Whether its first sound was told. */
  readonly isBegunTold: boolean
  /** Whether its end was told, or that it was interrupted. What is repeated after that is told no more. */
  readonly isEndTold: boolean
}

/** Somebody spoke, or still speaks. */
export interface HeardSpeech {
  readonly startedAt: number
  /** Null while it goes on. */
  readonly endedAt: number | null
  /** Words that are not the interviewer's own came before it had lasted long enough. */
  readonly hasWords: boolean
}

/** Everything that decides what is read aloud. Only `speaker-step.ts` makes a new one; times are of the injected clock. */
export interface SpeakerState {
  readonly through: SpokenThrough
  readonly hasBrowserVoice: boolean
  readonly isMuted: boolean
  readonly rate: number
  readonly cancelsEcho: boolean
  readonly turn: ReadTurn | null
  /** The sentence in the voice's mouth; its number tells its events from those of earlier ones. */
  readonly speaking: (TextSpan & { readonly id: number }) | null
  readonly ids: number
  /** The sentence that the voice was told of in advance. */
  readonly prepared: string | null
  readonly isDucked: boolean
  /** When the session's first sound came out of the loudspeaker. */
  readonly firstSoundAt: number | null
  readonly speech: HeardSpeech | null
  readonly noticed: ReadonlySet<SpeakerNotice>
}

export type SpeakerInput =
  | { readonly type: 'words'; readonly turnKey: string; readonly text: string; readonly isDone: boolean }
  | { readonly type: 'known'; readonly turnKey: string; readonly text: string }
  | { readonly type: 'muted'; readonly on: boolean }
  | { readonly type: 'rated'; readonly rate: number }
  | { readonly type: 'repeated' }
  | { readonly type: 'stopped' }
  | { readonly type: 'speech_started'; readonly at: number }
  | { readonly type: 'speech_ended' }
  | { readonly type: 'speech_mistaken' }
  /** Null: words without saying which. */
  | { readonly type: 'words_heard'; readonly text: string | null }
  | { readonly type: 'echo_known'; readonly isCancelled: boolean }
  | { readonly type: 'sounded'; readonly id: number }
  | { readonly type: 'ended'; readonly id: number; readonly how: SpeechEnd }
  | { readonly type: 'due'; readonly what: SpeakerWait }

/** What the injected clock shows, and how much of the sentence being read was heard, in UTF-16 units. */
export interface Moment {
  readonly now: number
  readonly heard: number
}

export type SpeakerWait = 'duck' | 'resume'

export type SpeakerOutput =
  | {
      readonly type: 'speak'
      readonly id: number
      readonly through: Exclude<SpokenThrough, 'none'>
      readonly sentence: string
      readonly rate: number
    }
  | { readonly type: 'prepare'; readonly through: Exclude<SpokenThrough, 'none'>; readonly sentence: string }
  /** Ends the sentence that is being read. */
  | { readonly type: 'silence' }
  | { readonly type: 'duck'; readonly on: boolean }
  /** Takes the place of an earlier wait for the same. */
  | { readonly type: 'wait'; readonly what: SpeakerWait; readonly ms: number }
  | SpeakerNews

/** What others need to know. A turn begins at most once and then ends or is interrupted exactly once. */
export type SpeakerNews =
  /** The first sound of the turn can be heard. */
  | { readonly type: 'began'; readonly turnKey: string }
  /** `spoken`: to its end. `silent`: nothing of it was heard. `stopped`: somewhere in between. */
  | { readonly type: 'ended'; readonly turnKey: string; readonly how: 'spoken' | 'silent' | 'stopped' }
  /** The candidate spoke into it; `heardLength` in UTF-16 units of the turn's text. */
  | { readonly type: 'interrupted'; readonly turnKey: string; readonly heardLength: number }
  | { readonly type: 'notice'; readonly notice: SpeakerNotice }

export interface SpeakerSetup {
  readonly hasEndpoint: boolean
  readonly hasBrowserVoice: boolean
  readonly isMuted: boolean
  readonly rate: number
}

/** A speaker that has said nothing yet. */
export function buildSpeakerState({ hasEndpoint, hasBrowserVoice, isMuted, rate }: SpeakerSetup): SpeakerState {
  return {
    through: hasEndpoint ? 'endpoint' : hasBrowserVoice ? 'browser' : 'none',
    hasBrowserVoice,
    isMuted,
    rate,
    cancelsEcho: true,
    turn: null,
    speaking: null,
    ids: 0,
    prepared: null,
    isDucked: false,
    firstSoundAt: null,
    speech: null,
    noticed: new Set(),
  }
}
