import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../server/commands/eval/follow-up-checks.ts'
import { type GradingDeps, gradeTasks, type Task } from '../../server/commands/eval/grade-rows.ts'
import { evaluateFollowUps } from '../../server/commands/eval/interviewer.ts'
import { load, loadBank } from '../../server/commands/eval/load.ts'
import { measure } from '../../server/commands/eval/measure.ts'
import type { Heard } from '../../server/commands/eval/play-session.ts'
import { createQuestionMaker, isNoAnswer, readRows } from '../../server/commands/eval/rows.ts'
import { openProgress } from '../../server/commands/eval/progress.ts'
import { EngineError } from '../../server/errors.ts'
import { cover } from '../../server/grading/built-in-judge.ts'
import { createBuiltInInterviewer } from '../../server/interview/built-in-interviewer.ts'
import { buildJudgement, createScriptedJudge, SAID } from '../grading/judges.ts'
import { buildQuestion, buildRubric } from '../support/factories.ts'
import { buildRow as row } from './build-row.ts'

const EVAL = join(import.meta.dirname, '../../server/commands/eval.ts')
const folder = () => mkdtempSync(join(tmpdir(), 'eval-'))

describe('data files', () => {
  it('[DF1] name the file, the line and what is wrong', () => {
    const file = join(folder(), 'rows.jsonl')
    writeFileSync(file, `${JSON.stringify(row('a1', 'Salt stays.', 1))}\n\n{"id":"a2"}\n`)
    expect(() => readRows(file)).toThrow(`${file}:3: group`)
  })

  it.each<[string, string | Uint8Array, string]>([
    ['is not JSON', `${JSON.stringify(row('a1', 'x', 1))}\nsalt\n`, ':2: this line is not JSON'],
    ['lacks a field', '{"id":"a2"}', ':1: group: is missing: string expected'],
    ['has a grade over the most', JSON.stringify({ ...row('a1', 'x', 1), human: 12, humanMax: 10 }), ':1: human: must be from 0 to humanMax (10): it is 12'],
    ['has a grade below nothing', JSON.stringify({ ...row('a1', 'x', 1), human: -1 }), ':1: human: must be from 0'],
    ['has a second grade over the most', JSON.stringify({ ...row('a1', 'x', 1), humanOther: 2 }), ':1: humanOther: must be from 0'],
    ['is UTF-16', Buffer.from(`\ufeff${JSON.stringify(row('a1', 'x', 1))}`, 'utf16le'), ': this is UTF-16; save it as UTF-8'],
    ['is Latin-1', Buffer.from('{"id":"\u00e9"}', 'latin1'), ': this is not UTF-8 text'],
    ['is empty', '\n \n', ': there is no answer in this file'],
  ])('[DF4] a file that %s is refused in plain words', (_what, content, words) => {
    const file = join(folder(), 'rows.jsonl')
    writeFileSync(file, content)
    expect(() => readRows(file)).toThrow(`${file}${words}`)
  })

  it('[DF4] so is one that is not there; a byte order mark is no fault', () => {
    const file = join(folder(), 'rows.jsonl')
    expect(() => readRows(file)).toThrow(`${file}: there is no such file`)
    writeFileSync(file, `\ufeff${JSON.stringify(row('a1', 'x', 1))}\r\n`)
    expect(readRows(file)).toHaveLength(1)
  })

  it('[DF2] know a row that answers nothing', () => {
    expect(['No submission.', '', ' - ', 'N/A', 'no response'].map(isNoAnswer)).toEqual([true, true, true, true, true])
    expect(isNoAnswer('No, the salt stays.')).toBe(false)
  })

  it('[DF3] make one question for each accepted answer, the same for the same text', () => {
    const make = createQuestionMaker()
    const both = make(row('a1', 'x', 1, { otherSampleAnswers: ['Salt stays in the dish.'] }))
    expect(both.map((q) => q.sampleAnswer)).toEqual(['The water evaporates and leaves the salt behind.', 'Salt stays in the dish.'])
    expect(make(row('a2', 'y', 0))[0]).toBe(both[0])
  })
})

describe('grading rows', () => {
  const task = (id: string): Task => ({ id, questions: [buildQuestion()], roleQuestions: [], rubric: buildRubric(), answer: `${SAID} ${id}` })
  const deps = (over: Partial<GradingDeps>): GradingDeps => ({
    judge: createScriptedJudge(() => buildJudgement()),
    samples: 1,
    progress: null,
    onDone: () => {},
    ...over,
  })

  const HERE = { endpoint: 'http://here/v1', code: 'v1' }

  it('[GT1] goes on after an interruption: graded rows are kept, failures are tried again', async () => {
    const file = join(folder(), 'data/eval/progress.jsonl')
    const failing = createScriptedJudge(() => buildJudgement(), () => undefined)
    const first = await gradeTasks([task('a'), task('b')], deps({ judge: failing, progress: openProgress(file, HERE) }))
    expect(first.map((one) => [one.grade === null, one.reason])).toEqual([
      [false, null],
      [true, 'judge_output_invalid'],
    ])
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"key":"half a li`)
    const judge = createScriptedJudge(() => buildJudgement())
    const progress = openProgress(file, HERE)
    const second = await gradeTasks([task('a'), task('b')], deps({ judge, progress }))
    expect(judge.asked).toBe(1)
    expect(progress.countReused()).toBe(1)
    expect(second.map((one) => one.grade)).toEqual([first[0]?.grade, first[0]?.grade])
  })

  it('[GT7] a grade by another endpoint or by other code is none of this run, nor one of a run that came to its end', async () => {
    const file = join(folder(), 'progress.jsonl')
    const askedOf = async (by: typeof HERE, end = false) => {
      const judge = createScriptedJudge(() => buildJudgement())
      const progress = openProgress(file, by)
      await gradeTasks([task('a')], deps({ judge, progress }))
      if (end) progress.finish()
      return judge.asked
    }
    expect(await askedOf(HERE)).toBe(1)
    expect(await askedOf(HERE)).toBe(0)
    expect(await askedOf({ ...HERE, endpoint: 'http://there/v1' })).toBe(1)
    expect(await askedOf(HERE, true)).toBe(0)
    expect(await askedOf(HERE)).toBe(1)
    expect(await askedOf({ ...HERE, code: 'v2' }, true)).toBe(1)
    expect(existsSync(file)).toBe(false)
  })

  it('[GT8] the end of one run leaves what another one, over other answers, has so far', async () => {
    const file = join(folder(), 'progress.jsonl')
    const judge = createScriptedJudge(() => buildJudgement())
    await gradeTasks([task('a')], deps({ judge, progress: openProgress(file, HERE) }))
    const other = openProgress(file, HERE)
    await gradeTasks([task('b')], deps({ judge, progress: other }))
    other.finish()
    await gradeTasks([task('a')], deps({ judge, progress: openProgress(file, HERE) }))
    expect(judge.asked).toBe(2)
  })

  it('[GT9] gives up after five failures in a row that will not pass, and says why; others it takes one by one', async () => {
    const fail = (reason: 'rejected' | 'output_invalid') => () => {
      throw new EngineError(reason, 'the endpoint did not accept the request (401, invalid_api_key)')
    }
    const tasks = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(task)
    const locked = createScriptedJudge(fail('rejected'))
    const given = gradeTasks(tasks, deps({ judge: locked }))
    await expect(given).rejects.toThrow(/5 × judge_rejected: the endpoint did not accept the request \(401/)
    expect(locked.asked).toBe(5)
    const odd = createScriptedJudge(fail('output_invalid'))
    expect((await gradeTasks(tasks, deps({ judge: odd }))).every(({ grade }) => grade === null)).toBe(true)
    const shaky = createScriptedJudge(fail('rejected'), fail('rejected'), fail('rejected'), fail('rejected'), () => buildJudgement(), fail('rejected'))
    expect((await gradeTasks(tasks, deps({ judge: shaky }))).filter(({ grade }) => grade === null)).toHaveLength(7)
  })

  it('[GT10] an answer that is graded without the judge does not hide that the judge cannot be reached', async () => {
    const locked = createScriptedJudge(() => {
      throw new EngineError('unreachable', 'no connection')
    })
    const tasks = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((id) => [task(id), { ...task(id), answer: 'I do not know.' }])
    await expect(gradeTasks(tasks, deps({ judge: locked }))).rejects.toThrow('Stopped')
  })

  it('[GT2] counts what was not graded, and never takes it for 0', () => {
    const rows = [row('a1', 'Salt.', 1), row('a2', 'Water.', 0), row('b1', 'Sun.', 0)]
    const one = { flags: [], levels: {}, verdicts: {}, ms: 1 }
    const graded = [
      { id: 'a1', grade: 0.9, reason: null, ...one },
      { id: 'a2', grade: 0.2, reason: null, ...one },
      { id: 'b1', grade: null, reason: 'judge_timed_out', ...one },
    ]
    const measures = measure(rows, graded)
    expect(measures).toMatchObject({ rows: 3, notGraded: 1, all: { rows: 2, meanSignedError: expect.closeTo(0.05) } })
    expect(measures.all.labels).toEqual({ accuracy: 1, macroF1: 1, auc: 1 })
  })

  it('[GT4] the command prints JSON and writes a line an answer', async () => {
    const dir = folder()
    const data = join(dir, 'salt.jsonl')
    const rows = [
      row('a1', 'The water evaporates, and the salt is left behind.', 1),
      row('a2', 'I saw something pink in the dish on Monday.', 0),
      row('b1', 'Water goes into the air as it evaporates and salt remains.', 1, { group: 'gb' }),
      row('b2', 'I do not know', 0, { group: 'gb' }),
    ]
    writeFileSync(data, rows.map((one) => JSON.stringify(one)).join('\n'))
    const args = [EVAL, '--data', data, '--rows', join(dir, 'out.jsonl'), '--json']
    const { stdout } = await promisify(execFile)(process.execPath, args)
    const printed = JSON.parse(stdout)
    expect(printed).toMatchObject({ judge: 'built-in', measures: { rows: 4, notGraded: 0, all: { labels: { auc: 1 } } } })
    expect(printed.attacks.length).toBeGreaterThan(15)
    const lines = readFileSync(join(dir, 'out.jsonl'), 'utf8').trim().split('\n')
    expect(lines.map((line) => Object.keys(JSON.parse(line)))).toEqual(rows.map(() => ['id', 'grade']))
  })
})

describe('the interviewer', () => {
  const heard = (text: string, over: Partial<Heard> = {}): Heard => ({
    question: buildQuestion(),
    keyPoint: buildQuestion().keyPoints[0]!,
    candidate: 'strong',
    manner: 'neutral',
    said: { lead: '', text, by: { engine: { kind: 'built-in' }, insteadOf: null } },
    answers: ['I bake it in the morning with a lot of flour.'],
    before: ['How do you bake a loaf of sour bread?'],
    stoodInFor: null,
    ...over,
  })

  it.each<[string, string]>([
    ['one question', 'What about the flour? And the water?'],
    ['at most 40 words', `And the flour, ${'what about it, '.repeat(15)}then?`],
    ['about what was said or is missing', 'Which football club do you support?'],
    ['gives nothing away', 'Do you let the dough rise slowly in a cool place?'],
    ['tells no answer', 'Would you have fed a starter the evening before the flour?'],
    ['not a repeat', 'How do you bake a loaf of sour bread?'],
    ['no praise', 'Great answer. What about the flour?'],
    ['no grade', 'That is correct. What about the flour?'],
    ['in English', 'Und was machen Sie mit dem Mehl und mit Brot, bread?'],
  ])('[IV1] the check "%s" finds %s', (name, text) => {
    expect(CHECKS[name]?.(heard(text))).toBe(false)
    expect(CHECKS[name]?.(heard('Which flour do you take for that?'))).toBe(true)
  })

  it('[IV7] a key point is given away in any of its wordings', () => {
    const [point, ...others] = buildQuestion().keyPoints
    const wordings = ['A cool cellar overnight suits the dough best.']
    const question = buildQuestion({ keyPoints: [{ ...point!, wordings }, ...others] })
    const text = 'Would a cool cellar overnight suit the dough?'
    const passes = CHECKS['gives nothing away']
    expect([heard(text), heard(text, { question })].map((one) => passes?.(one))).toEqual([true, false])
  })

  it('[IV2] the built-in one passes every check in at least 99 of 100 follow-ups, and gives nothing away in any', async () => {
    const [{ role, rubrics }, shipped] = await Promise.all([loadBank(), load(null, 1_000)])
    const interviewer = createBuiltInInterviewer()
    const evaluation = await evaluateFollowUps(shipped, { interviewer, cover, role, rubrics }, () => {})
    expect(evaluation.followUps).toBeGreaterThan(300)
    for (const [check, share] of Object.entries(evaluation.checks)) {
      expect([check, (share ?? 0) >= 0.99]).toEqual([check, true])
    }
    expect(evaluation.checks['gives nothing away']).toBe(1)
    expect(evaluation.checks['tells no answer']).toBe(1)
  })
})
