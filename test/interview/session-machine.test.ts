import { describe, expect, it } from 'vitest'
import { AppError } from '../../server/errors.ts'
import { createDrivenSession } from '../support/interviews.ts'

const ALL = 'feed starter, slow rise, closed pot'
const NONE = 'Honestly bread comes out of ovens somehow, mostly golden brown.'

const types = (events: readonly { type: string }[], from: number) => events.slice(from).map((e) => e.type)
const code = (error: unknown) => (error instanceof AppError ? error.code : error)

async function begun(...args: Parameters<typeof createDrivenSession>) {
  const driven = await createDrivenSession(...args)
  await driven.begin()
  return driven
}

describe('a session from begin to end', () => {
  it('[SM1] asks the first question on begin, and a second begin changes nothing', async () => {
    const driven = await begun({})
    const before = driven.events.length
    expect(types(driven.events, 2)).toEqual(['question_opened', 'question_asked'])
    await driven.begin()
    expect(driven.events).toHaveLength(before)
  })

  it('[SM2] an answer that covers everything closes the question and opens the next', async () => {
    const driven = await begun({})
    const from = driven.events.length
    await driven.submit(ALL)
    expect(types(driven.events, from)).toEqual([
      'turn_committed',
      'question_closed',
      'question_opened',
      'question_asked',
    ])
    expect(driven.session().questions[0]).toMatchObject({ closed: 'answered', grading: true })
  })

  it('[SM3] a gap earns follow-ups, two at the most, on different key points, the heaviest gap first', async () => {
    const driven = await begun({ settings: { questionCount: 1 } })
    await driven.submit(NONE)
    await driven.submit(NONE)
    expect(driven.session().questions[0]?.followUps.map((f) => f.keyPointId)).toEqual(['feed-starter', 'slow-rise'])
    const from = driven.events.length
    await driven.submit(NONE)
    expect(types(driven.events, from)).toEqual(['turn_committed', 'question_closed', 'session_ended'])
    expect(driven.session().questions[0]?.followUpsAsked).toBe(2)
  })

  it('[SM4] skip and "I do not know" end the follow-ups', async () => {
    for (const how of ['skip', 'unknown'] as const) {
      const driven = await begun({ settings: { questionCount: 1 } })
      await driven.submit(NONE)
      await driven[how]()
      expect(driven.session().questions[0]).toMatchObject({ closed: 'answered', followUpsAsked: 1, grading: true })
    }
  })

  it('[SM5] a skipped question is not graded; one that is not known is', async () => {
    const driven = await begun({})
    await driven.skip()
    await driven.unknown()
    expect(driven.session().questions.slice(0, 2)).toMatchObject([
      { closed: 'skipped', grading: false },
      { closed: 'answered', grading: true },
    ])
  })

  it('[SM6] when the time is up no follow-up comes, and the answer counts in full', async () => {
    const driven = await begun({ settings: { timePerQuestionMs: 60_000, questionCount: 1 } })
    driven.wait(61_000)
    await driven.submit(NONE)
    expect(driven.session().turns.at(-1)).toMatchObject({ text: NONE })
    expect(driven.session().phase.name).toBe('ended')
  })

  it('[SM7] a pause stops the clock', async () => {
    const driven = await begun({ settings: { timePerQuestionMs: 60_000, questionCount: 1 } })
    await driven.send({ type: 'session:pause' })
    driven.wait(600_000)
    await driven.send({ type: 'session:resume' })
    await driven.submit(NONE)
    expect(driven.session().questions[0]).toMatchObject({ pausedMs: 600_000, followUpsAsked: 1 })
  })

  it('[SM8] feedback after each question waits for "next", and a second press changes nothing', async () => {
    const driven = await begun({ settings: { feedback: 'each', questionCount: 2 } })
    await driven.submit(ALL)
    expect(driven.session().phase).toEqual({ name: 'feedback', index: 0 })
    await driven.send({ type: 'question:next', index: 0 })
    const before = driven.events.length
    await driven.send({ type: 'question:next', index: 0 })
    expect(driven.events).toHaveLength(before)
    expect(driven.session().phase).toMatchObject({ name: 'answering', index: 1 })
  })

  it('[SM9] leaving keeps what stands in the field and grades it', async () => {
    const driven = await begun({})
    await driven.send({ type: 'session:end', text: 'Half an answer about starters' })
    expect(driven.session().turns.at(-1)).toMatchObject({ text: 'Half an answer about starters', how: 'left' })
    expect(driven.session()).toMatchObject({
      phase: { name: 'ended', how: 'left' },
      questions: [{ closed: 'answered' }],
    })
  })

  it('[SM10] leaving with an empty field skips the open question', async () => {
    const driven = await begun({})
    await driven.send({ type: 'session:end', text: '  ' })
    expect(driven.session()).toMatchObject({
      phase: { how: 'left' },
      questions: [{ closed: 'skipped', grading: false }],
    })
  })
})

describe('the draft', () => {
  it('[SM11] is built from splices, and a splice on another text is refused', async () => {
    const driven = await begun({})
    const turnId = driven.turnId()
    const splice = (baseLength: number, from: number, removed: number, inserted: string) =>
      driven.send({ type: 'draft:splice', turnId, baseLength, from, removed, inserted })
    await splice(0, 0, 0, 'I feed it')
    await splice(9, 2, 4, 'starve')
    expect(driven.session().phase).toMatchObject({ draft: 'I starve it' })
    await expect(splice(4, 0, 0, 'x').catch(code)).resolves.toBe('draft_mismatch')
    await expect(splice(11, 10, 5, '').catch(code)).resolves.toBe('draft_mismatch')
  })

  it('[SM12] cannot grow over the limit', async () => {
    const driven = await begun({})
    const turnId = driven.turnId()
    await driven.send({ type: 'draft:copy', turnId, text: 'x'.repeat(50_000) })
    const grow = driven.send({ type: 'draft:splice', turnId, baseLength: 50_000, from: 0, removed: 0, inserted: 'y' })
    await expect(grow.catch(code)).resolves.toBe('too_large')
  })

  it('[SM13] can be written while paused; handing it in ends the pause', async () => {
    const driven = await begun({ settings: { questionCount: 1 } })
    await driven.send({ type: 'session:pause' })
    driven.wait(5_000)
    await driven.send({ type: 'draft:copy', turnId: driven.turnId(), text: 'feed' })
    expect(driven.session().phase).toMatchObject({ name: 'paused', draft: 'feed' })
    await driven.submit(ALL)
    expect(driven.session().questions[0]).toMatchObject({ pausedMs: 5_000, closed: 'answered' })
  })

  it('[SM14] of a turn that is handed in is closed', async () => {
    const driven = await begun({})
    const turnId = driven.turnId()
    await driven.submit(ALL)
    await expect(driven.send({ type: 'draft:copy', turnId, text: 'late' }).catch(code)).resolves.toBe('turn_closed')
    await expect(driven.send({ type: 'answer:submit', turnId, text: 'again' }).catch(code)).resolves.toBe('turn_closed')
  })
})

describe('what is refused', () => {
  it('[SM15] an empty answer: it is neither skipped nor unknown', async () => {
    const driven = await begun({})
    await expect(driven.submit(' \n\t').catch(code)).resolves.toBe('empty_answer')
  })

  it('[SM16] "next" while the question is open, and a second rephrasing', async () => {
    const driven = await begun({})
    await expect(driven.send({ type: 'question:next', index: 0 }).catch(code)).resolves.toBe('wrong_phase')
    await driven.send({ type: 'question:rephrase', turnId: driven.turnId() })
    await expect(driven.send({ type: 'question:rephrase', turnId: driven.turnId() }).catch(code)).resolves.toBe(
      'wrong_phase',
    )
  })
})

describe('another way of saying it', () => {
  it('[SM17] uses the words of the bank, keeps the draft and its turn, and does not count as a follow-up', async () => {
    const driven = await begun({ settings: { questionCount: 1, difficulty: 'easy' } })
    const turnId = driven.turnId()
    await driven.send({ type: 'draft:copy', turnId, text: 'I was writing' })
    await driven.send({ type: 'question:rephrase', turnId })
    expect(driven.session().turns.at(-1)).toMatchObject({
      kind: 'rephrase',
      text: 'Take me through making sour bread, please.',
    })
    expect(driven.session().phase).toMatchObject({ name: 'answering', turnId, draft: 'I was writing' })
    expect(driven.session().questions[0]?.followUpsAsked).toBe(0)
  })

  it('[SM18] of a follow-up says the follow-up again within the whole question', async () => {
    const driven = await begun({ settings: { questionCount: 1 } })
    await driven.submit(NONE)
    await driven.send({ type: 'question:rephrase', turnId: driven.turnId() })
    expect(driven.session().turns.at(-1)?.text).toContain('What has to happen on the day before?')
  })
})

describe('reproducible', () => {
  it('[SM19] same seed and same answers give the same log; another seed another draw', async () => {
    const run = async (seed: number) => {
      const driven = await begun({ seed, settings: { questionCount: 4 } })
      for (let i = 0; driven.session().phase.name === 'answering'; i++) await driven.submit(i % 2 ? ALL : NONE)
      return driven.events
    }
    expect(await run(5)).toEqual(await run(5))
    const texts = async (seed: number) => (await run(seed)).map((e) => ('text' in e ? e.text : ''))
    expect(await texts(5)).not.toEqual(await texts(6))
  })
})
