import { describe, expect, it, onTestFinished } from 'vitest'
import { applyEvent } from '../../server/contract/fold-session.ts'
import type { Session } from '../../server/contract/session.ts'
import { createBuiltInInterviewer } from '../../server/interview/built-in-interviewer.ts'
import type { Judge, SessionStore } from '../../server/ports.ts'
import { buildReport } from '../../server/report/build-report.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { createTestClock } from '../support/clock.ts'
import { buildRole, buildSettings } from '../support/factories.ts'
import { createModelInterviewer, createModelJudge } from '../support/model-judge.ts'
import { createTestRunner, createTestTab } from '../support/runner.ts'

const COMPLETE = 'We feed the starter, wait for a slow rise and use a closed pot.'

/** Each asks for a follow-up, and after the third there are no more. */
const VAGUE = [
  'Everything begins with coarse flour from the old mill near the river.',
  'Then comes cold water out of our village fountain behind the church.',
  'My grandmother always added grey salt from the northern coast.',
]

interface Wanted {
  feedback?: 'each' | 'end'
  questionCount?: number
  judge?: Judge
  judgeSamples?: number
  tokenBudget?: number
  interviewer?: ReturnType<typeof createModelInterviewer>
  store?: SessionStore
  /** Of a session that was begun before. */
  id?: string
}

/** A session in this process, its candidate at the first question. */
async function begin({ feedback = 'each', questionCount = 1, ...more }: Wanted) {
  const store = more.store ?? (await createSqliteStore(':memory:'))
  const failures: string[] = []
  const onFailure = (_id: string, what: string) => failures.push(what)
  const runner = createTestRunner({ ...more, store, clock: createTestClock(), onFailure })
  onTestFinished(() => runner.stop())
  const settings = buildSettings({ feedback, questionCount })
  const id = more.id ?? (await runner.createSession({ roleId: 'baker', settings, seed: 1 }))
  const tab = createTestTab(runner, id, 'client-one')
  await tab.join()
  const session = () => runner.getSession(id)
  /** Waits until the session is so. Everything that changes it is told. */
  const until = async (isSo: (session: Session) => boolean): Promise<Session> => {
    for (;;) {
      const count = tab.events.length
      const now = await session()
      if (isSo(now)) return now
      await tab.until((events) => events.length > count)
    }
  }
  const answer = async (text = COMPLETE) => {
    const { phase } = await until(({ phase }) => phase.name === 'answering')
    if (phase.name === 'answering') await tab.send({ type: 'answer:submit', turnId: phase.turnId, text })
  }
  const gradesOf = (now: Session, index = 0) => now.questions[index]?.grades ?? []
  const graded = (count: number, index = 0) =>
    until((now) => now.questions[index]?.grading === false && gradesOf(now, index).length === count)
  if (more.id === undefined) await tab.send({ type: 'session:begin' })
  return { runner, store, id, tab, session, until, answer, graded, failures }
}

describe('what a judge is told', () => {
  it('[GD9] the questions of the whole role, of which the session has drawn one', async () => {
    const model = createModelJudge()
    const told: unknown[] = []
    const judge: Judge = {
      ...model,
      judge: (request, ...rest) => {
        told.push(request.roleQuestions)
        return model.judge(request, ...rest)
      },
    }
    const { answer, graded } = await begin({ judge })
    await answer()
    await graded(1)
    expect(told).toEqual([buildRole().questions])
  })
})

describe('how often a model reads an answer', () => {
  it('[GD1] three times where nobody waits for the grade', async () => {
    const judge = createModelJudge()
    const { answer, graded } = await begin({ feedback: 'end', judge })
    await answer()
    const { questions } = await graded(1)
    expect(questions[0]?.grades).toMatchObject([{ status: 'graded', samples: 3, judge: { kind: 'model' } }])
    expect(judge.asked).toBe(3)
  })

  it('[GD2] once with feedback after each question, and the rest when the session has ended: both grades stay', async () => {
    const judge = createModelJudge()
    const { answer, graded, tab } = await begin({ judge })
    await answer()
    const before = await graded(1)
    expect(before.questions[0]?.grades).toMatchObject([{ samples: 1 }])
    expect(judge.asked).toBe(1)
    await tab.send({ type: 'question:next', index: 0 })
    const after = await graded(2)
    expect(after.questions[0]?.grades).toMatchObject([{ samples: 1 }, { samples: 3, judge: { kind: 'model' } }])
    expect(judge.asked).toBe(3)
    expect(buildReport(after).questions[0]?.outcome).toMatchObject({ status: 'graded', samples: 3 })
  })

  it('[GD3] while the rest is read the report shows what there is', async () => {
    const judge = createModelJudge()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow: Judge = {
      ...judge,
      judge: async (...given) => {
        if (judge.asked > 0) await held
        return judge.judge(...given)
      },
    }
    const { answer, graded, tab, until } = await begin({ judge: slow })
    await answer()
    await graded(1)
    await tab.send({ type: 'question:next', index: 0 })
    const meanwhile = buildReport(await until(({ phase }) => phase.name === 'ended'))
    expect(meanwhile.questions[0]).toMatchObject({ outcome: { status: 'graded', samples: 1 }, regrading: true })
    expect(meanwhile.counts).toMatchObject({ graded: 1, grading: 0 })
    release()
    expect(buildReport(await graded(2)).questions[0]?.regrading).toBe(false)
  })

  it('[GD4] a grade that comes after the end is completed too, and a completion that fails leaves it', async () => {
    const judge = createModelJudge()
    judge.script.push(undefined, 'timed_out', 'unreachable')
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow: Judge = {
      ...judge,
      judge: async (...given) => {
        await held
        return judge.judge(...given)
      },
    }
    const { answer, graded, tab } = await begin({ judge: slow })
    await answer()
    await tab.send({ type: 'question:next', index: 0 })
    release()
    const session = await graded(2)
    expect(session.questions[0]?.grades).toMatchObject([{ samples: 1 }, { status: 'not_graded' }])
    expect(buildReport(session).questions[0]?.outcome).toMatchObject({ status: 'graded', samples: 1 })
    expect(judge.asked).toBe(3)
  })

  it.each([
    ['word matching', {}],
    ['a model that is to read once', { judge: createModelJudge(), judgeSamples: 1 }],
  ])('[GD5] %s reads once and leaves it at that', async (_who, wanted) => {
    const { answer, graded, tab, until } = await begin(wanted)
    await answer()
    await graded(1)
    await tab.send({ type: 'question:next', index: 0 })
    const session = await until(({ phase }) => phase.name === 'ended')
    expect(session.questions[0]).toMatchObject({ grading: false, grades: [{ samples: 1 }] })
  })

  it('[GD6] a crash between the end and the completion loses nothing: the next start reads the rest', async () => {
    const store = await createSqliteStore(':memory:')
    const judge = createModelJudge()
    const hanging: Judge = {
      ...judge,
      judge: (...given) => (judge.asked === 0 ? judge.judge(...given) : new Promise(() => undefined)),
    }
    const first = await begin({ judge: hanging, store })
    await first.answer()
    await first.graded(1)
    await first.tab.send({ type: 'question:next', index: 0 })
    await first.until(({ questions }) => questions[0]?.grading === true)
    const next = createTestRunner({ store, judge, clock: createTestClock() })
    onTestFinished(() => next.stop())
    const tab = createTestTab(next, first.id, 'client-two')
    await tab.join()
    await tab.until((events) => events.filter(({ type }) => type === 'answer_graded').length === 2)
    expect((await next.getSession(first.id)).questions[0]?.grades).toMatchObject([{ samples: 1 }, { samples: 3 }])
  })
})

describe('the budget of a session', () => {
  const spent = 'budget_spent'
  const model = () => createModelInterviewer(createBuiltInInterviewer())

  it('[BU1] everything a model takes is in the log, what failed or came to nothing too', async () => {
    const interviewer = model()
    interviewer.script.push('timed_out')
    const judge = createModelJudge()
    judge.script.push('output_invalid')
    const { answer, graded, store, id } = await begin({ feedback: 'end', interviewer, judge })
    for (const text of VAGUE) await answer(text)
    const { tokens } = await graded(1)
    expect(tokens).toEqual({ interviewer: 200, judge: 3_000 })
    const events = await store.readEvents(id, 0)
    expect(events.filter(({ type }) => type === 'tokens_used')).toMatchObject([
      { by: 'interviewer', tokens: 100 },
      { by: 'interviewer', tokens: 100 },
      { by: 'judge', tokens: 3_000 },
    ])
  })

  it('[BU2] when it is spent the built-in interviewer asks, and says why; that is no failure', async () => {
    const interviewer = model()
    const { answer, until, failures } = await begin({ feedback: 'end', interviewer, tokenBudget: 150 })
    for (const text of VAGUE.slice(0, 2)) await answer(text)
    const { turns } = await until(
      ({ turns: all }) => all.filter(({ speaker }) => speaker === 'interviewer').length === 3,
    )
    const asked = turns.flatMap((turn) => (turn.speaker === 'interviewer' ? turn.by : []))
    expect(asked).toMatchObject([
      { insteadOf: null },
      { engine: { kind: 'model' }, insteadOf: null },
      { engine: { kind: 'built-in' }, insteadOf: { model: 'small', because: spent } },
    ])
    expect(failures).toEqual([])
  })

  it('[BU3] when it is spent word matching grades, the grade says so, and the report says it plainly', async () => {
    const judge = createModelJudge()
    const { answer, graded, until } = await begin({ feedback: 'end', judge, questionCount: 3, tokenBudget: 4_500 })
    await answer()
    await graded(1, 0)
    await answer()
    await graded(1, 1)
    await answer()
    await graded(1, 2)
    const session = await until(({ phase }) => phase.name === 'ended')
    expect(session.questions.map(({ grades }) => grades[0])).toMatchObject([
      { judge: { kind: 'model' }, samples: 3 },
      { judge: { kind: 'model' }, samples: 1 },
      { judge: { kind: 'built-in' }, inPlaceOf: { model: 'large', because: spent } },
    ])
    expect(session.tokens.judge).toBe(4_000)
    const report = buildReport(session)
    expect(report.tokens).toEqual({ interviewer: 0, judge: 4_000, turnsInPlace: 0, gradesInPlace: 1 })
    expect(report.questions[2]?.outcome).toMatchObject({ inPlaceOf: 'large' })
  })

  it('[BU4] it holds after a restart, and over calls that run at once', async () => {
    const store = await createSqliteStore(':memory:')
    const judge = createModelJudge()
    const first = await begin({ judge, store, questionCount: 2, tokenBudget: 2_500 })
    await first.answer()
    await first.graded(1)
    await first.runner.stop()
    const second = await begin({ judge, store, tokenBudget: 2_500, id: first.id })
    await second.tab.send({ type: 'question:next', index: 0 })
    await second.until(({ phase }) => phase.name === 'answering')
    await second.tab.send({ type: 'session:end', text: COMPLETE })
    const { tokens } = await second.until(({ questions }) => questions.every((q) => !q.grading && q.grades.length > 0))
    expect(tokens.judge).toBe(2_000)
  })

  it('[BU5] an answer that goes on after all gives back its grade, not the tokens', async () => {
    const { answer, until, graded } = await begin({ judge: createModelJudge() })
    const before = await until(({ phase }) => phase.name === 'answering')
    await answer()
    const after = await graded(1)
    const turnId = before.phase.name === 'answering' ? before.phase.turnId : ''
    const undo = { turnId, at: after.lastAt, endedBy: 'hand' as const, before }
    const reopened = applyEvent(
      { ...after, undo },
      {
        v: 1,
        seq: after.seq + 1,
        at: after.lastAt,
        type: 'turn_reopened',
        index: 0,
        turnId,
        text: '',
        because: 'spoke',
      },
    )
    expect(reopened.questions[0]?.grades).toEqual([])
    expect(reopened.tokens.judge).toBe(1_000)
  })
})
