import type { Span, SpokenWord } from '#contract/speech.ts'
import { createLog, levelOf, questionOf } from '../../report/create-log.ts'

export const TRACK = 'track0000001'
const RATE = 16_000

/** Words of 300 ms, 100 ms apart, from a second of the track. */
export function speak(text: string, fromSeconds: number): { span: Span; words: SpokenWord[] } {
  const from = fromSeconds * RATE
  const words = text.split(' ').map((word, i) => {
    const fromSample = from + i * 0.4 * RATE
    return { text: word, fromSample, toSample: fromSample + 0.3 * RATE }
  })
  return { words, span: { fromSample: from, toSample: words.at(-1)!.toSample } }
}

/**
 * One question: a recording begins a second after it was asked, "I met the team" is spoken at its first second, and "and we
 * talked" at the tenth; each is recognised two seconds after it was said. The recording has twelve seconds.
 */
export function createSpokenLog() {
  const log = createLog([questionOf('a'), questionOf('b')])
  log.ask(0)
  const turnId = log.turnId()
  const startedAt = log.events.at(-1)!.at + 1_000
  log.add({ type: 'track_opened', turnId, trackId: TRACK, startedAt, recognizer: { kind: 'endpoint', model: 'm' } })
  const recognize = (text: string, fromSeconds: number, inserted: string, atSeconds: number) => {
    const { span, words } = speak(text, fromSeconds)
    const last = () => log.events.at(-1)!.at
    log.add({ type: 'speech_detected', trackId: TRACK, span }, startedAt + (atSeconds - 1.7) * 1_000 - last())
    log.add(
      { type: 'utterance_recognized', trackId: TRACK, span, text, words, timing: 'measured', inserted },
      startedAt + atSeconds * 1_000 - last(),
    )
  }
  recognize('I met the team.', 1, 'I met the team.', 4.5)
  recognize('and we talked', 10, ' and we talked', 13.2)
  return { log, turnId, startedAt, startAt: log.events[0]!.at }
}

/** The log of `createSpokenLog` to its end. */
export function endSpokenLog({ log, turnId }: ReturnType<typeof createSpokenLog>) {
  log.add({ type: 'track_closed', trackId: TRACK, samples: 12 * RATE, stored: 12 * RATE })
  const text = 'I met the team. and we talked'
  log.add({ type: 'turn_committed', index: 0, turnId, text, how: 'submitted', endedBy: 'hand' })
  log.close(0, levelOf(3))
  log.end()
  return log.events
}
