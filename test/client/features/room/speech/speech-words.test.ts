import { describe, expect, it } from 'vitest'
import { describeSpeech } from '../../../../../client/features/room/speech/speech-words.ts'
import type { MicrophoneView } from '../../../../../client/lib/audio/microphone.ts'
import type { LiveView } from '../../../../../client/lib/live-view.ts'

const ON: MicrophoneView = {
  state: 'on',
  problem: null,
  isRecording: true,
  isSpeaking: false,
  interim: '',
  recognizer: 'endpoint',
  recognizerProblem: null,
}
const STILL: MicrophoneView = { ...ON, isRecording: false }
const OFF: MicrophoneView = { ...STILL, state: 'off' }

interface Moment {
  connection?: LiveView['connection']
  closing?: 'submit' | null
  finishing?: 'hand' | null
}

function viewOf({ connection = 'live', closing = null, finishing = null }: Moment = {}): LiveView {
  return {
    session: { phase: { name: 'answering', turnId: 't2', finishing } },
    connection,
    draft: { turnId: 't2', closing },
    floor: { state: 'open' },
  } as unknown as LiveView
}

const wordsOf = (moment: Moment, mic: MicrophoneView, isRead = false) =>
  describeSpeech(viewOf(moment), mic, isRead).words

describe('what is said of a spoken answer', () => {
  it('[SPW1] away from the server it is recorded on, as long as it is open', () => {
    expect(wordsOf({ connection: 'offline' }, ON)).toBe('Recording on this device')
  })

  it.each([
    ['the microphone on', STILL],
    ['the microphone off', OFF],
    ['the microphone gone', { ...OFF, problem: 'unplugged' } as const],
  ])('[SPW2] handed in away from the server nothing is recorded any more: %s', (_name, mic) => {
    const { tone, words, detail } = describeSpeech(viewOf({ connection: 'offline', closing: 'submit' }), mic, true)
    expect({ tone, words }).toEqual({ tone: 'off', words: 'Not recording' })
    expect(detail).toBe('Everything is sent as soon as Greenroom is back.')
  })

  it('[SPW3] what is not recorded is never called recorded: push-to-talk that nobody presses, away from the server', () => {
    expect(wordsOf({ connection: 'offline' }, STILL)).toBe('Not recording')
  })

  it.each([
    ['in the tab that heard it', STILL],
    ['after a reload, or in another tab', OFF],
    ['with the microphone unplugged', { ...OFF, problem: 'unplugged' } as const],
    ['with the microphone interrupted', { ...STILL, problem: 'interrupted' } as const],
  ])('[SPW4] while the rest is transcribed nothing else is asked for: %s', (_name, mic) => {
    expect(describeSpeech(viewOf({ closing: 'submit', finishing: 'hand' }), mic, false).tone).toBe('transcribing')
  })

  it('[SPW5] a microphone that is off or gone says so while the answer is open, and the way on', () => {
    expect(describeSpeech(viewOf(), OFF, false)).toEqual({
      tone: 'off',
      words: 'The microphone is off',
      detail: 'Speak, or type your answer.',
    })
    expect(describeSpeech(viewOf(), { ...OFF, problem: 'unplugged' }, false).tone).toBe('problem')
  })
})
