import { describe, expect, it } from 'vitest'
import { openTurn } from '#contract/fold-parts.ts'
import { hasJustReopened } from '../../../client/features/replay/moment.ts'
import { buildRecording, sessionAfter } from '../../../client/features/replay/recording.ts'
import { buildSpokenAnswer, findShownLength, findSpokenWord } from '../../../client/features/replay/spoken-answer.ts'
import { findStart } from '../../../client/features/replay/start-at.ts'
import { buildTimeline, countAt } from '../../../client/features/replay/timeline.ts'
import { createSpokenLog, endSpokenLog, speak, TRACK } from './spoken-log.ts'

function replayed() {
  const spoken = createSpokenLog()
  const recording = buildRecording(endSpokenLog(spoken))
  const timeline = buildTimeline(recording.events, null)
  const trackMs = spoken.startedAt - spoken.startAt
  /** The answer as it stands so many ms into the recording. */
  const at = (ms: number) => {
    const session = sessionAfter(recording, countAt(timeline, trackMs + ms))
    const written = openTurn(session.phase)?.draft ?? ''
    const answer = buildSpokenAnswer(written, session.tracks, recording.today.tracks, spoken.startAt)
    const word = answer.words[findSpokenWord(answer, trackMs + ms)]
    return {
      written,
      shown: answer.text.slice(0, findShownLength(answer, trackMs + ms)),
      marked: word === undefined ? null : answer.text.slice(word.from, word.to),
    }
  }
  return { ...spoken, recording, timeline, trackMs, at }
}

describe('an answer as it is spoken', () => {
  it('[RS15] shows each word when it is said, before it was recognised', () => {
    const { at } = replayed()
    expect(at(500)).toEqual({ written: '', shown: '', marked: null })
    expect(at(1_050)).toEqual({ written: '', shown: 'I', marked: 'I' })
    expect(at(2_250)).toEqual({ written: '', shown: 'I met the team.', marked: 'team' })
    expect(at(10_050)).toEqual({ written: 'I met the team.', shown: 'I met the team. and', marked: 'and' })
  })

  it('[RS16] marks no word in a silence', () => {
    const { at } = replayed()
    expect(at(5_000)).toEqual({ written: 'I met the team.', shown: 'I met the team.', marked: null })
  })

  it('[RS17] shows what was typed between spoken words, unmarked', () => {
    const { words } = speak('one two', 1)
    const span = { fromSample: 16_000, toSample: 30_000 }
    const track = {
      id: TRACK,
      turnId: 't2',
      index: 0,
      startedAt: 0,
      recognizer: { kind: 'browser' as const },
      lost: [],
      closed: null,
      utterances: [
        {
          ...span,
          state: 'recognized' as const,
          text: 'one two',
          words,
          timing: 'measured' as const,
          inserted: 'one two',
        },
      ],
    }
    const answer = buildSpokenAnswer(
      'one two. And this here was typed by hand afterwards, all of it.',
      [track],
      [track],
      0,
    )
    expect(findShownLength(answer, 0)).toBe(answer.text.length)
    expect(answer.words.slice(0, 3).map(({ fromMs }) => fromMs)).toEqual([1_000, 1_400, null])
  })
})

describe('the place that an address names', () => {
  it('[RS18] is just before the first spoken word at or after the offset', () => {
    const { recording, trackMs, turnId } = replayed()
    expect(findStart(recording, `turn=${turnId}`)).toBe(trackMs + 1_000 - 50)
    expect(findStart(recording, `?turn=${turnId}&at=${'I met the team. '.length}`)).toBe(trackMs + 10_000 - 50)
  })

  it('[RS19] is the beginning of a turn that was not spoken, and nothing without a turn', () => {
    const { recording } = replayed()
    const [question] = recording.today.turns
    expect(findStart(recording, `turn=${question!.id}`)).toBe(question!.startedAt - recording.events[0]!.at)
    expect(findStart(recording, 'turn=t99')).toBeNull()
    expect(findStart(recording, '')).toBeNull()
  })
})

describe('an answer that was given back', () => {
  it('[RS20] goes on without the follow-up, and the stage says so for a moment', () => {
    const spoken = createSpokenLog()
    const { log, turnId } = spoken
    log.add({ type: 'turn_committed', index: 0, turnId, text: 'I met the team.', how: 'submitted', endedBy: 'silence' })
    log.followUp(0, 'one', 'And then?')
    const followUps = log.events.length
    const text = 'I met the team. and we talked'
    log.add({ type: 'turn_reopened', index: 0, turnId, text, because: 'unfinished' })
    const reopened = log.events.length
    log.add({ type: 'turn_committed', index: 0, turnId, text, how: 'submitted', endedBy: 'hand' })
    log.end('left')
    const recording = buildRecording(log.events)
    const timeline = buildTimeline(recording.events, null)

    const textsAfter = (count: number) => sessionAfter(recording, count).turns.map((turn) => turn.text)
    expect(textsAfter(followUps)).toContain('And then?')
    expect(textsAfter(reopened)).not.toContain('And then?')
    expect(openTurn(sessionAfter(recording, reopened).phase)?.draft).toBe(text)

    const at = (count: number) => hasJustReopened(recording, count, timeline.positions[count - 1]!)
    expect([followUps, reopened, reopened + 1].map(at)).toEqual([false, true, false])
  })
})
