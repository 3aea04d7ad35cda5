import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CaptureMessage } from '../../../../client/lib/audio/worklet-messages.ts'

interface Processor {
  readonly port: { onmessage: () => void }
  process(inputs: Float32Array[][]): boolean
}

let Capture: new (options: { processorOptions: { sampleRate: number; chunkSamples: number } }) => Processor
let messages: CaptureMessage[] = []

beforeAll(async () => {
  vi.stubGlobal('sampleRate', 16_000)
  vi.stubGlobal(
    'AudioWorkletProcessor',
    class {
      readonly port = { postMessage: (message: CaptureMessage) => messages.push(message), onmessage: () => {} }
    },
  )
  vi.stubGlobal('registerProcessor', (_: string, processor: typeof Capture) => {
    Capture = processor
  })
  await import('../../../../client/lib/audio/capture-worklet.ts')
})
afterAll(() => {
  vi.unstubAllGlobals()
})

const open = () => {
  messages = []
  return new Capture({ processorOptions: { sampleRate: 16_000, chunkSamples: 1_600 } })
}
const sound = (value: number) => [[new Float32Array(128).fill(value)]]
const pcm = () => messages.flatMap((message) => (message.type === 'chunk' ? [...message.pcm] : []))

describe('the audio thread', () => {
  it('[CAW1] sends chunks while sound comes, and at the end what is left and then the end', () => {
    const capture = open()
    for (let i = 0; i < 30; i += 1) expect(capture.process(sound(0.5))).toBe(true)
    expect(messages.map((message) => message.type)).toEqual(['chunk', 'chunk'])
    capture.port.onmessage()
    expect(messages.map((message) => message.type)).toEqual(['chunk', 'chunk', 'chunk', 'end'])
    expect(pcm()).toHaveLength(30 * 128)
  })

  it('[CAW2] is over after that: nothing is sent twice', () => {
    const capture = open()
    capture.process(sound(0.5))
    capture.port.onmessage()
    const sent = messages.length
    expect(capture.process(sound(0.5))).toBe(false)
    capture.port.onmessage()
    expect(messages).toHaveLength(sent)
  })

  it('[CAW3] begins with the first sound, and keeps a gap in it as silence', () => {
    const capture = open()
    capture.process([[]])
    capture.process([])
    capture.process(sound(0.5))
    for (let i = 0; i < 4; i += 1) capture.process([[]])
    capture.process(sound(0.5))
    capture.port.onmessage()
    expect(pcm()).toHaveLength(6 * 128)
    expect(pcm()[3 * 128]).toBe(0)
  })
})
