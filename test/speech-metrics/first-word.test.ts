import { describe, expect, it } from 'vitest'
import type { Utterance } from '../../server/contract/session.ts'
import { measureSpeech } from '../../server/speech-metrics/measure-speech.ts'
import { ASKED_AT, buildTrack, estimated, measure, measured, measureOne, samples, speakWords } from './tracks.ts'

describe('time to the first word', () => {
  it('[FW8] runs from the question to the first word', () => {
    expect(measureOne(measured('we ship', 2_345)).toFirstWord).toEqual({
      medianMs: 2_845,
      list: [{ turnId: 't2', ms: 2_845, measuredBy: 'words' }],
    })
  })

  it('[FW8] is the median over several turns, and leaves out those where it is not known', () => {
    const turn = (turnId: string, atMs: number, askedAt: number | null) => ({
      turnId,
      askedAt,
      tracks: [buildTrack([estimated('we ship', atMs, atMs + 900)], { turnId })],
    })
    const turns = [turn('t2', 500, ASKED_AT), turn('t4', 2_500, ASKED_AT), turn('t6', 90_000, null)]
    expect(measureSpeech({ turns })?.toFirstWord).toEqual({
      medianMs: 2_000,
      list: [
        { turnId: 't2', ms: 1_000, measuredBy: 'spans' },
        { turnId: 't4', ms: 3_000, measuredBy: 'spans' },
      ],
    })
    expect(measureSpeech({ turns: turns.slice(2) })?.toFirstWord).toBeNull()
  })

  it('[FW8] is nothing where somebody spoke into the question', () => {
    const track = buildTrack([measured('we ship')], { startedAt: ASKED_AT - 5_000 })
    expect(measure(track).toFirstWord?.medianMs).toBe(0)
  })
})

describe('the words', () => {
  it('[FW9] of a recogniser that lists none are those of its text', () => {
    const utterance = { ...measured('We asked them, then shipped.'), words: [] } as Utterance
    expect(measureOne(utterance)).toMatchObject({ words: 5, timing: 'estimated', talkMs: 4 * 400 + 300 + 400 })
  })

  it('[FW9] get their marks from the text, whatever else the list holds', () => {
    const utterance = {
      ...measured('x'),
      text: 'It’s 3.5 well-known users. Then…',
      words: speakWords("it's [noise] 3.5 well known +900 users +900 then"),
      toSample: samples(9_000),
    } as Utterance
    expect(measureOne(utterance).pauses.list.map(({ place }) => place)).toEqual(['in_sentence', 'between_sentences'])
  })
})
