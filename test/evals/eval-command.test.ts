import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { describeCost, fitLevel } from '../../server/commands/eval/fit-level.ts'
import { multiplyOdds } from '../../server/grading/predict.ts'
import { CHECKS } from '../../server/commands/eval/follow-up-checks.ts'
import { type GradingDeps, gradeTasks, type Task } from '../../server/commands/eval/grade-rows.ts'
import { evaluateFollowUps } from '../../server/commands/eval/interviewer.ts'
import { load, loadBank } from '../../server/commands/eval/load.ts'
import { measure } from '../../server/commands/eval/measure.ts'
import type { Heard } from '../../server/commands/eval/play-session.ts'
import { createQuestionMaker, isNoAnswer, RowSchema, readRows } from '../../server/commands/eval/rows.ts'
import * as statistics from '../../server/commands/eval/statistics.ts'
import { fitRidge } from '../../server/commands/fit/ridge.ts'
import { loadCover } from '../../server/grading/built-in-judge.ts'
import { createBuiltInInterviewer } from '../../server/interview/built-in-interviewer.ts'
import { buildJudgement, createScriptedJudge, SAID } from '../grading/judges.ts'
import { buildQuestion, buildRubric } from '../support/factories.ts'

const EVAL = join(import.meta.dirname, '../../server/commands/eval.ts')
const folder = () => mkdtempSync(join(tmpdir(), 'eval-'))
const row = (id: string, answer: string, human: number, more: object = {}) =>
  RowSchema.parse({
    id,
    group: `g${id.slice(0, 1)}`,
    question: 'Where does the salt go?',
    sampleAnswer: 'The water evaporates and leaves the salt behind.',
    answer,
    human,
    humanMax: 1,
    ...more,
  })

describe('statistics', () => {
  it('[ST1] agree with values worked out by hand', () => {
    expect(statistics.pearson([1, 2, 3, 4], [2, 4, 6, 8])).toBeCloseTo(1)
    expect(statistics.pearson([1, 2, 3], [1, 3, 2])).toBeCloseTo(0.5)
    expect(statistics.ranksOf([10, 20, 20, 5])).toEqual([2, 3.5, 3.5, 1])
    expect(statistics.spearman([1, 10, 100], [3, 2, 1])).toBeCloseTo(-1)
    expect(statistics.quadraticKappa([0, 1, 2, 3], [0, 1, 2, 3])).toBe(1)
    expect(statistics.quadraticKappa([0, 1], [1, 0])).toBeCloseTo(-1)
    expect(statistics.areaUnderCurve([0.9, 0.4, 0.4, 0.1], [1, 1, 0, 0])).toBeCloseTo(0.875)
    expect(statistics.withinGroups([1, 2, 11, 12], [5, 6, 1, 2], ['a', 'a', 'b', 'b'])).toBeCloseTo(1)
  })

  it('[ST2] an interval holds the value and is the same each time', () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({ group: `g${i % 12}`, value: i % 7 }))
    const interval = () => statistics.bootstrapInterval(rows, (r) => r.group, (all) => statistics.meanOf(all.map((r) => r.value)))
    const [low, high] = interval()
    expect(low).toBeLessThanOrEqual(3)
    expect(high).toBeGreaterThanOrEqual(2.8)
    expect(interval()).toEqual([low, high])
  })

  it('[ST3] ridge finds the weights that made the data, and shrinks them with the penalty', () => {
    const rows = Array.from({ length: 50 }, (_, i) => [Math.sin(i), Math.cos(i * 1.7)])
    const targets = rows.map(([a = 0, b = 0]) => 2 * a - b)
    const weights = rows.map(() => 1)
    const [a = 0, b = 0] = fitRidge(rows, targets, weights, 1e-9)
    expect([a, b]).toEqual([expect.closeTo(2), expect.closeTo(-1)])
    expect(Math.abs(fitRidge(rows, targets, weights, 100)[0] ?? 9)).toBeLessThan(a)
  })
})

describe('data files', () => {
  it('[DF1] name the file, the line and what is wrong', () => {
    const file = join(folder(), 'rows.jsonl')
    writeFileSync(file, `${JSON.stringify(row('a1', 'Salt stays.', 1))}\n\n{"id":"a2"}\n`)
    expect(() => readRows(file)).toThrow(`${file}:3: group`)
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
  const task = (id: string): Task => ({ id, questions: [buildQuestion()], rubric: buildRubric(), answer: `${SAID} ${id}` })
  const deps = (over: Partial<GradingDeps>): GradingDeps => ({
    judge: createScriptedJudge(() => buildJudgement()),
    samples: 1,
    progressFile: null,
    onDone: () => {},
    ...over,
  })

  it('[GT1] goes on after an interruption: graded rows are kept, failures are tried again', async () => {
    const progressFile = join(folder(), 'data/eval/progress.jsonl')
    const failing = createScriptedJudge(() => buildJudgement(), () => undefined)
    const first = await gradeTasks([task('a'), task('b')], deps({ judge: failing, progressFile }))
    expect(first.map((one) => [one.grade === null, one.reason])).toEqual([
      [false, null],
      [true, 'judge_output_invalid'],
    ])
    writeFileSync(progressFile, `${readFileSync(progressFile, 'utf8')}{"key":"half a li`)
    const judge = createScriptedJudge(() => buildJudgement())
    const second = await gradeTasks([task('a'), task('b')], deps({ judge, progressFile }))
    expect(judge.asked).toBe(1)
    expect(second.map((one) => one.grade)).toEqual([first[0]?.grade, first[0]?.grade])
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

  it('[GT3] calibrates a level on thirty answers, and not on fewer', () => {
    const rows = Array.from({ length: 40 }, (_, i) => row(`${i % 4}${i}`, 'x', multiplyOdds(((i % 10) + 1) / 11, 3)))
    const graded = rows.map(({ id }, i) => ({ id, grade: ((i % 10) + 1) / 11, reason: null, flags: [], levels: {}, verdicts: {}, ms: 1 }))
    const fitted = fitLevel(rows, graded, 1)
    expect(fitted.odds).toBeCloseTo(3, 2)
    expect(Math.abs(fitted.errorAfter)).toBeLessThan(Math.abs(fitted.errorBefore) / 10)
    expect(fitLevel(rows, graded, 2).odds).toBeCloseTo(6, 2)
    expect(() => fitLevel(rows.slice(0, 29), graded.slice(0, 29), 1)).toThrow('30 are needed')
  })

  it('[GT5] says which tricks a kinder level lets pass', () => {
    const line = { kind: 'nothing', graded: 9, meanGrade: 0, meanShift: 0, worstShift: 0, within: 1 } as const
    const attacks = [
      { ...line, attack: 'off topic', worstGrade: 0.5 },
      { ...line, attack: "another question's answer", worstGrade: 1.75 },
      { ...line, attack: 'padding', kind: 'added' as const, worstGrade: 4.5 },
    ]
    const calibration = { rows: 30, odds: 3, step: 3, errorBefore: -0.2, errorAfter: 0 }
    expect(describeCost(attacks, calibration)).toEqual([
      "  another question's answer: up to 3.1 of 5, where at most 2 is wanted",
    ])
    expect(describeCost(attacks, { ...calibration, step: 1 })).toEqual([])
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
    stoodIn: false,
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

  it('[IV2] the built-in one passes every check in at least 99 of 100 follow-ups, and gives nothing away in any', async () => {
    const [{ role, rubrics }, shipped, cover] = await Promise.all([loadBank(), load(null, 1_000), loadCover()])
    const interviewer = createBuiltInInterviewer()
    const evaluation = await evaluateFollowUps(shipped, { interviewer, cover, role, rubrics }, () => {})
    expect(evaluation.followUps).toBeGreaterThan(300)
    for (const [check, share] of Object.entries(evaluation.checks)) expect([check, share >= 0.99]).toEqual([check, true])
    expect(evaluation.checks['gives nothing away']).toBe(1)
    expect(evaluation.checks['tells no answer']).toBe(1)
  })
})
