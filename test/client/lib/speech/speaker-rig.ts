import { createSpeaker } from '../../../../client/lib/speech/speaker.ts'
import type { SpeakerNews } from '../../../../client/lib/speech/speaker-state.ts'
import { createFakeTimers } from '../fake-timers.ts'
import { ScriptedVoice } from './scripted-voice.ts'

export const FIRST = 'Thank you for that answer.'
export const SECOND = 'How would you measure success?'
export const THIRD = 'Name two figures that would convince you.'
export const TEXT = `${FIRST} ${SECOND} ${THIRD}`

interface RigOptions {
  endpoint?: boolean
  browser?: boolean
  isMuted?: boolean
}

/** A speaker with voices that do what the test says. */
export function createRig({ endpoint = true, browser = true, isMuted = false }: RigOptions = {}) {
  const timers = createFakeTimers()
  const voices = { endpoint: new ScriptedVoice(), browser: new ScriptedVoice() }
  const news: SpeakerNews[] = []
  const speaker = createSpeaker({
    endpoint: endpoint ? voices.endpoint : null,
    browser: browser ? voices.browser : null,
    timers,
    isMuted,
    rate: 1,
    onNews: (one) => news.push(one),
  })
  const voice = endpoint ? voices.endpoint : voices.browser
  return { timers, voices, voice, news, speaker, told: () => news.map(({ type }) => type) }
}

/** A speaker whose first playback of the session is over, and whose second turn is being read: its first sentence sounds. */
export async function createReadingRig(options: RigOptions = {}) {
  const rig = createRig(options)
  rig.speaker.words('t1', 'Good morning to you.', true)
  rig.voice.sound()
  await rig.timers.advance(4_000)
  await rig.voice.finish()
  rig.news.length = 0
  rig.speaker.words('t3', TEXT, true)
  rig.voice.sound()
  await rig.timers.advance(1_000)
  return rig
}
