import { beforeAll, describe, expect, it } from 'vitest'
import type { SpeechDetector } from '../../../../client/lib/audio/speech-detector.ts'
import { loadSilero } from '../../../support/silero.ts'
import { joinSpeech, type SpokenSound, silence, synthesizeScript } from '../../../support/speech.ts'
import { buildNoise, hearSound, mix, toMs } from './hear-track.ts'

const SCRIPT = [
  1_000,
  'I would talk to five customers first.',
  500,
  'And then decide what to build.',
  2_000,
  'Because it matters to the team.',
  5_000,
  'We measured the result every week.',
  10_000,
  'That is all.',
  1_000,
]

let silero: SpeechDetector
/** The same without the long pauses. */
const SHORT_SCRIPT = [500, 'I would talk to five customers first.', 1_500, 'And then decide what to build.', 1_000]

const said = new Map<string, SpokenSound>()

beforeAll(async () => {
  silero = await loadSilero()
  for (const voice of ['slt', 'rms'] as const) said.set(voice, await synthesizeScript(SCRIPT, voice))
}, 60_000)

describe('the network', () => {
  it.each(['slt', 'rms'])(
    '[SD1] finds every sentence of %s between pauses of 0.5, 2, 5 and 10 s, within 100 ms',
    async (voice) => {
      const { samples, spans } = said.get(voice)!
      const found = await hearSound(silero, samples)
      expect(found.starts).toHaveLength(spans.length)
      expect(found.spans).toHaveLength(spans.length)
      const lateMs = spans.map((span, i) => Math.round(toMs(found.starts[i]! - span.fromSample)))
      expect(Math.max(...lateMs.map(Math.abs)), lateMs.join(' ')).toBeLessThanOrEqual(100)
      for (const [i, span] of spans.entries()) {
        expect(found.spans[i]!.fromSample).toBeLessThanOrEqual(span.fromSample)
        expect(found.spans[i]!.toSample).toBeGreaterThanOrEqual(span.toSample)
        expect(toMs(found.spans[i]!.toSample - span.toSample)).toBeLessThanOrEqual(350)
      }
    },
  )

  it.each([
    ['nothing at all', silence(8_000)],
    ['the noise of a quiet room', buildNoise(8_000, 10)],
    ['the noise of a fan', buildNoise(8_000, 200)],
    ['loud noise', buildNoise(8_000, 2_000)],
    ['the hum of the mains', silence(8_000).map((_, i) => 1_000 * Math.sin((2 * Math.PI * 50 * i) / 16_000))],
    ['a metronome', silence(8_000).map((_, i) => (i % 8_000 < 60 ? 12_000 * (i % 2 ? 1 : -1) : 0))],
  ])('[SD2] finds no speech in %s', async (_, samples) => {
    expect((await hearSound(silero, samples)).activities).toEqual([])
  })

  it('[SD3] finds speech in the noise of a fan', async () => {
    const { samples, spans } = await synthesizeScript(SHORT_SCRIPT, 'rms')
    const found = await hearSound(silero, mix(samples, buildNoise(toMs(samples.length), 200)))
    expect(found.starts).toHaveLength(spans.length)
    for (const [i, span] of spans.entries()) {
      expect(Math.abs(toMs(found.starts[i]! - span.fromSample))).toBeLessThanOrEqual(150)
    }
  })

  it('[SD4] finds speech that is quiet', async () => {
    const { samples, spans } = await synthesizeScript(SHORT_SCRIPT)
    const quiet = samples.map((sample) => sample / 20)
    expect((await hearSound(silero, quiet)).spans).toHaveLength(spans.length)
  })

  it('[SD5] finds a word of one syllable', async () => {
    for (const word of ['Yes.', 'No.', 'I', 'Five.']) {
      const { samples, spans } = await synthesizeScript([1_000, word, 1_000])
      const found = await hearSound(silero, samples)
      expect(found.spans, word).toHaveLength(1)
      expect(found.spans[0]!.fromSample, word).toBeLessThanOrEqual(spans[0]!.fromSample)
    }
  })

  it('[SD6] is faster than speech', async () => {
    const { samples } = said.get('slt')!
    const from = performance.now()
    await hearSound(silero, samples)
    expect(performance.now() - from).toBeLessThan(toMs(samples.length))
  })

  it('[SD7] hears two tracks at once as it hears each alone', async () => {
    const tracks = ['slt', 'rms'].map((voice) => said.get(voice)!.samples.slice(0, 16_000 * 6))
    const alone = []
    for (const track of tracks) alone.push(await hearSound(silero, track))
    expect(await Promise.all(tracks.map((track) => hearSound(silero, track)))).toEqual(alone)
  })

  it('[SD8] a track that ends in mid-word is told to its end', async () => {
    const { samples, spans } = said.get('slt')!
    const cut = samples.slice(0, spans[0]!.fromSample + 16_000)
    const found = await hearSound(silero, cut)
    expect(found.spans.map((span) => span.toSample)).toEqual([cut.length])
  })

  it('[SD9] a long answer without a pause comes in pieces that leave nothing out', async () => {
    const sentences = Array.from({ length: 5 }, () => said.get('slt')!)
    const pieces = sentences.flatMap(({ samples, spans }) =>
      spans.slice(0, 3).flatMap((span) => [samples.slice(span.fromSample, span.toSample), 60]),
    )
    const answer = joinSpeech(pieces).samples
    const { spans } = await hearSound(silero, answer)
    expect(spans.length).toBeGreaterThan(1)
    expect(spans[0]!.fromSample).toBe(0)
    expect(toMs(answer.length - spans.at(-1)!.toSample)).toBeLessThan(200)
    for (const [i, span] of spans.slice(1).entries()) expect(span.fromSample).toBe(spans[i]!.toSample)
  })
})
