import { describe, expect, it } from 'vitest'
import { letterOf } from '#contract/letter-words.ts'
import { figureOfMark, judgesInWords, limitsInWords, limitsOf, wordOfMark } from '#contract/report-words.ts'
import type { Flag } from '../../server/contract/grade.ts'
import { buildReport } from '../../server/report/build-report.ts'
import { createLog, gradedOf, levelOf, notGraded, questionOf } from './create-log.ts'

const MODEL = { kind: 'model', model: 'some-model' } as const
const missing = ['one', 'two'].map((keyPointId) => ({
  keyPointId,
  verdict: 'missing' as const,
  evidence: [],
  reason: '',
}))
const FIVE = ['a', 'b', 'c', 'd', 'e'].map((id) => questionOf(id))

type Verdicts = ['covered' | 'contradicted', 'partly' | 'missing']
/** An answer whose two points were given these verdicts by word matching. */
function playVerdicts(log: ReturnType<typeof createLog>, index: number, ...verdicts: Verdicts): void {
  log.ask(index)
  const turnId = log.say(index, 'I did the thing.')
  const evidence = [{ turnId, from: 0, to: 5, text: 'I did' }]
  const keyPoints = verdicts.map((verdict, i) => {
    return {
      keyPointId: i === 0 ? 'one' : 'two',
      verdict,
      evidence: verdict === 'missing' ? [] : evidence,
      reason: '',
    }
  })
  log.close(index, gradedOf({ keyPoints }))
}

describe('a mark in words', () => {
  it('[RP21] is the word of its level, and a range where no more is known', () => {
    expect(wordOfMark({ level: 4, band: null })).toBe('Solid')
    expect(wordOfMark({ level: 3, band: { low: 3, high: 4 } })).toBe('Partial to solid')
    expect(wordOfMark({ level: 1, band: { low: 1, high: 1 } })).toBe('Not yet')
    expect(figureOfMark({ level: 4, band: null })).toBe('4 of 5')
    expect(figureOfMark({ level: 3, band: { low: 3, high: 4 } })).toBe('3–4 of 5')
  })
})

describe('the letter of a session', () => {
  it('[RP22] counts key points of graded answers only, and names what is left out', () => {
    const log = createLog(FIVE)
    log.ask(0)
    const turnId = log.say(0, 'I did the thing.')
    const evidence = [{ turnId, from: 0, to: 5, text: 'I did' }]
    const keyPoints = [
      { keyPointId: 'one', verdict: 'covered', evidence, reason: '' } as const,
      { keyPointId: 'two', verdict: 'contradicted', evidence, reason: '' } as const,
    ]
    log.close(0, gradedOf({ keyPoints, judge: { kind: 'model', model: 'some-model' } }))
    log.play(1, 'An answer.', notGraded)
    log.ask(2)
    log.skip(2)
    log.ask(3)
    log.skip(3)
    expect(letterOf(buildReport(log.end('left')))).toEqual([
      'You answered two of five questions.',
      'Of two key points you covered one; on one it reads as if you said the opposite.',
      'Two were skipped, one could not be graded, and no figure here counts them.',
    ])
  })

  it('[RP46] says what word matching finds, not what was made: it cannot know more', () => {
    const log = createLog(FIVE)
    playVerdicts(log, 0, 'covered', 'partly')
    expect(letterOf(buildReport(log.end('left')))).toContain(
      'Word matching finds one of two key points in your answer and one more in part.',
    )
  })

  it('[RP46] over several answers it counts their points together', () => {
    const log = createLog(FIVE)
    playVerdicts(log, 0, 'covered', 'partly')
    playVerdicts(log, 1, 'contradicted', 'missing')
    expect(letterOf(buildReport(log.end('left')))).toContain(
      'Word matching finds one of four key points in your answers and one more in part; one reads as if you said the opposite.',
    )
  })

  it('[RP47] where a model graded some of the answers, each kind of judge says what it can of its own', () => {
    const log = createLog(FIVE)
    playVerdicts(log, 0, 'covered', 'partly')
    playVerdicts(log, 1, 'covered', 'missing')
    log.play(2, 'An answer.', gradedOf({ judge: MODEL, keyPoints: missing }))
    const letter = letterOf(buildReport(log.end('left')))
    expect(letter).toContain(
      'Word matching finds two of four key points in two of your answers and one more in part. Of two key points in the other answer you covered none.',
    )
  })

  it.each<[string, Flag]>([
    ['a copy of the sample answer', 'copied_sample_answer'],
    ['the answer to another question', 'answers_another_question'],
  ])('[RP48] %s is not called the fullest answer', (_, flag) => {
    const log = createLog(FIVE)
    const copy = (level: 3 | 5) => levelOf(level, { flags: [flag] })
    log.play(0, 'An answer.', copy(5))
    log.play(1, 'An answer.', levelOf(2))
    const report = buildReport(log.session())
    expect([report.strongest, report.weakest]).toEqual([null, 1])
    expect(letterOf(report)).toContain('There is most to gain on skill b (question 2).')
    log.play(2, 'An answer.', levelOf(4))
    expect(buildReport(log.session())).toMatchObject({ strongest: 2, weakest: 1 })
    log.play(3, 'An answer.', levelOf(1))
    expect(buildReport(log.end('left'))).toMatchObject({ strongest: 2, weakest: 3 })
  })

  it('[RP23] names the fullest answer in the middle of a sentence, and keeps abbreviations', () => {
    const log = createLog([
      questionOf('a', { competency: 'Prioritisation' }),
      questionOf('b', { competency: 'API design' }),
    ])
    log.play(0, 'An answer.', levelOf(4))
    log.play(1, 'An answer.', levelOf(2))
    const letter = letterOf(buildReport(log.end()))
    expect(letter[0]).toBe('You answered both questions.')
    expect(letter).toContain(
      'Your fullest answer was on prioritisation (question 1); there is most to gain on API design (question 2).',
    )
  })

  it('[RP61] says it by the questions where their competencies do not tell them apart', () => {
    const general = (id: string, question: string) => questionOf(id, { competency: 'General', question })
    const log = createLog([general('a', 'Why us?'), general('b', 'B'.repeat(91)), general('c', 'What would you ask?')])
    log.play(0, 'An answer.', levelOf(4))
    log.play(1, 'An answer.', levelOf(1))
    log.play(2, 'An answer.', levelOf(2))
    const report = buildReport(log.end())
    expect(letterOf(report)).toContain(
      'Your fullest answer was to question 1, “Why us?”; there is most to gain on question 2.',
    )
  })

  it('[RP62] does not count “I don’t know” among the answers, whether it was pressed or written', () => {
    const log = createLog(FIVE)
    log.play(0, 'An answer.', levelOf(3))
    log.ask(1)
    log.say(1, '', 'unknown')
    log.close(1, levelOf(1, { flags: ['non_answer'] }))
    log.play(2, 'No idea.', levelOf(1, { flags: ['non_answer'] }))
    log.ask(3)
    log.say(3, '', 'unknown')
    log.close(3)
    const report = buildReport(log.end('left'))
    expect(letterOf(report)[0]).toBe('You answered one of five questions; to three you had no answer.')
    expect(report.questions[1]?.turns.at(-1)).toMatchObject({ text: '', how: 'unknown' })
  })

  it('[RP25] says how many of the grades are unsure', () => {
    const log = createLog(FIVE)
    log.play(0, 'An answer.', levelOf(3, { lowConfidence: true }))
    log.play(1, 'An answer.', levelOf(3))
    expect(letterOf(buildReport(log.end('left')))).toContain('One grade is of low confidence.')
  })

  it('[RP24] says so where nothing was answered', () => {
    expect(letterOf(buildReport(createLog(FIVE).end('left')))).toEqual(['No question was answered in this interview.'])
  })
})

describe('who graded what is shown', () => {
  it('[RP26] names everybody whose grade is shown, whoever gave most first, with the limits of each kind', () => {
    const log = createLog(FIVE)
    log.play(0, 'An answer.', levelOf(3, { judge: MODEL }))
    log.play(1, 'An answer.', levelOf(3))
    log.play(2, 'An answer.', levelOf(3))
    const report = buildReport(log.end('left'))
    expect(judgesInWords(report)).toBe('word matching and some-model')
    expect(limitsInWords(report)).toBe(`${limitsOf({ kind: 'built-in' })} ${limitsOf(MODEL)}`)
  })

  it('[RP26] goes by the grades and not by what the session was begun with; names nobody where nothing is graded', () => {
    const log = createLog(FIVE)
    log.play(0, 'An answer.', levelOf(2), levelOf(4, { judge: MODEL }))
    log.add({ type: 'grade_chosen', index: 0, grade: 1 })
    expect(judgesInWords(buildReport(log.end('left')))).toBe('some-model')
    const failed = createLog(FIVE)
    failed.play(0, 'An answer.', notGraded)
    expect(judgesInWords(buildReport(failed.end('left')))).toBe('')
    expect(limitsInWords(buildReport(failed.end('left')))).toBe('')
  })
})
