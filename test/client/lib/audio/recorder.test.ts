import { describe, expect, it } from 'vitest'
import { createRecorder } from '../../../../client/lib/audio/recorder.ts'
import type { VoiceActivity } from '../../../../client/lib/audio/voice-activity.ts'
import type { Command, Signal } from '../../../../server/contract/socket.ts'

function createRig() {
  const commands: Command[] = []
  const signals: Signal[] = []
  const chunks: { trackId: string; firstSample: number; samples: number[] }[] = []
  const finished: { trackId: string; samples: number }[] = []
  const heard: string[] = []
  const order: string[] = []
  const activities: ((activity: VoiceActivity) => void)[] = []
  let tracks = 0
  const recorder = createRecorder({
    send: (command) => {
      order.push(command.type)
      commands.push(command)
    },
    signal: (signal) => signals.push(signal),
    upload: {
      begun: (trackId) => order.push(`begun ${trackId}`),
      captured: (trackId, firstSample, pcm) => chunks.push({ trackId, firstSample, samples: [...pcm] }),
      finished: (trackId, samples) => {
        order.push('finished')
        finished.push({ trackId, samples })
      },
    },
    listen: (onActivity) => {
      activities.push(onActivity)
      return {
        push: (pcm) => heard.push(`${pcm.length}`),
        flush: async () => onActivity({ type: 'span', fromSample: 0, toSample: 100 }),
      }
    },
    speech: {
      started: () => heard.push('start'),
      mistaken: () => heard.push('mistake'),
      ended: () => heard.push('end'),
    },
    newTrackId: () => `track${String(++tracks).padStart(7, '0')}`,
    serverNow: () => 5_000.4,
  })
  return { recorder, commands, signals, chunks, finished, heard, order, activities }
}

const piece = (from: number, length = 512) => Int16Array.from({ length }, (_, i) => from + i)

describe('recording', () => {
  it('[RC1] pieces travel in chunks of 100 ms, in order, none lost; speech is looked for in each piece as it comes', () => {
    const { recorder, chunks, heard } = createRig()
    recorder.record('t2', 'endpoint')
    for (let i = 0; i < 10; i += 1) recorder.push(piece(i * 512))
    expect(chunks.map((chunk) => [chunk.firstSample, chunk.samples.length])).toEqual([
      [0, 1_600],
      [1_600, 1_600],
      [3_200, 1_600],
    ])
    expect(chunks.flatMap((chunk) => chunk.samples)).toEqual([...piece(0, 4_800)])
    expect(heard).toEqual(Array(10).fill('512'))
    expect(recorder.position()).toBe(5_120)
  })

  it('[RC2] the end sends the rest, then tells the last stretch of speech, then that the track is whole', async () => {
    const { recorder, chunks, finished, order } = createRig()
    recorder.record('t2', 'endpoint')
    recorder.push(piece(0, 700))
    await recorder.stop()
    expect(chunks.at(-1)).toMatchObject({ firstSample: 0 })
    expect(chunks.at(-1)?.samples).toHaveLength(700)
    expect(finished).toEqual([{ trackId: 'track0000001', samples: 700 }])
    expect(order).toEqual(['begun track0000001', 'track:open', 'speech:detect', 'finished'])
  })

  it('[RC3] the next turn gets a track of its own, and not a sample falls between the two', async () => {
    const { recorder, chunks, commands } = createRig()
    recorder.record('t2', 'endpoint')
    recorder.push(piece(0, 1_000))
    recorder.record('t2', 'endpoint')
    recorder.record('t4', 'browser')
    recorder.push(piece(1_000, 1_600))
    expect(chunks).toMatchObject([
      { trackId: 'track0000001', firstSample: 0 },
      { trackId: 'track0000002', firstSample: 0 },
    ])
    expect(chunks.flatMap((chunk) => chunk.samples)).toEqual([...piece(0, 2_600)])
    expect(commands.filter((command) => command.type === 'track:open')).toMatchObject([
      { turnId: 't2', recognizer: 'endpoint', startedAt: 5_000 },
      { turnId: 't4', recognizer: 'browser' },
    ])
  })

  it('[RC4] nothing is kept while nothing is recorded', () => {
    const { recorder, chunks, heard } = createRig()
    recorder.push(piece(0, 3_200))
    expect([chunks, heard]).toEqual([[], []])
    expect(recorder.track()).toBeNull()
  })

  it('[RC5] speech is told at once, its end in the numbered line of commands, a mistake at once', () => {
    const { recorder, signals, commands, heard, activities } = createRig()
    recorder.record('t2', 'endpoint')
    activities[0]?.({ type: 'started', sample: 320 })
    activities[0]?.({ type: 'mistake' })
    activities[0]?.({ type: 'span', fromSample: 10, toSample: 900 })
    const trackId = 'track0000001'
    expect(signals).toEqual([
      { type: 'speech:start', trackId, sample: 320 },
      { type: 'speech:mistake', trackId },
    ])
    expect(commands.at(-1)).toEqual({ type: 'speech:detect', trackId, span: { fromSample: 10, toSample: 900 } })
    expect(heard).toEqual(['start', 'mistake', 'end'])
  })
})
