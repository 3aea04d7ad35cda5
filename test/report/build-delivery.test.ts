import { describe, expect, it } from 'vitest'
import { QuestionReportSchema, ReportSchema } from '#contract/report.ts'
import { NOT_GRADED_WORDS } from '#contract/report-words.ts'
import type { Utterance } from '#contract/session.ts'
import { buildMarkdown } from '../../server/report/build-markdown.ts'
import { buildQuestionReport } from '../../server/report/build-question-report.ts'
import { buildReport } from '../../server/report/build-report.ts'
import { measured, samples, TRACK } from '../speech-metrics/tracks.ts'
import { createLog, levelOf, questionOf } from './create-log.ts'

const OTHER = 'bbbbbbbbbbbb'
const SAID = 'Um we asked the users first. +1400 Then we shipped it.'
const RECOGNIZER = { kind: 'endpoint', model: 'faithful' } as const

type Log = ReturnType<typeof createLog>
interface Recording {
  readonly trackId?: string
  /** From the event before to the first sample. */
  readonly afterMs?: number
  readonly stored?: number | null
}
const MINUTE = samples(60_000)

const start = (count = 2) =>
  createLog(
    ['a', 'b', 'c'].slice(0, count).map((id) => questionOf(id)),
    undefined,
    { speech: { answer: 'spoken', patience: 'normal', handsFree: true, checkTranscript: false } },
  )

/** Records into the open turn; what was said is recognised five seconds later. */
function record(
  log: Log,
  utterances: readonly Utterance[],
  { trackId = TRACK, afterMs = 500, stored = MINUTE }: Recording = {},
) {
  const turnId = log.turnId()
  const startedAt = log.events.at(-1)!.at + afterMs
  log.add({ type: 'track_opened', turnId, trackId, startedAt, recognizer: RECOGNIZER }, afterMs)
  for (const utterance of utterances) {
    const span = { fromSample: utterance.fromSample, toSample: utterance.toSample }
    log.add({ type: 'speech_detected', trackId, span }, 5_000)
    if (utterance.state === 'recognized') {
      const { text, words, timing, inserted } = utterance
      log.add({ type: 'utterance_recognized', trackId, span, text, words: [...words], timing, inserted }, 5_000)
    } else if (utterance.state === 'failed') {
      log.add({ type: 'utterance_failed', trackId, span, because: utterance.because })
    }
  }
  if (stored !== null) log.add({ type: 'track_closed', trackId, samples: MINUTE, stored })
}

/** Hands in what stands in the field. */
function commit(log: Log, index: number) {
  const { phase } = log.session()
  const text = phase.name === 'answering' ? phase.draft : ''
  log.add({ type: 'turn_committed', index, turnId: log.turnId(), text, how: 'submitted', endedBy: 'hand' })
  return log.turnId()
}

function answer(log: Log, index: number, text = SAID, recording: Recording = {}) {
  log.ask(index)
  record(log, [measured(text)], recording)
  commit(log, index)
  log.close(index, levelOf(3))
}

const reportOf = (log: Log, index = 0) =>
  QuestionReportSchema.parse(buildQuestionReport(log.session(), index, { ended: true }))

describe('buildDelivery', () => {
  it('[RD1] is null where everything was typed, and says that nothing was recorded', () => {
    const log = start()
    log.play(0, 'We asked the users.', levelOf(3))
    const report = ReportSchema.parse(buildReport(log.end('left')))
    expect(report.delivery).toBeNull()
    expect(report.questions[0]).toMatchObject({
      delivery: null,
      recording: { status: 'none', missingMs: 0 },
      untranscribed: 0,
    })
    expect(report.questions[0]?.turns.map(({ spoken, asHeard }) => [spoken, asHeard])).toEqual([
      [false, null],
      [false, null],
    ])
  })

  it('[RD2] is measured for a question, and over all of them', () => {
    const log = start()
    answer(log, 0)
    answer(log, 1, 'we wait', { trackId: OTHER })
    const report = ReportSchema.parse(buildReport(log.end()))
    expect(report.questions[0]?.delivery).toMatchObject({
      words: 10,
      pauses: { count: 1, longestMs: 1_500, list: [{ turnId: 't2', trackId: TRACK, place: 'between_sentences' }] },
      fillers: { status: 'measured', count: 1, ofWords: 10 },
    })
    expect(report.questions[1]?.delivery).toMatchObject({
      words: 2,
      fillers: { status: 'measured', count: 0, ofWords: 2 },
    })
    expect(report.delivery).toMatchObject({ words: 12, fillers: { count: 1, ofWords: 12 } })
    expect(report.questions[0]?.turns.map(({ spoken }) => spoken)).toEqual([false, true])
  })

  it('[RD2] leaves the grade alone', () => {
    const log = start()
    answer(log, 0)
    const typed = start()
    typed.play(0, log.session().turns[1]?.text ?? '', levelOf(3))
    expect(reportOf(log).outcome).toEqual(reportOf(typed).outcome)
  })

  it('[RD3] counts the time to the first word from the question, the follow-up, or other words for it', () => {
    const log = start()
    log.ask(0)
    record(log, [measured('we ship')], { afterMs: 2_000 })
    commit(log, 0)
    log.followUp(0, 'one', 'And then?')
    log.add({ type: 'rephrase_requested', index: 0 })
    log.add({
      type: 'question_rephrased',
      index: 0,
      turnId: 't5',
      lead: '',
      text: 'In other words?',
      by: { engine: { kind: 'built-in' }, insteadOf: null },
    })
    record(log, [measured('we wait', 4_000)], { trackId: OTHER, afterMs: 1_500 })
    commit(log, 0)
    log.close(0, levelOf(3))
    expect(reportOf(log).delivery?.toFirstWord?.list).toEqual([
      { turnId: 't2', ms: 3_000, measuredBy: 'words' },
      { turnId: 't4', ms: 5_500, measuredBy: 'words' },
    ])
  })

  it('[RD3] says nothing about it where typing came first or the clock stood still', () => {
    const log = start()
    log.ask(0)
    log.add({ type: 'draft_spliced', turnId: 't2', from: 0, removed: 0, inserted: 'First, ' })
    record(log, [measured('we ship')])
    commit(log, 0)
    log.close(0, levelOf(3))
    log.ask(1)
    log.add({ type: 'session_paused', by: 'candidate', since: log.events.at(-1)!.at })
    log.add({ type: 'session_resumed' }, 60_000)
    record(log, [measured('we ship')], { trackId: OTHER })
    commit(log, 1)
    log.close(1, levelOf(3))
    expect([reportOf(log, 0), reportOf(log, 1)].map(({ delivery }) => delivery?.toFirstWord)).toEqual([null, null])
  })

  it('[RD4] keeps what stood there before a transcript was mended', () => {
    const log = start()
    answer(log, 0, 'we run cuban eight ease')
    log.add({ type: 'turn_corrected', index: 0, turnId: 't2', from: 7, removed: 16, inserted: 'Kubernetes' })
    expect(reportOf(log).turns[1]).toMatchObject({
      text: 'we run Kubernetes',
      asHeard: 'we run cuban eight ease',
      spoken: true,
    })
    expect(reportOf(log).delivery?.words).toBe(5)
  })
})

describe('a recording', () => {
  const recordingAfter = (change: (log: Log) => void, recording: Recording = {}) => {
    const log = start()
    log.ask(0)
    record(log, [measured(SAID)], recording)
    change(log)
    commit(log, 0)
    log.close(0, levelOf(3))
    log.end('left')
    return reportOf(log).recording
  }

  it('[RD5] is complete when all of it was stored', () => {
    expect(recordingAfter(() => {})).toEqual({ status: 'complete', missingMs: 0 })
  })

  it('[RD5] lacks what was lost on the way, and its end', () => {
    const lost = { fromSample: samples(1_000), toSample: samples(3_500) }
    expect(recordingAfter((log) => log.add({ type: 'audio_lost', trackId: TRACK, span: lost }))).toEqual({
      status: 'incomplete',
      missingMs: 2_500,
    })
    expect(recordingAfter(() => {}, { stored: MINUTE - samples(800) })).toEqual({
      status: 'incomplete',
      missingMs: 800,
    })
  })

  it('[RD5] may lack its end where it was never closed; while the interview goes on it may still come', () => {
    expect(recordingAfter(() => {}, { stored: null })).toEqual({ status: 'incomplete', missingMs: 0 })
    const log = start()
    answer(log, 0, SAID, { stored: null })
    expect(reportOf(log).recording.status).toBe('complete')
  })

  it('[RD5] says that it was deleted', () => {
    const log = start()
    answer(log, 0)
    log.end('left')
    log.add({ type: 'audio_deleted' })
    expect(reportOf(log).recording.status).toBe('deleted')
    expect(reportOf(log).delivery?.words).toBe(10)
  })

  it('[RD6] counts speech that has no text', () => {
    const log = start()
    log.ask(0)
    const span = (at: number) => ({ fromSample: samples(at), toSample: samples(at + 900) })
    record(log, [
      measured('we ship'),
      { ...span(8_000), state: 'failed', because: 'unreachable' },
      { ...span(12_000), state: 'failed', because: 'timed_out' },
    ])
    commit(log, 0)
    log.close(0, levelOf(3))
    expect(reportOf(log).untranscribed).toBe(2)
    expect(reportOf(log).delivery).toMatchObject({ words: 2, timing: 'mixed' })
  })
})

describe('delivery in words', () => {
  it('[RD7] is a paragraph of the export that says it is no part of a grade', () => {
    const log = start(3)
    answer(log, 0)
    log.play(1, 'Typed.', levelOf(3))
    answer(log, 2, 'we ship it', { trackId: OTHER, stored: MINUTE - samples(2_000) })
    const markdown = buildMarkdown(buildReport(log.end()))
    const paragraphs = markdown.split('\n\n').filter((part) => part.startsWith('**Delivery.**'))
    expect(paragraphs).toEqual([
      '**Delivery.** You spoke for 4 s: 10 words, about 113 words a minute. There was one pause of 0.7 s or more: 1.5 s. You began to speak 1.5 s after the question was put. 1 filler, 10 in 100 words: “um” 1. *Not part of any grade.*',
      '**Delivery.** You spoke for 1 s: 3 words. No pause of 0.7 s or more was found. You began to speak 1.5 s after the question was put. No fillers in 3 words. 2.0 s of the recording never reached the server. *Not part of any grade.*',
    ])
  })

  it('[RD7] never says that there are no fillers where nobody knows', () => {
    const log = start()
    answer(log, 0, 'we ship it')
    expect(buildMarkdown(buildReport(log.end('left')))).toContain('Fillers are not measurable: none was transcribed')
  })

  it('[RD8] has words and a way on for an answer without a transcript', () => {
    expect(NOT_GRADED_WORDS.not_transcribed).toMatch(/no transcript yet.*transcribed/)
  })
})
