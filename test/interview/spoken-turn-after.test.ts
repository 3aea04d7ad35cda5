import { describe, expect, it } from 'vitest'
import { openTurn } from '../../server/contract/fold-parts.ts'
import { foldSession } from '../../server/contract/fold-session.ts'
import { redactEvent } from '../../server/contract/redact.ts'
import { DEFAULT_SPEECH } from '../../server/contract/speech.ts'
import { nextEffects } from '../../server/interview/effects.ts'
import { createDrivenSession } from '../support/interviews.ts'
import { beginSpokenAnswer } from '../support/spoken.ts'

const FIRST = 'In the evening before I feed the starter with flour.'
const REST = 'And then it waits overnight in a cool corner.'

describe('an answer that goes on after silence had ended it', () => {
  it('[STA9] is open again with the next words; the follow-up to half an answer is gone, no word is', async () => {
    const { driven, speaker, draft } = await beginSpokenAnswer()
    const turnId = driven.turnId()
    await speaker.say(FIRST)
    await speaker.fallSilent()
    expect(driven.session().turns.at(-1)).toMatchObject({ kind: 'follow_up' })
    driven.wait(3_000)
    const id = await speaker.record()
    const span = await speaker.speak(id)
    await speaker.understand(span, REST, { id })
    const session = driven.session()
    expect(openTurn(session.phase)?.turnId).toBe(turnId)
    expect(draft()).toBe(`${FIRST} ${REST}`)
    expect(session.turns.map((turn) => turn.speaker)).toEqual(['interviewer'])
    expect(session.questions[0]).toMatchObject({ followUpsAsked: 0, followUps: [] })
    expect(session.tracks.map((track) => track.turnId)).toEqual([turnId, turnId])
    expect(session.reopenings).toBe(1)
  })

  it('[STA10] words that come too late are the answer to the follow-up', async () => {
    const { driven, speaker } = await beginSpokenAnswer()
    await speaker.say(FIRST)
    await speaker.fallSilent()
    driven.wait(4_100)
    const id = await speaker.record()
    await speaker.understand(await speaker.speak(id), REST, { id })
    expect(driven.session().reopenings).toBe(0)
    expect(openTurn(driven.session().phase)?.draft).toBe(REST)
  })

  it('[STA11] "I was not finished" takes it back for half a minute, with what was said since', async () => {
    const { driven, speaker, draft } = await beginSpokenAnswer()
    const turnId = driven.turnId()
    await speaker.say(FIRST)
    await speaker.fallSilent()
    driven.wait(29_000)
    await driven.send({ type: 'answer:reopen', turnId, text: 'typed since' })
    expect(draft()).toBe(`${FIRST} typed since`)
    await driven.send({ type: 'answer:reopen', turnId, text: 'typed since' })
    expect(driven.session().reopenings).toBe(1)
  })

  it('[STA12] after half a minute, after feedback and after another answer it stays as it was', async () => {
    const late = await beginSpokenAnswer()
    const turnId = late.driven.turnId()
    await late.speaker.say(FIRST)
    await late.speaker.fallSilent()
    late.driven.wait(30_001)
    await expect(late.driven.send({ type: 'answer:reopen', turnId, text: '' })).rejects.toMatchObject({
      code: 'turn_closed',
    })

    const other = await beginSpokenAnswer()
    const first = other.driven.turnId()
    await other.speaker.say(FIRST)
    await other.speaker.fallSilent()
    await other.driven.submit('Typed: slow rise, closed pot')
    await expect(other.driven.send({ type: 'answer:reopen', turnId: first, text: '' })).rejects.toMatchObject({
      code: 'turn_closed',
    })
  })

  it('[STA13] the question after it is closed again and comes anew later, under a new turn', async () => {
    const { driven, speaker } = await beginSpokenAnswer({ speech: { ...DEFAULT_SPEECH, checkTranscript: false } })
    const turnId = driven.turnId()
    await speaker.say('feed starter, slow rise, closed pot')
    await speaker.fallSilent()
    expect(driven.session().questions).toHaveLength(2)
    const voidTurn = driven.turnId()
    await driven.send({ type: 'answer:reopen', turnId, text: '' })
    expect(driven.session().questions).toMatchObject([{ closed: null, grading: false, grades: [] }])
    await driven.send({ type: 'answer:submit', turnId, text: 'feed starter, slow rise, closed pot, all of it' })
    expect(driven.session().questions).toHaveLength(2)
    expect(driven.turnId()).not.toBe(voidTurn)
  })

  it('[STA14] the redacted log folds to the same turns, tracks and phase', async () => {
    const { driven, speaker } = await beginSpokenAnswer()
    await speaker.say(FIRST)
    await speaker.fallSilent()
    await driven.send({ type: 'answer:reopen', turnId: 't2', text: '' })
    const seen = foldSession(driven.events.map((event) => redactEvent(event, false)))
    const { turns, tracks, phase, reopenings } = driven.session()
    expect(seen).toMatchObject({ turns, tracks, phase, reopenings })
  })

  it('[STA15] what was begun for the half answer has another key, so that it cannot come in later', async () => {
    const { driven, speaker } = await beginSpokenAnswer()
    await speaker.say(FIRST)
    const key = () => {
      const open = speaker.getOpen()
      const commit = { type: 'turn_committed', index: 0, turnId: open.turnId, text: FIRST, how: 'submitted' } as const
      const at = driven.session().seq + 1
      const committed = { v: 1, seq: at, at: driven.now(), ...commit, endedBy: 'silence' } as const
      return nextEffects(foldSession([...driven.events, committed]))[0]?.key
    }
    const before = key()
    await speaker.fallSilent()
    await driven.send({ type: 'answer:reopen', turnId: 't2', text: '' })
    expect(key()).not.toBe(before)
  })
})

describe('reading the transcript before it is graded', () => {
  const each = { feedback: 'each' } as const

  it('[STA16] in practice comes after each spoken question, and grading waits for it', async () => {
    const { driven, speaker } = await beginSpokenAnswer(each)
    const turnId = driven.turnId()
    await speaker.say('feed starter, slow rise, closed pots')
    await driven.send({ type: 'answer:submit', turnId, text: 'feed starter, slow rise, closed pot', heard: 1 })
    expect(driven.session().phase).toMatchObject({ name: 'checking', indexes: [0] })
    expect(nextEffects(driven.session())).toEqual([])
    await driven.send({ type: 'transcript:correct', turnId, text: 'feed the starter, slow rise, closed pot' })
    await driven.send({ type: 'transcript:confirm', indexes: [0] })
    expect(driven.session().phase).toEqual({ name: 'feedback', index: 0 })
    expect(nextEffects(driven.session())).toMatchObject([{ type: 'grade', index: 0 }])
    expect(driven.session().turns.find((turn) => turn.id === turnId)).toMatchObject({
      text: 'feed the starter, slow rise, closed pot',
      asHeard: 'feed starter, slow rise, closed pot',
    })
    expect(speaker.events('turn_corrected')).toMatchObject([{ from: 5, removed: 0, inserted: 'the ' }])
    await expect(driven.send({ type: 'transcript:correct', turnId, text: 'x' })).rejects.toMatchObject({
      code: 'wrong_phase',
    })
  })

  it('[STA17] in an interview the conversation does not wait for it: all are read before the report', async () => {
    const { driven, speaker } = await beginSpokenAnswer()
    await speaker.say('feed starter, slow rise, closed pot')
    await driven.submit('feed starter, slow rise, closed pot')
    expect(driven.session().phase).toMatchObject({ name: 'answering', index: 1 })
    expect(driven.session().questions[0]).toMatchObject({ awaitsCheck: true, grading: false })
    await speaker.record()
    await speaker.say('feed starter, slow rise, closed pot again')
    await driven.submit('feed starter, slow rise, closed pot again')
    expect(driven.session().phase).toMatchObject({ name: 'checking', indexes: [0, 1], next: 'completed' })
    await driven.send({ type: 'transcript:confirm', indexes: [0] })
    expect(driven.session().phase).toMatchObject({ name: 'checking', indexes: [1] })
    await driven.send({ type: 'transcript:confirm', indexes: [1] })
    expect(driven.session().phase).toEqual({ name: 'ended', how: 'completed' })
  })

  it('[STA18] typed questions are not read again, and where it is switched off nothing is', async () => {
    const off = await beginSpokenAnswer({ ...each, speech: { ...DEFAULT_SPEECH, checkTranscript: false } })
    await off.speaker.say('feed starter, slow rise, closed pot')
    await off.driven.submit('feed starter, slow rise, closed pot')
    expect(off.driven.session().phase.name).toBe('feedback')
    const typed = await createDrivenSession({ settings: each })
    await typed.begin()
    await typed.submit('feed starter, slow rise, closed pot')
    expect(typed.session().phase.name).toBe('feedback')
  })

  it('[STA19] what silence ended shows nothing before the candidate agrees that it is the end', async () => {
    const { driven, speaker } = await beginSpokenAnswer({
      ...each,
      speech: { ...DEFAULT_SPEECH, checkTranscript: false },
    })
    const turnId = driven.turnId()
    await speaker.say('feed starter, slow rise, closed pot')
    await speaker.fallSilent()
    expect(driven.session().phase).toMatchObject({ name: 'checking', indexes: [0] })
    await driven.send({ type: 'answer:reopen', turnId, text: '' })
    expect(driven.session().phase).toMatchObject({ name: 'answering', turnId })
  })

  it('[STA20] leaving reads what was spoken first; leaving again grades it as it stands', async () => {
    const { driven, speaker } = await beginSpokenAnswer()
    await speaker.say('feed starter')
    await driven.send({ type: 'session:end', text: 'feed starter', heard: 1 })
    expect(driven.session().phase).toMatchObject({ name: 'checking', indexes: [0], next: 'left' })
    await driven.send({ type: 'session:end', text: null })
    expect(driven.session().phase).toEqual({ name: 'ended', how: 'left' })
    expect(driven.session().questions[0]).toMatchObject({ closed: 'answered', grading: true })
  })
})
