import { describe, expect, it } from 'vitest'
import type { Delivery } from '../../server/contract/delivery.ts'
import type { Track } from '../../server/contract/session.ts'
import { measureSpeech } from '../../server/speech-metrics/measure-speech.ts'
import { buildTrack, estimated, measured, turnOf } from './tracks.ts'

/** An "um" ahead shows that the recogniser writes them down. */
const KEPT = buildTrack([measured('um')], { id: 'kkkkkkkkkkkk' })

function fillersOf(tracks: readonly Track[], heard?: readonly Track[]): Delivery['fillers'] {
  const delivery = measureSpeech({ turns: [turnOf(...tracks)], heard })
  if (delivery === null) throw new Error('nobody spoke')
  return delivery.fillers
}

/** What is counted in words of a recogniser that keeps fillers. */
function count(text: string): Record<string, number> {
  const track = buildTrack([estimated(text, 0, 400 * text.split(' ').length)])
  const fillers = fillersOf([track], [track, KEPT])
  if (fillers.status !== 'measured') throw new Error(fillers.because)
  return Object.fromEntries(fillers.list.map((one) => [one.text, one.count]))
}

const clean = (words: number) => Array.from({ length: words }, (_, i) => `word${i}`).join(' ')

describe('fillers', () => {
  it('[COF10] are listed by how often they came, with their share of the words', () => {
    const text = 'Um, we, uh, ship it, um, you know, to the users, and Umm we wait'
    const track = buildTrack([measured(text)])
    expect(fillersOf([track])).toEqual({
      status: 'measured',
      count: 5,
      ofWords: 15,
      per100Words: 33.3,
      list: [
        { text: 'um', count: 3 },
        { text: 'uh', count: 1 },
        { text: 'you know', count: 1 },
      ],
    })
  })

  it.each([
    ['Uhm so er we erm ship hmm daily mm yes', { um: 1, er: 1, erm: 1, hmm: 1, mm: 1 }],
    ['We drew an ER diagram and a hammer', {}],
    ['It was, you know, late', { 'you know': 1 }],
    ['we shipped it you know late in spring', { 'you know': 1 }],
    ['do you know the users, how well you know them, as you know, once you know what they want', {}],
    ['I mean, it works', { 'I mean': 1 }],
    ['so I mean we tried it', { 'I mean': 1 }],
    ['that is what I mean, I mean the users, I mean it', {}],
    ['It was, like, huge, and it took like ten days, it is like really slow', { like: 3 }],
    ['I like it, it looks like this, tools like that, something like ten', {}],
    ['we sort of shipped it and it kind of worked', { 'sort of': 1, 'kind of': 1 }],
    ['this kind of tool, the same sort of user, what kind of bug, two kinds of users', {}],
    [
      'Basically we ship. Actually, it works. It was, literally, late. Obviously, yes',
      { actually: 1, basically: 1, literally: 1, obviously: 1 },
    ],
    ['what users actually do, what it literally says, we basically ship it', {}],
  ])('[COF11] in %j are %j', (text, wanted) => {
    expect(count(text)).toEqual(wanted)
  })

  it('[COF11] a stop sets a word off as a comma does, where words have times', () => {
    const track = buildTrack([measured('um it was +500 like +500 huge')])
    expect(fillersOf([track])).toMatchObject({
      list: [
        { text: 'like', count: 1 },
        { text: 'um', count: 1 },
      ],
    })
  })

  it('[COF12] are not measurable in a browser’s transcript, whatever it says', () => {
    const track = buildTrack([estimated(`um ${clean(200)}`, 0, 60_000)], { recognizer: { kind: 'browser' } })
    expect(fillersOf([track])).toEqual({ status: 'not_measurable', because: 'browser_recognizer' })
  })

  it('[COF12] are not measurable where 150 words of a recogniser hold none', () => {
    expect(fillersOf([buildTrack([measured(clean(150))])])).toEqual({
      status: 'not_measurable',
      because: 'recognizer_leaves_them_out',
    })
    const slip = buildTrack([measured(`um ${clean(600)}`)])
    expect(fillersOf([slip])).toEqual({ status: 'not_measurable', because: 'recognizer_leaves_them_out' })
  })

  it('[COF12] are not measurable where fewer words hold none: nobody knows', () => {
    expect(fillersOf([buildTrack([measured(clean(149))])])).toEqual({
      status: 'not_measurable',
      because: 'too_few_words',
    })
  })

  it('[COF12] are not measurable where there is no transcript', () => {
    const failed = { fromSample: 0, toSample: 16_000, state: 'failed', because: 'unreachable' } as const
    expect(fillersOf([buildTrack([failed])])).toEqual({ status: 'not_measurable', because: 'no_words' })
  })

  it('[COF13] are none where the same recogniser wrote them down elsewhere in the session', () => {
    const track = buildTrack([measured(clean(80))])
    const elsewhere = buildTrack([measured(`um ${clean(80)} uh`)])
    expect(fillersOf([track], [track, elsewhere])).toEqual({
      status: 'measured',
      count: 0,
      ofWords: 80,
      per100Words: 0,
      list: [],
    })
    const other = { ...elsewhere, recognizer: { kind: 'endpoint', model: 'tidy' } } as Track
    expect(fillersOf([track], [track, other])).toMatchObject({ because: 'too_few_words' })
  })

  it('[COF13] are counted among the words of the recognisers that keep them', () => {
    const browser = buildTrack([estimated(clean(90), 0, 30_000)], {
      id: 'bbbbbbbbbbbb',
      recognizer: { kind: 'browser' },
    })
    expect(fillersOf([browser, buildTrack([measured('um we ship')])])).toMatchObject({ count: 1, ofWords: 3 })
  })
})
