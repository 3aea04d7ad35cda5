import { describe, expect, it } from 'vitest'
import { createEndpointVoice } from '../../../../client/lib/speech/endpoint-voice.ts'
import { createFakeTimers } from '../fake-timers.ts'
import { FakeLoudspeaker } from './fake-loudspeaker.ts'

const RATE = 8_000
const SENTENCE = 'Walk me through it.'

/** Sound with a value of its own in each sample. */
function makeSound(seconds: number): { bytes: Uint8Array; samples: number[] } {
  const ints = Int16Array.from({ length: seconds * RATE }, (_, i) => (i % 30_000) - 15_000)
  return { bytes: new Uint8Array(ints.buffer), samples: Array.from(ints, (value) => value / 0x8000) }
}

/** A server whose answers the test gives out piece by piece. */
function createServer() {
  const asked: { path: string; text: string; signal: AbortSignal; respond: (response: Response) => void }[] = []
  const fetchSound = (path: string, init: RequestInit) =>
    new Promise<Response>((resolve, reject) => {
      const signal = init.signal as AbortSignal
      signal.addEventListener('abort', () => reject(signal.reason))
      asked.push({ path, text: JSON.parse(String(init.body)).text, signal, respond: resolve })
    })
  return { asked, fetch: fetchSound as typeof fetch }
}

/** An answer that hands out `size` bytes whenever it is read, and counts how many were fetched. */
function streamOf(bytes: Uint8Array, size: number, contentType = `audio/l16;rate=${RATE}`) {
  const fetched = { bytes: 0 }
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const piece = bytes.slice(fetched.bytes, fetched.bytes + size)
        fetched.bytes += piece.length
        if (piece.length === 0) controller.close()
        else controller.enqueue(piece)
      },
    },
    { highWaterMark: 0 },
  )
  return { response: new Response(stream, { headers: { 'content-type': contentType } }), fetched }
}

function createRig() {
  const timers = createFakeTimers()
  const out = new FakeLoudspeaker(timers)
  const server = createServer()
  const voice = createEndpointVoice({
    sessionId: 'abcdefghij0123456789',
    loudspeaker: () => out.asLoudspeaker(),
    fetch: server.fetch,
    timers,
  })
  const stop = new AbortController()
  const sounded: number[] = []
  const speak = (sentence = SENTENCE, rate = 1) => {
    let result: string | null = null
    void voice.speak(sentence, { rate, onSound: () => sounded.push(timers.now()) }, stop.signal).then((how) => {
      result = how
    })
    return { result: () => result }
  }
  return { timers, out, server, voice, stop, speak, sounded }
}

describe('the voice of an endpoint', () => {
  it('[EV1] plays every sample once, in order and without a gap, and ends when the last one was heard', async () => {
    const { timers, out, server, speak, sounded } = createRig()
    const { bytes, samples } = makeSound(2)
    const { result } = speak()
    await timers.settle()
    expect(server.asked).toMatchObject([{ path: '/api/sessions/abcdefghij0123456789/voice', text: SENTENCE }])
    const askedAt = timers.now()
    server.asked[0]?.respond(streamOf(bytes, 1_001).response)
    await timers.advance(100)
    expect(sounded).toEqual([askedAt + 100])
    await timers.advance(1_990)
    expect(result()).toBeNull()
    await timers.advance(60)
    expect(result()).toBe('spoken')
    expect(out.played).toEqual(samples)
    out.pieces.forEach(({ startAt, samples: piece }, i) => {
      const next = out.pieces[i + 1]
      if (next !== undefined) expect(next.startAt).toBeCloseTo(startAt + piece.length / RATE, 9)
    })
  })

  it('[EV2] never fetches more than three seconds, and the piece in hand, ahead of what was played', async () => {
    const { timers, server, speak } = createRig()
    const { bytes } = makeSound(20)
    const { result } = speak()
    await timers.settle()
    const { response, fetched } = streamOf(bytes, 1_600)
    server.asked[0]?.respond(response)
    const begunAt = timers.now()
    while (result() === null) {
      await timers.advance(100)
      const playedS = Math.max(0, (timers.now() - begunAt) / 1_000 - 0.1)
      expect(fetched.bytes / 2 / RATE - playedS).toBeLessThanOrEqual(3 + 0.1 + 1e-6)
    }
    expect(fetched.bytes).toBe(bytes.length)
  })

  it('[EV3] stops at once with a fade, and fetches nothing more', async () => {
    const { timers, out, server, speak, stop } = createRig()
    const { result } = speak()
    await timers.settle()
    const { response, fetched } = streamOf(makeSound(9).bytes, 1_600)
    server.asked[0]?.respond(response)
    await timers.advance(1_000)
    const before = fetched.bytes
    stop.abort()
    await timers.advance(5_000)
    expect(result()).toBe('stopped')
    expect(fetched.bytes).toBe(before)
    expect(out.gains[0]?.targets).toEqual([0])
    expect(out.pieces.some(({ stoppedAt }) => stoppedAt !== null)).toBe(true)
    expect(timers.count).toBe(0)
  })

  it('[EV4] is quieter while it is ducked, the next sentence too', async () => {
    const { timers, out, server, voice, speak } = createRig()
    speak()
    await timers.settle()
    server.asked[0]?.respond(streamOf(makeSound(1).bytes, 4_000).response)
    await timers.advance(500)
    voice.duck(true)
    expect(out.gains[0]?.targets).toEqual([0.2])
    await timers.advance(2_000)
    speak('The next one, then.')
    await timers.settle()
    server.asked[1]?.respond(streamOf(makeSound(1).bytes, 4_000).response)
    await timers.advance(200)
    expect(out.gains[1]?.value).toBe(0.2)
    voice.duck(false)
    expect(out.gains[1]?.targets).toEqual([1])
  })

  it('[EV5] a sentence that was prepared is asked for once, early; one that is not wanted any more is called off', async () => {
    const { timers, server, voice, stop, speak } = createRig()
    voice.prepare(SENTENCE, stop.signal)
    voice.prepare(SENTENCE, stop.signal)
    await timers.settle()
    const { result } = speak()
    await timers.settle()
    expect(server.asked).toHaveLength(1)
    server.asked[0]?.respond(streamOf(makeSound(1).bytes, 4_000).response)
    voice.prepare('Something else.', stop.signal)
    await timers.advance(2_000)
    expect(result()).toBe('spoken')
    speak('What it came to.')
    await timers.settle()
    expect(server.asked.map(({ signal }) => signal.aborted)).toEqual([true, true, false])
  })

  it('[EV6] what was prepared for a reading that was stopped is asked for anew', async () => {
    const { timers, server, voice, speak } = createRig()
    const earlier = new AbortController()
    voice.prepare(SENTENCE, earlier.signal)
    await timers.settle()
    earlier.abort()
    const { result } = speak()
    await timers.settle()
    server.asked[1]?.respond(streamOf(makeSound(1).bytes, 4_000).response)
    await timers.advance(2_000)
    expect(result()).toBe('spoken')
  })

  it('[EV7] a refusal, no sound, something else than sound and a stream that breaks off are failures', async () => {
    const page = new Response('<html>', { headers: { 'content-type': 'text/html' } })
    const broken = new ReadableStream({ pull: (c) => c.error(new TypeError('terminated')) })
    const answers = [
      new Response('{}', { status: 502, headers: { 'content-type': `audio/l16;rate=${RATE}` } }),
      page,
      streamOf(new Uint8Array(0), 10).response,
      new Response(broken, { headers: { 'content-type': `audio/l16;rate=${RATE}` } }),
    ]
    for (const answer of answers) {
      const { timers, server, speak } = createRig()
      const { result } = speak()
      await timers.settle()
      server.asked[0]?.respond(answer)
      await timers.advance(200)
      expect(result()).toBe('failed')
    }
  })

  it('[EV8] a server that sends nothing for ten seconds has failed, before its answer and in the middle of it', async () => {
    const silent = createRig()
    const first = silent.speak()
    await silent.timers.advance(10_100)
    expect(first.result()).toBe('failed')
    const { timers, server, speak } = createRig()
    const second = speak()
    await timers.settle()
    let isFirst = true
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (isFirst) controller.enqueue(makeSound(0.5).bytes)
        isFirst = false
      },
    })
    server.asked[0]?.respond(new Response(stream, { headers: { 'content-type': `audio/l16; rate=${RATE}` } }))
    await timers.advance(10_100)
    expect(second.result()).toBe('failed')
  })

  it('[EV9] where the browser waits for a click it is blocked, not broken', async () => {
    const { timers, out, server, speak } = createRig()
    out.state = 'suspended'
    out.mayResume = false
    const { result } = speak()
    await timers.advance(1_600)
    expect(result()).toBe('blocked')
    expect(server.asked[0]?.signal.aborted).toBe(true)
    out.mayResume = true
    const again = speak()
    await timers.settle()
    server.asked[1]?.respond(streamOf(makeSound(1).bytes, 4_000).response)
    await timers.advance(2_000)
    expect(again.result()).toBe('spoken')
  })

  it('[EV10] knows how much of the sentence was heard, in whole words', async () => {
    const { timers, server, voice, speak } = createRig()
    expect(voice.heardLength()).toBe(0)
    speak()
    await timers.settle()
    server.asked[0]?.respond(streamOf(makeSound(2).bytes, 4_000).response)
    await timers.advance(100)
    expect(voice.heardLength()).toBe(0)
    // A third of two seconds: 'Walk m'.
    await timers.advance(667)
    expect(SENTENCE.slice(0, voice.heardLength())).toBe('Walk')
    await timers.advance(700)
    expect(SENTENCE.slice(0, voice.heardLength())).toBe('Walk me')
    await timers.advance(3_000)
    expect(voice.heardLength()).toBe(0)
  })

  it('[EV11] faster speech is over sooner', async () => {
    const { timers, out, server, speak } = createRig()
    speak(SENTENCE, 1.3)
    await timers.settle()
    server.asked[0]?.respond(streamOf(makeSound(2.6).bytes, 4_000).response)
    await timers.advance(5_000)
    expect(Math.abs(out.played.length / RATE - 2)).toBeLessThan(0.06)
  })
})
