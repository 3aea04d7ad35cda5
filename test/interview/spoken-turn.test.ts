import { describe, expect, it } from 'vitest'
import { openTurn } from '../../server/contract/fold-parts.ts'
import { nextEffects } from '../../server/interview/effects.ts'
import { createDrivenSession } from '../support/interviews.ts'
import { beginSpokenAnswer, createSpeaker } from '../support/spoken.ts'

const FIRST = 'In the evening before I feed the starter with flour.'

describe('spoken words in an answer', () => {
  it('[SP1] join the end of what stands there, typed or spoken, a space between', async () => {
    const { driven, speaker, draft } = await beginSpokenAnswer()
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
    const { driven, speaker, draft } = await beginSpokenAnswer()
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
    const { driven, speaker } = await beginSpokenAnswer()
    await speaker.say('I feed it')
    const change = { type: 'draft:splice', turnId: driven.turnId(), from: 0, removed: 0, inserted: 'x' } as const
    await expect(driven.send({ ...change, baseLength: 9, heard: 2 })).rejects.toMatchObject({ code: 'draft_mismatch' })
    await expect(driven.send({ ...change, baseLength: 9 })).rejects.toMatchObject({ code: 'draft_mismatch' })
  })

  it('[SP4] that nobody understood add nothing, and silence never becomes text', async () => {
    const { speaker, draft } = await beginSpokenAnswer()
    await speaker.say('')
    expect(draft()).toBe('')
    expect(speaker.events('utterance_recognized')).toMatchObject([{ text: '', words: [], inserted: '' }])
  })

  it('[SP5] keep their measured places in the track; without measured times they share the stretch by length', async () => {
    const { driven, speaker } = await beginSpokenAnswer()
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
    const { driven, speaker, draft } = await beginSpokenAnswer()
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
    const { driven, speaker, draft } = await beginSpokenAnswer()
    const asked = driven.session().turns[0]?.text ?? ''
    await speaker.say(`You ask: ${asked}`)
    driven.wait(31_000)
    await speaker.say(asked)
    expect(draft()).toBe(`You ask: ${asked} ${asked}`)
  })
})

describe('the end of a spoken answer', () => {
  it('[SP6] waits for what is still being transcribed, then takes all of it', async () => {
    const { driven, speaker } = await beginSpokenAnswer()
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
    const { driven, speaker } = await beginSpokenAnswer()
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
    await expect(driven.send(submit)).rejects.toMatchObject({ code: 'empty_answer' })
  })
})
describe('recordings', () => {
  it('[SP21] a track is begun and closed once, in the open turn; what is missing at its end is said', async () => {
    const { driven, speaker } = await beginSpokenAnswer()
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
    const { driven, speaker } = await beginSpokenAnswer()
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
    await expect(retry).rejects.toMatchObject({ code: 'no_recognizer' })
  })

  it('[SP24] the browser’s words take the place of the speech that they were made of', async () => {
    const { driven, speaker, draft } = await beginSpokenAnswer()
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
    await expect(mine).rejects.toMatchObject({ code: 'wrong_phase' })
  })
})
