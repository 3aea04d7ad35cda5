import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { QuestionReportSchema } from '#contract/report.ts'
import { buildQuestionReport } from '../../server/report/build-question-report.ts'
import { createLog, gradedOf, levelOf, notGraded, questionOf, quote, rubricOf } from './create-log.ts'

const QUESTIONS = [questionOf('a'), questionOf('b')]
const TEXT = 'I asked the users first and then the engineers.'

describe('buildQuestionReport', () => {
  it('[RP8] of several grades the latest graded one counts, also before a later failure', () => {
    const log = createLog(QUESTIONS)
    log.play(0, TEXT, levelOf(2), levelOf(4), notGraded)
    const { outcome } = buildQuestionReport(log.end(), 0, { ended: true })
    expect(outcome).toMatchObject({ status: 'graded', criteria: [{ mark: { level: 4 } }] })
  })

  it('[RP8] is not graded only where no attempt gave a grade', () => {
    const log = createLog(QUESTIONS)
    log.play(0, TEXT, notGraded)
    const report = buildQuestionReport(log.end(), 0, { ended: true })
    expect(report.outcome).toEqual({
      status: 'not_graded',
      judge: { kind: 'model', model: 'some-model' },
      reason: 'judge_timed_out',
      retryable: true,
    })
    expect(report.keyPoints.map(({ verdict }) => verdict)).toEqual([null, null])
  })

  it('[RP9] a grading that was asked for again hides the older grade until it is done', () => {
    const log = createLog(QUESTIONS)
    log.play(0, TEXT, levelOf(2))
    log.add({ type: 'grading_requested', index: 0 })
    const running = buildQuestionReport(log.session(), 0, { ended: true })
    expect(running.outcome).toEqual({ status: 'grading' })
    expect(running.keyPoints[0]?.verdict).toBeNull()
    log.add({ type: 'answer_graded', index: 0, grade: levelOf(3) })
    expect(buildQuestionReport(log.session(), 0, { ended: true }).outcome.status).toBe('graded')
  })

  it('[RP10] an old session keeps the anchors that were drawn with it', () => {
    const log = createLog(QUESTIONS, [rubricOf('knowledge'), rubricOf('approach', ['coverage'], 7)])
    log.play(0, TEXT, levelOf(3))
    log.play(1, TEXT, levelOf(5))
    const session = log.end()
    const markOf = (index: number) => {
      const { outcome } = buildQuestionReport(session, index, { ended: true })
      return outcome.status === 'graded' ? outcome.criteria[0]?.mark : undefined
    }
    expect(markOf(0)).toMatchObject({
      anchor: 'coverage approach v7 level 3',
      nextAnchor: 'coverage approach v7 level 4',
    })
    expect(markOf(1)).toMatchObject({ anchor: 'coverage approach v7 level 5', nextAnchor: null })
  })

  it('[RP11] every quote is a slice of what the candidate said, whatever the log claims', () => {
    const evidenceOf = fc.record({
      turnId: fc.constantFrom('t1', 't2', 't4', 't99'),
      from: fc.nat(TEXT.length),
      length: fc.integer({ min: 1, max: 12 }),
      honest: fc.boolean(),
    })
    const checks = fc.property(fc.array(evidenceOf, { minLength: 1, maxLength: 6 }), (claims) => {
      const evidence = claims.map(({ turnId, from, length, honest }) => {
        const text = honest ? TEXT.slice(from, from + length) || 'x' : 'words nobody said'
        return { turnId, from, to: from + length, text }
      })
      const log = createLog(QUESTIONS)
      log.ask(0)
      log.say(0, TEXT)
      log.followUp(0, 'one', 'And then?')
      log.say(0, TEXT)
      const criterion = {
        status: 'marked',
        criterionId: 'coverage',
        level: 3,
        band: null,
        evidence,
        reason: '',
      } as const
      const keyPoints = [{ keyPointId: 'one', verdict: 'covered', evidence, reason: '' } as const]
      log.close(
        0,
        gradedOf({ keyPoints, criteria: [criterion], worked: { keyPointId: 'one', evidence: evidence[0]! } }),
      )
      const report = buildQuestionReport(log.end(), 0, { ended: true })
      if (report.outcome.status !== 'graded') throw new Error('not graded')
      const mark = report.outcome.criteria[0]!.mark
      const shown = [
        ...report.keyPoints.flatMap((keyPoint) => keyPoint.evidence),
        ...(mark.status === 'marked' ? mark.evidence : []),
        ...(report.outcome.worked === null ? [] : [report.outcome.worked.evidence]),
      ]
      for (const quoted of shown) {
        const turn = report.turns.find(({ id }) => id === quoted.turnId)
        expect(turn?.speaker).toBe('candidate')
        expect(turn?.text.slice(quoted.from, quoted.to)).toBe(quoted.text)
      }
      // What is left without a quote is no longer covered, nor is the level kept.
      const [first] = report.keyPoints
      expect(first?.verdict).toBe(first?.evidence.length === 0 ? 'missing' : 'covered')
      expect(mark.status).toBe(first?.evidence.length === 0 ? 'withheld' : 'marked')
    })
    fc.assert(checks, { numRuns: 200 })
  })

  it('[RP12] tells why a follow-up was asked only after the session', () => {
    const log = createLog(QUESTIONS)
    log.ask(0)
    const turnId = log.say(0, TEXT)
    log.followUp(0, 'two', 'What came next?', quote(turnId, TEXT, 'the users'))
    log.say(0, 'Nothing.')
    log.close(0, levelOf(2))
    const reasons = (ended: boolean) =>
      buildQuestionReport(log.session(), 0, { ended }).turns.map(({ followUp }) => followUp)
    expect(reasons(false)).toEqual([null, null, null, null])
    expect(reasons(true)).toEqual([
      null,
      null,
      {
        because: 'missing',
        keyPointId: 'two',
        point: 'Second point of a.',
        citing: { turnId, from: 8, to: 17, text: 'the users' },
      },
      null,
    ])
  })

  it('[RP13] an open question shows neither key points nor sample answer; a skipped one shows both', () => {
    const log = createLog(QUESTIONS)
    log.ask(0)
    log.skip(0)
    log.ask(1)
    const session = log.end('left')
    expect(buildQuestionReport(session, 0, { ended: true })).toMatchObject({
      outcome: { status: 'skipped' },
      sampleAnswer: 'The sample answer of a.',
      keyPoints: [{ verdict: null }, { verdict: null }],
    })
    expect(buildQuestionReport(session, 1, { ended: true })).toMatchObject({
      outcome: { status: 'open' },
      sampleAnswer: '',
      keyPoints: [],
      answerMs: null,
    })
  })

  it('[RP14] counts the time from the question to its close without the pauses, and what is over the limit', () => {
    const log = createLog(QUESTIONS)
    log.ask(0)
    log.add({ type: 'session_paused', by: 'candidate', since: log.events.at(-1)!.at + 5_000 }, 5_000)
    log.add({ type: 'session_resumed' }, 60_000)
    log.add(
      { type: 'turn_committed', index: 0, turnId: log.turnId(), text: TEXT, how: 'submitted', endedBy: 'hand' },
      124_000,
    )
    log.add({ type: 'question_closed', index: 0, how: 'answered' }, 1_000)
    const report = buildQuestionReport(log.session(), 0, { ended: false })
    expect(report.answerMs).toBe(130_000)
    expect(report.overtimeMs).toBe(10_000)
    expect(QuestionReportSchema.parse(report)).toEqual(report)
  })

  it('[RP15] knows no question that was not reached', () => {
    const log = createLog(QUESTIONS)
    expect(() => buildQuestionReport(log.session(), 0, { ended: true })).toThrow('no question 0')
  })
})
