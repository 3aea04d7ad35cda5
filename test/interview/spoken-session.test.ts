import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openTurn } from '../../server/contract/fold-parts.ts'
import { DEFAULT_SPEECH, type SpeechSettings } from '../../server/contract/speech.ts'
import { EngineError } from '../../server/errors.ts'
import { createAudioStore } from '../../server/store/audio-store.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { createTestClock } from '../support/clock.ts'
import { buildSettings } from '../support/factories.ts'
import { createScriptedTranscriber, createTestMicrophone } from '../support/microphone.ts'
import { createTestRunner, createTestTab } from '../support/runner.ts'

const COMPLETE = 'In the evening I feed the starter with flour and water.'
const HALF = 'In the evening I feed the starter because'
const NEXT = 'Then I bake it in a closed iron pot.'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean()
})

async function begin(speech: Partial<SpeechSettings> = {}, settings: Parameters<typeof buildSettings>[0] = {}) {
  const clock = createTestClock()
  const store = await createSqliteStore(':memory:')
  const audio = createAudioStore(await mkdtemp(join(tmpdir(), 'greenroom-sound-')))
  const ears = createScriptedTranscriber()
  const failures: string[] = []
  const runner = createTestRunner({
    store,
    clock,
    alarm: clock,
    audio,
    transcriber: ears.transcriber,
    onFailure: (_session, what) => failures.push(what),
  })
  cleanups.push(async () => {
    await runner.stop()
    await audio.close()
    await store.close()
  })
  const sessionId = await runner.createSession({
    roleId: 'baker',
    settings: buildSettings({
      questionCount: 2,
      ...settings,
      speech: { ...DEFAULT_SPEECH, answer: 'spoken', ...speech },
    }),
    seed: 1,
  })
  const tab = createTestTab(runner, sessionId, 'client-one')
  await tab.join()
  await tab.send({ type: 'session:begin' })
  await tab.until((events) => events.some((event) => event.type === 'question_asked'))
  const mic = createTestMicrophone(runner, sessionId, tab, clock)
  await mic.open('t2')
  const session = () => runner.getSession(sessionId)
  const has = (type: string) => tab.events.some((event) => event.type === type)
  /** Everything that was begun has come to its end. */
  const rest = () => session()
  const heard = (count: number) =>
    tab.until((events) => events.filter((event) => event.type === 'utterance_recognized').length >= count)
  const say = async (text: string) => {
    ears.say(text)
    const before = tab.events.filter((event) => event.type === 'utterance_recognized').length
    await mic.speak()
    await heard(before + 1)
  }
  const floor = () => tab.floors.at(-1)?.floor
  return { clock, runner, sessionId, tab, mic, ears, session, has, rest, heard, say, floor, failures, store, audio }
}

describe('turn-taking in a running session', () => {
  it('[TS1] a finished sentence ends after 3 s of silence and a visible countdown of 4 s', async () => {
    const room = await begin()
    await room.say(COMPLETE)
    await room.mic.pass(2_600)
    expect(room.floor()).toMatchObject({ state: 'thinking' })
    await room.mic.pass(400)
    expect(room.floor()).toMatchObject({ state: 'countdown', ms: 4_000 })
    await room.mic.pass(3_500)
    expect(room.has('turn_committed')).toBe(false)
    await room.mic.pass(1_000)
    await room.tab.until((events) => events.some((event) => event.type === 'turn_committed'))
    expect(room.tab.events.find((event) => event.type === 'turn_committed')).toMatchObject({
      endedBy: 'silence',
      text: COMPLETE,
    })
  })

  it.each([
    ['new speech', (room: Awaited<ReturnType<typeof begin>>) => room.mic.start()],
    [
      'a key',
      (room: Awaited<ReturnType<typeof begin>>) =>
        room.tab.send({
          type: 'draft:splice',
          turnId: 't2',
          baseLength: COMPLETE.length,
          from: COMPLETE.length,
          removed: 0,
          inserted: '!',
          heard: 1,
        }),
    ],
    [
      'a hold',
      (room: Awaited<ReturnType<typeof begin>>) => room.tab.send({ type: 'answer:hold', turnId: 't2', held: true }),
    ],
  ])('[TS2] %s ends the countdown', async (_name, act) => {
    const room = await begin()
    await room.say(COMPLETE)
    await room.mic.pass(4_000)
    expect(room.floor()?.state).toBe('countdown')
    await act(room)
    expect(room.floor()?.state).not.toBe('countdown')
    await room.mic.pass(30_000)
    await room.rest()
    expect(room.has('turn_committed')).toBe(false)
  })

  it('[TS3] what was no speech after all lets the wait go on where it was', async () => {
    const room = await begin()
    await room.say(COMPLETE)
    await room.mic.pass(3_000)
    await room.mic.start()
    expect(room.floor()).toEqual({ state: 'listening' })
    await room.mic.pass(200)
    await room.mic.mistake()
    expect(room.floor()?.state).toBe('countdown')
  })

  it.each([2, 5, 10, 20])('[TS4] a pause of %i s in mid-sentence ends nothing', async (seconds) => {
    const room = await begin()
    await room.say(HALF)
    await room.mic.pass(seconds * 1_000)
    await room.rest()
    expect(room.has('turn_committed')).toBe(false)
  })

  it('[TS5] without a transcript to judge by silence ends nothing', async () => {
    const room = await begin()
    await room.mic.speak()
    await room.mic.pass(30_000)
    await room.rest()
    expect(room.has('turn_committed')).toBe(false)
    expect(room.ears.asked).toHaveLength(1)
  })

  it('[TS6] a lost connection stops every wait; after it the whole wait begins anew', async () => {
    const room = await begin()
    await room.say(COMPLETE)
    await room.mic.pass(5_000)
    expect(room.floor()?.state).toBe('countdown')
    await room.tab.leave()
    room.clock.advance(50_000)
    await room.tab.join()
    expect(room.has('turn_committed')).toBe(false)
    await room.mic.pass(2_500)
    expect(room.floor()?.state).not.toBe('countdown')
    await room.mic.pass(700)
    expect(room.floor()?.state).toBe('countdown')
  })

  it('[TS7] a microphone that has fallen silent for good is no silence', async () => {
    const room = await begin()
    await room.say(COMPLETE)
    room.clock.advance(20_000)
    await room.rest()
    expect(room.has('turn_committed')).toBe(false)
  })

  it('[TS8] the next words within four seconds open the answer again: all words, and no follow-up to half of it', async () => {
    const room = await begin()
    await room.say(COMPLETE)
    await room.mic.pass(7_000)
    await room.tab.until((events) => events.some((event) => event.type === 'follow_up_asked'))
    await room.mic.pass(2_700)
    await room.say(NEXT)
    const session = await room.session()
    expect(openTurn(session.phase)).toMatchObject({ turnId: 't2', draft: `${COMPLETE} ${NEXT}` })
    expect(session.turns).toHaveLength(1)
    expect(session.reopenings).toBe(1)
    // It ends once more, and the follow-up is about the whole answer.
    await room.mic.pass(8_000)
    await room.tab.until((events) => events.filter((event) => event.type === 'follow_up_asked').length === 2)
    expect((await room.session()).turns.map((turn) => turn.speaker)).toEqual([
      'interviewer',
      'candidate',
      'interviewer',
    ])
  })

  it('[TS9] words go to the answer in the order in which they were spoken, whichever is transcribed first', async () => {
    const room = await begin()
    const late: ((text: string) => void)[] = []
    const bothAsked = new Promise<void>((both) => {
      room.ears.transcriber.transcribe = () =>
        new Promise((resolve) => {
          late.push((text) => resolve({ text, words: null }))
          if (late.length === 2) both()
        })
    })
    await room.mic.speak()
    await room.mic.speak()
    await bothAsked
    late[1]?.('second')
    late[0]?.('first')
    await room.heard(2)
    expect(openTurn((await room.session()).phase)?.draft).toBe('first second')
  })

  it('[TS10] "I am done" with words on their way takes all of them', async () => {
    const room = await begin()
    await room.mic.speak()
    await room.tab.send({ type: 'answer:submit', turnId: 't2', text: '' })
    expect(room.has('finish_requested')).toBe(true)
    room.ears.say(COMPLETE)
    await room.tab.until((events) => events.some((event) => event.type === 'turn_committed'))
    expect(room.tab.events.find((event) => event.type === 'turn_committed')).toMatchObject({
      text: COMPLETE,
      endedBy: 'hand',
    })
  })

  it('[TS11] a failed transcription keeps the sound, ends nothing by itself and can be tried again', async () => {
    const room = await begin()
    room.ears.reply(new EngineError('unreachable', 'the endpoint failed'))
    await room.mic.speak()
    await room.tab.until((events) => events.some((event) => event.type === 'utterance_failed'))
    await room.tab.send({ type: 'answer:submit', turnId: 't2', text: '', recordingOnly: false }).catch(() => undefined)
    await room.mic.pass(30_000)
    expect(room.has('turn_committed')).toBe(false)
    room.ears.say(COMPLETE)
    await room.tab.send({ type: 'speech:retry', turnId: 't2' })
    await room.heard(1)
    expect(openTurn((await room.session()).phase)?.draft).toBe(COMPLETE)
    expect(room.ears.asked[0]).toBe(room.ears.asked[1])
  })

  it('[TS12] a recording without words is kept, is not graded and says why; with a transcript it is graded', async () => {
    const room = await begin({}, { questionCount: 1 })
    room.ears.reply(new EngineError('timed_out', 'the endpoint did not answer'))
    await room.mic.speak()
    await room.tab.until((events) => events.some((event) => event.type === 'utterance_failed'))
    await room.tab.send({ type: 'answer:submit', turnId: 't2', text: '', recordingOnly: true })
    await room.tab.send({ type: 'transcript:confirm', indexes: [0] })
    const graded = (count: number) =>
      room.tab.until((events) => events.filter((event) => event.type === 'answer_graded').length >= count)
    await graded(1)
    expect((await room.session()).questions[0]?.grades).toMatchObject([
      { status: 'not_graded', reason: 'not_transcribed' },
    ])
    room.ears.say('feed starter, slow rise, closed pot')
    await room.runner.transcribeAgain(room.sessionId, 0)
    await graded(2)
    expect((await room.session()).questions[0]?.grades.at(-1)).toMatchObject({ status: 'graded' })
  })

  it('[TS13] sound that comes late is transcribed when it is there', async () => {
    const room = await begin()
    await room.tab.send({
      type: 'speech:detect',
      trackId: room.mic.trackId(),
      span: { fromSample: 0, toSample: 3_200 },
    })
    await room.rest()
    expect(room.ears.asked).toEqual([])
    room.ears.say(COMPLETE)
    await room.mic.pass(300)
    await room.heard(1)
    expect(room.ears.asked).toEqual([3_200])
  })

  it('[TS14] the sound of a session is deleted for good and the transcript stays', async () => {
    const room = await begin({ checkTranscript: false }, { questionCount: 1 })
    await room.say(COMPLETE)
    await expect(room.runner.deleteAudio(room.sessionId)).rejects.toMatchObject({ code: 'not_ended' })
    await room.tab.send({ type: 'session:end', text: COMPLETE, heard: 1 })
    await room.runner.deleteAudio(room.sessionId)
    expect(await room.audio.countSamples(room.sessionId, room.mic.trackId())).toBe(0)
    expect((await room.session()).turns.at(-1)?.text).toBe(COMPLETE)
    await expect(room.mic.pass(100)).rejects.toMatchObject({ code: 'audio_deleted' })
  })

  it('[TS15] a track says after a restart how much of it is on disk', async () => {
    const room = await begin()
    await room.mic.pass(1_000)
    const other = createTestTab(room.runner, room.sessionId, 'client-two')
    const { tracks } = await other.join('view')
    expect(tracks).toEqual([{ trackId: room.mic.trackId(), nextSample: 16_000 }])
  })
})
