import { mkdtempSync, rmSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MAX_TRACK_SAMPLES } from '../../server/contract/speech.ts'
import { buildWavHeader } from '../../server/contract/wav-header.ts'
import type { AudioStore, Transcriber } from '../../server/ports.ts'
import { createAudioStore } from '../../server/store/audio-store.ts'
import { startTestApp } from '../support/app.ts'
import { buildSound, buildTrackId } from '../support/sound.ts'
import { beginInterview, TRACK, watchStreams } from './recordings.ts'

const base = mkdtempSync(join(tmpdir(), 'greenroom-recordings-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))
let folders = 0
let audio: AudioStore
let app: Awaited<ReturnType<typeof startTestApp>>

async function start(options: Parameters<typeof startTestApp>[0] = {}): Promise<void> {
  app = await startTestApp({ audio, ...options })
}
beforeEach(() => {
  audio = createAudioStore(join(base, String(++folders)))
})
afterEach(() => app.stop())

const call = (path: string, init: RequestInit = {}) => fetch(`${app.url}/api/sessions/${path}`, init)
const bodyOf = async (response: Response) => Buffer.from(await response.arrayBuffer())
const codeOf = async (response: Response) => [response.status, (await response.json()).error.code]

describe('the list of recordings', () => {
  it('[AU1] has the tracks of an ended session in order, with their loudest samples each 50 ms', async () => {
    await start()
    const interview = await beginInterview(app)
    await interview.record(1_000, buildTrackId(2))
    await interview.openTrack(buildTrackId(3))
    await interview.openTrack(buildTrackId(1))
    const quiet = new Int16Array(800).fill(-16_384)
    const loud = new Int16Array(800).fill(328)
    loud[5] = -32_768
    await audio.write(
      interview.id,
      buildTrackId(1),
      0,
      new Uint8Array(new Int16Array([...quiet, ...loud, 3_277]).buffer),
    )
    await interview.end()
    const { tracks } = await (await call(`${interview.id}/tracks`)).json()
    expect(tracks.map((track: { trackId: string }) => track.trackId)).toEqual([2, 3, 1].map(buildTrackId))
    expect(tracks[0].peaks).toHaveLength(2)
    expect(tracks[1]).toEqual({ trackId: buildTrackId(3), samples: 0, peaks: [] })
    expect(tracks[2]).toEqual({ trackId: buildTrackId(1), samples: 1_601, peaks: [0.5, 1, 0.1] })
  })

  it('[AU2] reads a track once for many who look at it', async () => {
    const watched = watchStreams(audio)
    await start({ audio: watched.audio })
    const interview = await beginInterview(app)
    await interview.record(16_000)
    await interview.end()
    const first = await (await call(`${interview.id}/tracks`)).json()
    expect(await (await call(`${interview.id}/tracks`)).json()).toEqual(first)
    expect(watched.bytes()).toBe(32_000)
  })

  it('[AU3] is refused while the interview is open, and not found for none', async () => {
    await start()
    const interview = await beginInterview(app)
    await interview.record(100)
    expect(await codeOf(await call(`${interview.id}/tracks`))).toEqual([409, 'not_ended'])
    expect(await codeOf(await call('nothing0of0this00000/tracks'))).toEqual([404, 'not_found'])
    expect(await codeOf(await call('short/tracks'))).toEqual([400, 'bad_request'])
  })
})

describe('a recording', () => {
  const SAMPLES = 50_000
  const SIZE = 44 + 2 * SAMPLES
  const file = Buffer.concat([buildWavHeader(SAMPLES), buildSound(TRACK, 0, SAMPLES)])
  let path: string
  beforeEach(async () => {
    await start()
    const interview = await beginInterview(app)
    await interview.record(SAMPLES)
    path = `${interview.id}/tracks/${TRACK}.wav`
  })
  const range = (value: string, more: Record<string, string> = {}) => call(path, { headers: { range: value, ...more } })

  it('[AU4] plays as a WAV file, before its interview has ended too', async () => {
    const response = await call(path)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/wav'])
    expect(response.headers.get('content-length')).toBe(String(SIZE))
    expect(response.headers.get('accept-ranges')).toBe('bytes')
    const body = await bodyOf(response)
    expect(body.equals(file)).toBe(true)
    const view = new DataView(body.buffer, body.byteOffset, 44)
    expect(body.toString('latin1', 0, 4) + body.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ')
    expect(view.getUint32(4, true)).toBe(SIZE - 8)
    expect([20, 22, 32, 34].map((at) => view.getUint16(at, true))).toEqual([1, 1, 2, 16])
    expect([24, 28, 40].map((at) => view.getUint32(at, true))).toEqual([16_000, 32_000, 2 * SAMPLES])
  })

  it.each([
    ['bytes=0-1', 0, 2],
    ['bytes=0-', 0, SIZE],
    ['bytes=0-43', 0, 44],
    ['bytes=40-49', 40, 50],
    ['bytes=44-44', 44, 45],
    ['bytes=70001-90000', 70_001, 90_001],
    [`bytes=${SIZE - 1}-`, SIZE - 1, SIZE],
    ['bytes=100-999999999999999999999', 100, SIZE],
    ['bytes=-10', SIZE - 10, SIZE],
    [`bytes=-${SIZE + 5}`, 0, SIZE],
    ['Bytes=3-5', 3, 6],
  ])('[AU5] gives the part %s', async (header, from, to) => {
    const response = await range(header)
    expect([response.status, response.headers.get('content-range')]).toEqual([206, `bytes ${from}-${to - 1}/${SIZE}`])
    expect(response.headers.get('content-length')).toBe(String(to - from))
    expect((await bodyOf(response)).equals(file.subarray(from, to))).toBe(true)
  })

  it.each([`bytes=${SIZE}-`, 'bytes=999999999-', 'bytes=-0'])('[AU6] has no part %s', async (header) => {
    const response = await range(header)
    expect([response.status, response.headers.get('content-range')]).toEqual([416, `bytes */${SIZE}`])
    expect((await bodyOf(response)).length).toBe(0)
  })

  it.each(['bytes=5-3', 'bytes=-', 'bytes=a-b', 'bytes=0-1,5-9', 'samples=0-1', 'bytes'])(
    '[AU7] comes whole where the part cannot be read: %s',
    async (header) => {
      const response = await range(header)
      expect([response.status, response.headers.get('content-range')]).toEqual([200, null])
      expect((await bodyOf(response)).equals(file)).toBe(true)
    },
  )

  it('[AU8] comes whole where a part of another version is asked for', async () => {
    const response = await range('bytes=0-1', { 'if-range': '"older"' })
    expect(response.status).toBe(200)
    expect((await bodyOf(response)).equals(file)).toBe(true)
  })

  it('[AU9] tells its size without its body', async () => {
    const response = await call(path, { method: 'HEAD', headers: { range: 'bytes=0-1' } })
    expect([response.status, response.headers.get('content-length')]).toEqual([200, String(SIZE)])
    expect(response.headers.get('accept-ranges')).toBe('bytes')
    expect((await bodyOf(response)).length).toBe(0)
  })

  it('[AU10] of another session, of no session, or without sound is not found', async () => {
    const other = await beginInterview(app)
    await other.openTrack(buildTrackId(5))
    const missing = [`${other.id}/tracks/${TRACK}.wav`, `${other.id}/tracks/${buildTrackId(5)}.wav`]
    for (const address of [...missing, `nothing0of0this00000/tracks/${TRACK}.wav`]) {
      expect(await codeOf(await call(address))).toEqual([404, 'not_found'])
    }
    expect(await codeOf(await call(path.replace(TRACK, '..%2F..%2Fsecret')))).toEqual([400, 'bad_request'])
    expect(await codeOf(await call(path.replace('.wav', '')))).toEqual([404, 'not_found'])
  })
})

describe('a recording of three hours', () => {
  async function startLong() {
    const watched = watchStreams(audio)
    await start({ audio: watched.audio })
    const interview = await beginInterview(app)
    await interview.openTrack()
    await audio.fill(interview.id, TRACK, MAX_TRACK_SAMPLES)
    return { watched, id: interview.id, path: `${app.url}/api/sessions/${interview.id}/tracks/${TRACK}.wav` }
  }
  const listen = (url: string) => new Promise<IncomingMessage>((resolve) => get(url, resolve))

  it('[AU11] is read no faster than it is taken', async () => {
    const { watched, path } = await startLong()
    const response = await listen(path)
    let before = -1
    const rests = () => {
      const [earlier, now] = [before, watched.bytes()]
      before = now
      expect(now).toBe(earlier)
    }
    await vi.waitFor(rests, { interval: 100, timeout: 10_000 })
    expect(watched.bytes()).toBeGreaterThan(0)
    expect(watched.bytes()).toBeLessThan(MAX_TRACK_SAMPLES / 4)
    response.destroy()
    await watched.ended
  })

  it('[AU12] is not read on when the listener goes away, and that is no error', async () => {
    const { watched, path } = await startLong()
    const response = await listen(path)
    response.once('data', () => response.destroy())
    await watched.ended
    expect(watched.bytes()).toBeLessThan(2 * MAX_TRACK_SAMPLES)
    expect(app.errors).toEqual([])
  })

  it('[AU13] breaks off for a listener when it is deleted', async () => {
    const { watched, id, path } = await startLong()
    const response = await listen(path)
    const failure = new Promise((resolve) => response.once('error', resolve))
    await app.runner.deleteSession(id)
    response.resume()
    expect(await failure).toMatchObject({ code: 'ECONNRESET' })
    await watched.ended
  })
})

describe('a recording that is shorter than it was', () => {
  it('[AU16] cuts the connection rather than letting the listener wait', async () => {
    const short: AudioStore = { ...audio, countSamples: async () => 1_000 }
    await start({ audio: short })
    const interview = await beginInterview(app)
    await interview.record(500)
    const response = await call(`${interview.id}/tracks/${TRACK}.wav`)
    await expect(response.arrayBuffer()).rejects.toThrow()
    expect(app.errors).toEqual(['GET /sessions/:id/tracks/:trackId.wav'])
  })
})

describe('what is done with recordings', () => {
  it('[AU14] the sound of an ended session is deleted, the session stays', async () => {
    await start()
    const interview = await beginInterview(app)
    await interview.record(1_000)
    const remove = () => call(`${interview.id}/audio`, { method: 'DELETE' })
    expect(await codeOf(await remove())).toEqual([409, 'not_ended'])
    await interview.end()
    expect((await remove()).status).toBe(204)
    expect(await (await call(`${interview.id}/tracks`)).json()).toEqual({ tracks: [] })
    expect(await codeOf(await call(`${interview.id}/tracks/${TRACK}.wav`))).toEqual([404, 'not_found'])
    expect(await audio.countSamples(interview.id, TRACK)).toBe(0)
    expect((await call(interview.id)).status).toBe(200)
    expect((await remove()).status).toBe(204)
    expect(await codeOf(await call('nothing0of0this00000/audio', { method: 'DELETE' }))).toEqual([404, 'not_found'])
  })

  it('[AU15] what has no text is transcribed again where something can', async () => {
    const again = (id: string, index: string) => call(`${id}/transcriptions/${index}`, { method: 'POST' })
    await start()
    const without = await beginInterview(app)
    expect(await codeOf(await again(without.id, '0'))).toEqual([409, 'no_recognizer'])
    expect(await codeOf(await again(without.id, 'x'))).toEqual([400, 'bad_request'])
    await app.stop()
    audio = createAudioStore(join(base, String(++folders)))
    const transcriber: Transcriber = { model: 'scripted', transcribe: async () => ({ text: '', words: null }) }
    await start({ transcriber })
    const response = await again((await beginInterview(app)).id, '0')
    expect([response.status, await response.json()]).toEqual([202, { transcribing: true }])
  })
})
