import { openTurn } from '../../server/contract/fold-parts.ts'
import type { Session } from '../../server/contract/session.ts'
import type { NewSessionEvent } from '../../server/contract/session-event.ts'
import { type Recognizer, SAMPLE_RATE, type Span } from '../../server/contract/speech.ts'
import { takeAnswer } from '../../server/interview/close-question.ts'
import { completeUtterance } from '../../server/interview/complete-utterance.ts'
import { getTrack } from '../../server/interview/speech-machine.ts'
import type { Transcription } from '../../server/ports.ts'
import { coverByIds, createDrivenSession } from './interviews.ts'

type Driven = Awaited<ReturnType<typeof createDrivenSession>>

/** Speaks into a driven session: tracks, stretches of speech, and their words when the test says that they are there. */
export function createSpeaker(driven: Driven) {
  let tracks = 0
  let trackId = ''

  const getOpen = () => {
    const open = openTurn(driven.session().phase)
    if (open === null) throw new Error('no open turn')
    return open
  }

  /** Begins a recording in the open turn. */
  async function record(recognizer: Recognizer['kind'] = 'endpoint'): Promise<string> {
    tracks += 1
    trackId = `track${String(tracks).padStart(7, '0')}`
    const { turnId } = getOpen()
    await driven.send({ type: 'track:open', turnId, trackId, startedAt: driven.now(), recognizer })
    return trackId
  }

  /** A second of speech that begins now, in the newest track or the given one. @returns where it is. */
  async function speak(id = trackId): Promise<Span> {
    const track = getTrack(driven.session(), id)
    const fromSample = Math.round(((driven.now() - track.startedAt) * SAMPLE_RATE) / 1_000)
    driven.wait(1_000)
    const span = { fromSample, toSample: fromSample + SAMPLE_RATE }
    await driven.send({ type: 'speech:detect', trackId: id, span })
    return span
  }

  /** The words of a stretch are there. */
  function understand(
    span: Span,
    text: string,
    options: { id?: string; words?: Transcription['words']; voiceBeganAt?: number } = {},
  ): Promise<Session> {
    const track = getTrack(driven.session(), options.id ?? trackId)
    const heard = { text, words: options.words ?? null }
    return driven.settle(completeUtterance(driven.session(), track, span, heard, options.voiceBeganAt ?? null))
  }

  async function say(text: string): Promise<Session> {
    return understand(await speak(), text)
  }

  /** Silence has ended the answer. */
  function fallSilent(): Promise<Session> {
    const open = getOpen()
    const answer = { text: open.draft, how: 'submitted', endedBy: 'silence' } as const
    return driven.settle(takeAnswer(driven.session(), open, answer, { now: driven.now(), cover: coverByIds }))
  }

  const events = (type: NewSessionEvent['type']) => driven.events.filter((event) => event.type === type)

  return { record, speak, understand, say, fallSilent, events, getOpen }
}

/** A spoken interview of two questions that listens to the answer to its first. */
export async function beginSpokenAnswer(
  settings: Parameters<typeof createDrivenSession>[0]['settings'] = {},
): Promise<{ driven: Driven; speaker: ReturnType<typeof createSpeaker>; draft: () => string | undefined }> {
  const driven = await createDrivenSession({ spoken: true, settings: { questionCount: 2, ...settings } })
  await driven.begin()
  const speaker = createSpeaker(driven)
  await speaker.record()
  return { driven, speaker, draft: () => openTurn(driven.session().phase)?.draft }
}
