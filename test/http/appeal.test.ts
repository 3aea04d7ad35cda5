import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PartGrade } from '../../server/contract/appeal.ts'
import { foldSession } from '../../server/contract/fold-session.ts'
import type { QuestionReport } from '../../server/contract/report.ts'
import type { SessionEvent } from '../../server/contract/session-event.ts'
import { ask, beginAs, finishSession, startTestApp } from '../support/app.ts'
import { createModelJudge } from '../support/model-judge.ts'

type App = Awaited<ReturnType<typeof startTestApp>>
let app: App
beforeEach(async () => {
  app = await startTestApp({ judge: createModelJudge(), tokenBudget: 8_000 })
})
afterEach(() => app.stop())

async function call(method: string, path: string, body?: unknown, at = app) {
  const response = await fetch(`${at.url}/api/${path}`, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}

const ANSWER = 'I feed the starter, wait for a slow rise, use a closed pot'
const finish = (at = app) => finishSession(at, ANSWER)

async function reportOf(id: string, at = app): Promise<QuestionReport> {
  return (await call('GET', `sessions/${id}/report`, undefined, at)).body.questions[0]
}

/** Asks for a grade and waits until it is there. */
async function gradeBy(id: string, judge: 'built-in' | 'model', at = app): Promise<QuestionReport> {
  const before = (await reportOf(id, at)).grades.length
  const answer = await call('POST', `sessions/${id}/grades/0`, { judge }, at)
  expect(answer).toMatchObject({ status: 202, body: { grading: true } })
  for (;;) {
    const report = await reportOf(id, at)
    if (report.grades.length > before) return report
  }
}

const COVERED: PartGrade = { part: 'key_point', keyPointId: 'slow-rise', verdict: 'covered' }
const STRUCTURE: PartGrade = { part: 'criterion', criterionId: 'structure', mark: { level: 4, band: null } }

describe('what a person says against a grade', () => {
  it('[AP1] stands in the log and in the report, beside a grade that is as it was', async () => {
    const id = await finish()
    const before = await reportOf(id)
    expect(
      (await call('POST', `sessions/${id}/disputes/0`, { about: COVERED, why: ' I never said slow. ' })).status,
    ).toBe(204)
    expect((await call('POST', `sessions/${id}/disputes/0`, { about: STRUCTURE, why: 'It jumps.' })).status).toBe(204)
    const after = await reportOf(id)
    expect(after.disputes).toMatchObject([
      { grade: 0, about: COVERED, why: 'I never said slow.' },
      { grade: 0, about: STRUCTURE, why: 'It jumps.' },
    ])
    expect({ ...after, disputes: [] }).toEqual(before)
    const events: SessionEvent[] = await app.store.readEvents(id, 0)
    expect(events.filter(({ type }) => type === 'grade_disputed')).toHaveLength(2)
    const letter = await (await fetch(`${app.url}/api/sessions/${id}/export.md`)).text()
    expect(letter).toContain('You marked “Covered” as wrong')
    expect(letter).toContain('I never said slow.')
  })

  it('[AP22] can be said in other words and taken back: the report has what stands, the log every step', async () => {
    const id = await finish()
    const before = await reportOf(id)
    const say = async (why: string | null) =>
      (await call('POST', `sessions/${id}/disputes/0`, { about: COVERED, why })).status
    const stepsOf = async () =>
      (await app.store.readEvents(id, 0)).flatMap((event) => (event.type === 'grade_disputed' ? [event.why] : []))
    // Nothing was said that could be taken back.
    expect(await say(null)).toBe(204)
    expect(await stepsOf()).toEqual([])
    for (const why of ['Not slow.', 'Not slow.', 'Never slow.']) expect(await say(why)).toBe(204)
    expect((await reportOf(id)).disputes).toMatchObject([{ why: 'Never slow.' }])
    for (const why of [null, null]) expect(await say(why)).toBe(204)
    expect(await reportOf(id)).toEqual(before)
    expect(await (await fetch(`${app.url}/api/sessions/${id}/export.md`)).text()).not.toContain('slow.')
    expect(await stepsOf()).toEqual(['Not slow.', 'Never slow.', null])
  })

  it.each<[string, unknown, number, string]>([
    ['no reason', { about: COVERED, why: '  ' }, 400, 'bad_request'],
    ['neither a reason nor null', { about: COVERED }, 400, 'bad_request'],
    ['more than 500 characters', { about: COVERED, why: 'x'.repeat(501) }, 400, 'bad_request'],
    ['another verdict than is shown', { about: { ...COVERED, verdict: 'missing' }, why: 'no' }, 409, 'conflict'],
    ['a key point that is not there', { about: { ...COVERED, keyPointId: 'no-such' }, why: 'no' }, 409, 'conflict'],
    ['another level than is shown', { about: { ...STRUCTURE, mark: null }, why: 'no' }, 409, 'conflict'],
    ['a stray field', { about: COVERED, why: 'no', level: 5 }, 400, 'bad_request'],
  ])('[AP2] %s is refused', async (_what, body, status, code) => {
    const id = await finish()
    const { status: given, body: answer } = await call('POST', `sessions/${id}/disputes/0`, body)
    expect([given, answer.error.code]).toEqual([status, code])
    expect((await reportOf(id)).disputes).toEqual([])
  })

  it('[AP3] can be said as soon as the feedback is shown, and not before', async () => {
    const about = { part: 'key_point', keyPointId: 'slow-rise', verdict: 'covered' }
    for (const [feedback, status] of [
      ['each', 204],
      ['end', 409],
    ] as const) {
      const id = await app.createSession({ questionCount: 2, feedback })
      const socket = await app.connect()
      await beginAs(socket, id)
      await ask(socket, 'answer:submit', { clientSeq: 2, turnId: 't2', text: ANSWER })
      while (((await app.runner.getSession(id)).questions[0]?.grades.length ?? 0) === 0) await call('GET', 'health')
      const answer = await call('POST', `sessions/${id}/disputes/0`, { about, why: 'I never said slow.' })
      expect([feedback, answer.status]).toEqual([feedback, status])
      if (feedback === 'end') expect(answer.body.error.code).toBe('not_closed')
      expect((await call('POST', `sessions/${id}/grades/0`, { judge: 'built-in' })).status).toBe(
        feedback === 'each' ? 202 : 409,
      )
      socket.disconnect()
    }
  })
})

describe('a grade by another judge', () => {
  it('[AP4] joins the first one: both stay, and the one of the session’s own judge is shown', async () => {
    const id = await finish()
    const first = await reportOf(id)
    const both = await gradeBy(id, 'built-in')
    expect(both.grades).toMatchObject([
      { judge: { kind: 'model', model: 'large' }, shown: true, result: { status: 'graded', samples: 3 } },
      { judge: { kind: 'built-in' }, shown: false, result: { status: 'graded', samples: 1 } },
    ])
    expect(both.outcome).toEqual(first.outcome)
    expect(both.keyPoints).toEqual(first.keyPoints)
    const again = await gradeBy(id, 'model')
    expect(again.grades.map(({ shown }) => shown)).toEqual([false, false, true])
  })

  it('[AP5] is shown where the person chooses it, until they choose again', async () => {
    const id = await finish()
    await gradeBy(id, 'built-in')
    expect((await call('PUT', `sessions/${id}/grades/0/shown`, { grade: 1 })).status).toBe(204)
    const chosen = await reportOf(id)
    expect(chosen.outcome).toMatchObject({ status: 'graded', judge: { kind: 'built-in' } })
    expect(chosen.grades.map(({ shown }) => shown)).toEqual([false, true])
    await gradeBy(id, 'model')
    expect((await reportOf(id)).grades.map(({ shown }) => shown)).toEqual([false, true, false])
    await call('PUT', `sessions/${id}/grades/0/shown`, { grade: 2 })
    expect((await reportOf(id)).grades.map(({ shown }) => shown)).toEqual([false, false, true])
    const refused = await call('PUT', `sessions/${id}/grades/0/shown`, { grade: 9 })
    expect([refused.status, refused.body.error.field]).toEqual([400, 'grade'])
  })

  it('[AP6] a note stays with the grade that it is about', async () => {
    const id = await finish()
    await call('POST', `sessions/${id}/disputes/0`, { about: COVERED, why: 'I never said slow.' })
    await gradeBy(id, 'built-in')
    await call('PUT', `sessions/${id}/grades/0/shown`, { grade: 1 })
    expect((await reportOf(id)).disputes).toMatchObject([{ grade: 0 }])
  })

  it('[AP7] by a judge that is not set up is refused in plain words, and nothing is recorded', async () => {
    const other = await startTestApp()
    const id = await finish(other)
    const { status, body } = await call('POST', `sessions/${id}/grades/0`, { judge: 'model' }, other)
    expect([status, body.error.code]).toEqual([409, 'judge_not_set_up'])
    expect(body.error.message).toMatch(/^No model is set up/)
    expect(await reportOf(id, other)).toMatchObject({ outcome: { status: 'graded' }, regrading: false })
    const unknown = await call('POST', `sessions/${id}/grades/0`, { judge: 'my aunt' }, other)
    expect(unknown.body.error.field).toBe('judge')
    await other.stop()
  })

  it('[AP8] by a model whose tokens are spent is refused in plain words; one that runs out on the way is no grade', async () => {
    const poor = await startTestApp({ judge: createModelJudge(), tokenBudget: 3_500 })
    const id = await finish(poor)
    const spent = await gradeBy(id, 'model', poor)
    expect(spent.grades).toMatchObject([{ shown: true }, { result: { status: 'not_graded', reason: 'budget_spent' } }])
    await poor.stop()
    const exact = await startTestApp({ judge: createModelJudge(), tokenBudget: 3_000 })
    const other = await finish(exact)
    const { status, body } = await call('POST', `sessions/${other}/grades/0`, { judge: 'model' }, exact)
    expect([status, body.error.code]).toEqual([409, 'budget_spent'])
    await exact.stop()
  })

  it('[AP9] all of it folds again from the log, and goes with an export', async () => {
    const id = await finish()
    await call('POST', `sessions/${id}/disputes/0`, { about: COVERED, why: 'I never said slow.' })
    await gradeBy(id, 'built-in')
    await call('PUT', `sessions/${id}/grades/0/shown`, { grade: 1 })
    const exported = (await call('GET', `sessions/${id}/export.json`)).body
    const folded = foldSession(exported.events).questions[0]
    expect(folded).toMatchObject({ chosenGrade: 1, disputes: [{ why: 'I never said slow.' }], regrading: null })
    const { body } = await call('POST', 'sessions/import', exported)
    expect((await reportOf(body.sessionId)).grades).toEqual((await reportOf(id)).grades)
  })
})
