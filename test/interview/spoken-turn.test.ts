import { describe, expect, it } from 'vitest'
import { openTurn } from '../../server/contract/fold-parts.ts'
import { foldSession } from '../../server/contract/fold-session.ts'
import { redactEvent } from '../../server/contract/redact.ts'
import { DEFAULT_SPEECH } from '../../server/contract/speech.ts'
import type { AppError } from '../../server/errors.ts'
import { nextEffects } from '../../server/interview/effects.ts'
import { createDrivenSession } from '../support/interviews.ts'
import { createSpeaker } from '../support/spoken.ts'

const code = (error: AppError) => error.code
const FIRST = 'In the evening before I feed the starter with flour.'
const REST = 'And then it waits overnight in a cool corner.'

async function begin(settings: Parameters<typeof createDrivenSession>[0]['settings'] = {}) {
  const driven = await createDrivenSession({ spoken: true, settings: { questionCount: 2, ...settings } })
  await driven.begin()
  const speaker = createSpeaker(driven)
  await speaker.record()
  return { driven, speaker, draft: () => openTurn(driven.session().phase)?.draft }
}

describe('spoken words in an answer', () => {
  it('[SP1] join the end of what stands there, typed or spoken, a space between', async () => {
    const { driven, speaker, draft } = await begin()
    await speaker.say('I feed it')
    const turnId = driven.turnId()
    await driven.send({
      type: 'draft:splice',
      turnId,
      baseLength: 9,
      from: 9,
      removed: 0,
      inserted: ', often',
      heard: 1,
    })
    await speaker.say('and wait.')
    expect(draft()).toBe('I feed it, often and wait.')
  })

  it('[SP2] that the client has not heard yet are not touched by what it types meanwhile', async () => {
    const { driven, speaker, draft } = await begin()
    const turnId = driven.turnId()
    await speaker.say('I feed it')
    await speaker.say('every day')
    await driven.send({
      type: 'draft:splice',
      turnId,
      baseLength: 9,
      from: 0,
      removed: 6,
      inserted: 'We feed',
      heard: 1,
    })
    expect(draft()).toBe('We feed it every day')
    await driven.send({ type: 'draft:copy', turnId, text: 'Each baker feeds it', heard: 1 })
    expect(draft()).toBe('Each baker feeds it every day')
    await driven.send({ type: 'answer:submit', turnId, text: 'The baker feeds it', heard: 1 })
    expect(driven.session().turns.find((turn) => turn.id === turnId)?.text).toBe('The baker feeds it every day')
  })

  it('[SP3] a client that has heard what is not there sends its whole text again', async () => {
    const { driven, speaker } = await begin()
    await speaker.say('I feed it')
    const change = { type: 'draft:splice', turnId: driven.turnId(), from: 0, removed: 0, inserted: 'x' } as const
    await expect(driven.send({ ...change, baseLength: 9, heard: 2 }).catch(code)).resolves.toBe('draft_mismatch')
    await expect(driven.send({ ...change, baseLength: 9 }).catch(code)).resolves.toBe('draft_mismatch')
  })

  it('[SP4] that nobody understood add nothing, and silence never becomes text', async () => {
    const { speaker, draft } = await begin()
    await speaker.say('')
    expect(draft()).toBe('')
    expect(speaker.events('utterance_recognized')).toMatchObject([{ text: '', words: [], inserted: '' }])
  })

  it('[SP5] keep their measured places in the track; without measured times they share the stretch by length', async () => {
    const { driven, speaker } = await begin()
    const measured = await speaker.speak()
    const words = [{ text: 'Feed', fromMs: 100, toMs: 300 }]
    await speaker.understand(measured, 'Feed', { words })
    const estimated = await speaker.speak()
    await speaker.understand(estimated, 'it well')
    const [first, second] = driven.session().tracks[0]?.utterances ?? []
    expect(first).toMatchObject({
      timing: 'measured',
      words: [{ text: 'Feed', fromSample: measured.fromSample + 1_600, toSample: measured.fromSample + 4_800 }],
    })
    expect(second).toMatchObject({ timing: 'estimated', words: [{ text: 'it' }, { text: 'well' }] })
    expect(second?.state === 'recognized' && second.words.at(-1)?.toSample).toBe(estimated.toSample)
  })
})

describe('the interviewer’s own words in the microphone', () => {
  it('[SP25] are no part of the answer while the question is read, and open none again', async () => {
    const { driven, speaker, draft } = await begin()
    const asked = driven.session().turns[0]?.text ?? ''
    await speaker.say(asked)
    expect(draft()).toBe('')
    await speaker.say(FIRST)
    await speaker.fallSilent()
    const followUp = driven.session().turns.at(-1)?.text ?? ''
    const id = await speaker.record()
    await speaker.understand(await speaker.speak(id), followUp, { id })
    expect(driven.session().reopenings).toBe(0)
    expect(draft()).toBe('')
  })

  it('[SP26] said by the candidate with words of their own around them, or later, they are', async () => {
    const { driven, speaker, draft } = await begin()
    const asked = driven.session().turns[0]?.text ?? ''
    await speaker.say(`You ask: ${asked}`)
    driven.wait(31_000)
    await speaker.say(asked)
    expect(draft()).toBe(`You ask: ${asked} ${asked}`)
  })
})

describe('the end of a spoken answer', () => {
  it('[SP6] waits for what is still being transcribed, then takes all of it', async () => {
    const { driven, speaker } = await begin()
    const turnId = driven.turnId()
    await speaker.say('I feed it')
    const last = await speaker.speak()
    await driven.send({ type: 'answer:submit', turnId, text: 'I feed it', heard: 1 })
    expect(openTurn(driven.session().phase)?.finishing).toBe('hand')
    await speaker.understand(last, 'and wait')
    const [effect] = nextEffects(driven.session())
    expect(effect?.type).toBe('finish')
    expect(openTurn(driven.session().phase)?.draft).toBe('I feed it and wait')
  })

  it('[SP7] a recording without a word is handed in only where that is wished', async () => {
    const { driven, speaker } = await begin()
    const turnId = driven.turnId()
    await speaker.say('')
    const submit = { type: 'answer:submit', turnId, text: '' } as const
    await driven.send(submit)
    expect(openTurn(driven.session().phase)).toMatchObject({ turnId, nothingHeard: true })
    await driven.send({ ...submit, recordingOnly: true })
    expect(driven.session().turns.find((turn) => turn.id === turnId)).toMatchObject({ text: '', how: 'submitted' })
  })

  it('[SP8] without any recording an empty answer stays empty, whatever is wished', async () => {
    const driven = await createDrivenSession({ spoken: true })
    await driven.begin()
    const submit = { type: 'answer:submit', turnId: driven.turnId(), text: ' ', recordingOnly: true } as const
    await expect(driven.send(submit).catch(code)).resolves.toBe('empty_answer')
  })
})

describe('an answer that goes on after silence had ended it', () => {
  it('[SP9] is open again with the next words; the follow-up to half an answer is gone, no word is', async () => {
    const { driven, speaker, draft } = await begin()
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

  it('[SP10] words that come too late are the answer to the follow-up', async () => {
    const { driven, speaker } = await begin()
    await speaker.say(FIRST)
    await speaker.fallSilent()
    driven.wait(4_100)
    const id = await speaker.record()
    await speaker.understand(await speaker.speak(id), REST, { id })
    expect(driven.session().reopenings).toBe(0)
    expect(openTurn(driven.session().phase)?.draft).toBe(REST)
  })

  it('[SP11] "I was not finished" takes it back for half a minute, with what was said since', async () => {
    const { driven, speaker, draft } = await begin()
    const turnId = driven.turnId()
    await speaker.say(FIRST)
    await speaker.fallSilent()
    driven.wait(29_000)
    await driven.send({ type: 'answer:reopen', turnId, text: 'typed since' })
    expect(draft()).toBe(`${FIRST} typed since`)
    await driven.send({ type: 'answer:reopen', turnId, text: 'typed since' })
    expect(driven.session().reopenings).toBe(1)
  })

  it('[SP12] after half a minute, after feedback and after another answer it stays as it was', async () => {
    const late = await begin()
    const turnId = late.driven.turnId()
    await late.speaker.say(FIRST)
    await late.speaker.fallSilent()
    late.driven.wait(30_001)
    await expect(late.driven.send({ type: 'answer:reopen', turnId, text: '' }).catch(code)).resolves.toBe('turn_closed')

    const other = await begin()
    const first = other.driven.turnId()
    await other.speaker.say(FIRST)
    await other.speaker.fallSilent()
    await other.driven.submit('Typed: slow rise, closed pot')
    await expect(other.driven.send({ type: 'answer:reopen', turnId: first, text: '' }).catch(code)).resolves.toBe(
      'turn_closed',
    )
  })

  it('[SP13] the question after it is closed again and comes anew later, under a new turn', async () => {
    const { driven, speaker } = await begin({ speech: { ...DEFAULT_SPEECH, checkTranscript: false } })
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

  it('[SP14] the redacted log folds to the same turns, tracks and phase', async () => {
    const { driven, speaker } = await begin()
    await speaker.say(FIRST)
    await speaker.fallSilent()
    await driven.send({ type: 'answer:reopen', turnId: 't2', text: '' })
    const seen = foldSession(driven.events.map((event) => redactEvent(event, false)))
    const { turns, tracks, phase, reopenings } = driven.session()
    expect(seen).toMatchObject({ turns, tracks, phase, reopenings })
  })

  it('[SP15] what was begun for the half answer has another key, so that it cannot come in later', async () => {
    const { driven, speaker } = await begin()
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

  it('[SP16] in practice comes after each spoken question, and grading waits for it', async () => {
    const { driven, speaker } = await begin(each)
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
    await expect(driven.send({ type: 'transcript:correct', turnId, text: 'x' }).catch(code)).resolves.toBe(
      'wrong_phase',
    )
  })

  it('[SP17] in an interview the conversation does not wait for it: all are read before the report', async () => {
    const { driven, speaker } = await begin()
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

  it('[SP18] typed questions are not read again, and where it is switched off nothing is', async () => {
    const off = await begin({ ...each, speech: { ...DEFAULT_SPEECH, checkTranscript: false } })
    await off.speaker.say('feed starter, slow rise, closed pot')
    await off.driven.submit('feed starter, slow rise, closed pot')
    expect(off.driven.session().phase.name).toBe('feedback')
    const typed = await createDrivenSession({ settings: each })
    await typed.begin()
    await typed.submit('feed starter, slow rise, closed pot')
    expect(typed.session().phase.name).toBe('feedback')
  })

  it('[SP19] what silence ended shows nothing before the candidate agrees that it is the end', async () => {
    const { driven, speaker } = await begin({ ...each, speech: { ...DEFAULT_SPEECH, checkTranscript: false } })
    const turnId = driven.turnId()
    await speaker.say('feed starter, slow rise, closed pot')
    await speaker.fallSilent()
    expect(driven.session().phase).toMatchObject({ name: 'checking', indexes: [0] })
    await driven.send({ type: 'answer:reopen', turnId, text: '' })
    expect(driven.session().phase).toMatchObject({ name: 'answering', turnId })
  })

  it('[SP20] leaving reads what was spoken first; leaving again grades it as it stands', async () => {
    const { driven, speaker } = await begin()
    await speaker.say('feed starter')
    await driven.send({ type: 'session:end', text: 'feed starter', heard: 1 })
    expect(driven.session().phase).toMatchObject({ name: 'checking', indexes: [0], next: 'left' })
    await driven.send({ type: 'session:end', text: null })
    expect(driven.session().phase).toEqual({ name: 'ended', how: 'left' })
    expect(driven.session().questions[0]).toMatchObject({ closed: 'answered', grading: true })
  })
})

describe('recordings', () => {
  it('[SP21] a track is begun and closed once, in the open turn; what is missing at its end is said', async () => {
    const { driven, speaker } = await begin()
    const trackId = speaker.events('track_opened').length === 1 ? 'track0000001' : ''
    const open = { type: 'track:open', turnId: 't2', trackId, startedAt: driven.now(), recognizer: 'browser' } as const
    await driven.send(open)
    expect(speaker.events('track_opened')).toHaveLength(1)
    await driven.send({ type: 'track:lost', trackId, span: { fromSample: 10, toSample: 20 } })
    await driven.send({ type: 'track:close', trackId, samples: 32_000 })
    await driven.send({ type: 'track:close', trackId, samples: 1 })
    expect(driven.session().tracks).toMatchObject([
      { lost: [{ fromSample: 10, toSample: 20 }], closed: { samples: 32_000, stored: 32_000 } },
    ])
  })

  it('[SP22] a recording of a turn that is void belongs to the answer that goes on', async () => {
    const { driven, speaker } = await begin()
    await speaker.say(FIRST)
    await speaker.fallSilent()
    const voidTurn = driven.turnId()
    await driven.send({ type: 'answer:reopen', turnId: 't2', text: '' })
    const open = { type: 'track:open', turnId: voidTurn, trackId: 'latelatelate', recognizer: 'endpoint' } as const
    await driven.send({ ...open, startedAt: driven.now() })
    expect(driven.session().tracks.at(-1)).toMatchObject({ turnId: 't2', index: 0 })
  })

  it('[SP23] without an endpoint speech waits for one: nothing is made up', async () => {
    const driven = await createDrivenSession({})
    await driven.begin()
    const speaker = createSpeaker(driven)
    await speaker.record('endpoint')
    await speaker.speak()
    expect(driven.session().tracks).toMatchObject([
      { recognizer: { kind: 'none' }, utterances: [{ state: 'untranscribed' }] },
    ])
    const retry = driven.send({ type: 'speech:retry', turnId: driven.turnId() })
    await expect(retry.catch(code)).resolves.toBe('no_recognizer')
  })

  it('[SP24] the browser’s words take the place of the speech that they were made of', async () => {
    const { driven, speaker, draft } = await begin()
    const trackId = await speaker.record('browser')
    const span = await speaker.speak(trackId)
    await driven.send({
      type: 'speech:recognize',
      trackId,
      span: { ...span, toSample: span.toSample + 800 },
      text: ' feed it ',
    })
    expect(draft()).toBe('feed it')
    expect(driven.session().tracks.at(-1)?.utterances).toMatchObject([{ state: 'recognized', text: 'feed it' }])
    const mine = driven.send({ type: 'speech:recognize', trackId: 'track0000001', span, text: 'x' })
    await expect(mine.catch(code)).resolves.toBe('wrong_phase')
  })
})
