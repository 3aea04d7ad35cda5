import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MAX_TRACK_SAMPLES } from '../../server/contract/speech.ts'
import type { AudioStore } from '../../server/ports.ts'
import { createAudioStore } from '../../server/store/audio-store.ts'
import { SESSION_ID } from '../support/factories.ts'
import { buildSound, buildTrackId } from '../support/sound.ts'

const OTHER_ID = 'zyxwvutsrq9876543210'
const TRACK = buildTrackId(1)
const isRoot = process.getuid?.() === 0

const base = mkdtempSync(join(tmpdir(), 'greenroom-audio-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))
let folders = 0
let folder: string
let store: AudioStore
beforeEach(() => {
  folder = join(base, String(++folders), 'audio')
  store = createAudioStore(folder)
})
afterEach(() => store.close())

const fileOf = (track = TRACK, session = SESSION_ID) => join(folder, session, `${track}.pcm`)
const write = (from: number, samples: number, track = TRACK) =>
  store.write(SESSION_ID, track, from, buildSound(track, from, samples))
const expectExact = (samples: number, track = TRACK) =>
  expect(Buffer.compare(readFileSync(fileOf(track)), buildSound(track, 0, samples))).toBe(0)

async function collect(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all)
}

describe('a track on disk', () => {
  it('[AS1] is its pieces in order, byte for byte and without a header', async () => {
    expect(await write(0, 1_600)).toBe(1_600)
    expect(await write(1_600, 1_600)).toBe(3_200)
    expect(await write(3_200, 7)).toBe(3_207)
    expectExact(3_207)
    expect(await store.countSamples(SESSION_ID, TRACK)).toBe(3_207)
  })

  it('[AS2] is not there before its first sample', async () => {
    expect(await store.countSamples(SESSION_ID, TRACK)).toBe(0)
    expect(await store.write(SESSION_ID, TRACK, 0, new Uint8Array(0))).toBe(0)
    expect(await write(1_600, 1_600)).toBe(0)
    expect(existsSync(folder)).toBe(false)
  })

  it('[AS3] stays as it is when a piece comes again, whatever the repeat holds', async () => {
    await write(0, 3_200)
    expect(await write(0, 1_600)).toBe(3_200)
    expect(await store.write(SESSION_ID, TRACK, 800, new Uint8Array(1_000).fill(9))).toBe(3_200)
    expectExact(3_200)
  })

  it('[AS4] takes only what is new of a piece that overlaps its end', async () => {
    await write(0, 1_600)
    const mixed = buildSound(TRACK, 600, 1_600)
    mixed.fill(9, 0, 2_000)
    expect(await store.write(SESSION_ID, TRACK, 600, mixed)).toBe(2_200)
    expectExact(2_200)
  })

  it('[AS5] has no holes: what lies beyond its end is not kept, and the answer says where to go on', async () => {
    await write(0, 1_600)
    expect(await write(1_601, 1_600)).toBe(1_600)
    expect(await write(1_600, 1_600)).toBe(3_200)
    expectExact(3_200)
  })

  it('[AS6] refuses half samples and places that are none', async () => {
    await write(0, 100)
    const refused = (from: number, bytes: number) =>
      expect(store.write(SESSION_ID, TRACK, from, new Uint8Array(bytes))).rejects.toMatchObject({ code: 'bad_request' })
    await refused(100, 3)
    await refused(-1, 4)
    await refused(0.5, 4)
    await refused(Number.NaN, 4)
    expectExact(100)
  })

  it('[AS7] ends at three hours', async () => {
    expect(await store.fill(SESSION_ID, TRACK, MAX_TRACK_SAMPLES)).toBe(MAX_TRACK_SAMPLES)
    await expect(write(MAX_TRACK_SAMPLES - 10, 11)).rejects.toMatchObject({ code: 'too_large' })
    await expect(store.fill(SESSION_ID, TRACK, MAX_TRACK_SAMPLES + 1)).rejects.toMatchObject({ code: 'too_large' })
  })

  it('[AS8] goes on after a restart, without the half sample that a crash left', async () => {
    await write(0, 1_000)
    await store.close()
    writeFileSync(fileOf(), buildSound(TRACK, 0, 1_500).subarray(0, 2_001))
    store = createAudioStore(folder)
    expect((await store.read(SESSION_ID, TRACK, 0, 5_000)).length).toBe(2_000)
    expect(await store.countSamples(SESSION_ID, TRACK)).toBe(1_000)
    expect(await write(1_000, 1_000)).toBe(2_000)
    expectExact(2_000)
  })

  it('[AS9] is filled up with silence where sound was lost, and never cut', async () => {
    await write(0, 100)
    expect(await store.fill(SESSION_ID, TRACK, 300)).toBe(300)
    expect(await store.fill(SESSION_ID, TRACK, 200)).toBe(300)
    expect(await write(300, 50)).toBe(350)
    const silence = Buffer.alloc(400)
    const whole = Buffer.concat([buildSound(TRACK, 0, 100), silence, buildSound(TRACK, 300, 50)])
    expect(Buffer.compare(readFileSync(fileOf()), whole)).toBe(0)
    expect(await store.fill(SESSION_ID, buildTrackId(2), 16_000)).toBe(16_000)
  })

  it('[AS10] is read in parts; what is not there reads as less or nothing', async () => {
    await write(0, 100_000)
    expect(Buffer.compare(await store.read(SESSION_ID, TRACK, 10, 20), buildSound(TRACK, 10, 10))).toBe(0)
    expect((await store.read(SESSION_ID, TRACK, 99_990, 200_000)).length).toBe(20)
    expect((await store.read(SESSION_ID, buildTrackId(2), 0, 10)).length).toBe(0)
    const streamed = await collect(store.stream(SESSION_ID, TRACK, 3, 150_001))
    expect(Buffer.compare(streamed, buildSound(TRACK, 0, 100_000).subarray(3, 150_001))).toBe(0)
  })

  it('[AS11] never leaves the folder: an id of another shape is refused', async () => {
    const pcm = new Uint8Array(2)
    const refusal = { code: 'bad_request' }
    await expect(store.write('../../etc', TRACK, 0, pcm)).rejects.toMatchObject(refusal)
    await expect(store.write(SESSION_ID, '../passwd', 0, pcm)).rejects.toMatchObject(refusal)
    await expect(store.countSamples(SESSION_ID, `${TRACK}/`)).rejects.toMatchObject(refusal)
    await expect(store.read('..', TRACK, 0, 1)).rejects.toMatchObject(refusal)
    await expect(store.deleteSession('..')).rejects.toMatchObject(refusal)
  })
})

describe('what was acknowledged', () => {
  /** Every sync first does what it does and then calls back. The class of file handles cannot be imported: one is opened to find it. */
  async function watchSyncs(onSynced: () => void) {
    const handle = await open(base, 'r')
    const files = Object.getPrototypeOf(handle) as FileHandle
    await handle.close()
    const sync = files.datasync
    return vi.spyOn(files, 'datasync').mockImplementation(async function (this: FileHandle) {
      await sync.call(this)
      onSynced()
    })
  }
  afterEach(() => vi.restoreAllMocks())

  it('[AS12] was synced before; pieces that come while the disk is waited for share the next sync', async () => {
    const log: string[] = []
    await watchSyncs(() => log.push('synced'))
    const ends = await Promise.all(
      Array.from({ length: 30 }, (_, i) => write(i * 100, 100).finally(() => log.push('acknowledged'))),
    )
    expect(log).toEqual(['synced', 'acknowledged', 'synced', ...Array.from({ length: 29 }, () => 'acknowledged')])
    expect(ends).toEqual([100, ...Array.from({ length: 29 }, () => 3_000)])
    expectExact(3_000)
  })

  it('[AS13] is not more than the last sync that went well', async () => {
    await write(0, 500)
    const syncs = await watchSyncs(() => undefined)
    syncs.mockRejectedValueOnce(Object.assign(new Error('the disk is gone'), { code: 'EIO' }))
    await expect(write(500, 500)).rejects.toMatchObject({ code: 'EIO' })
    expect(await store.countSamples(SESSION_ID, TRACK)).toBe(500)
    expectExact(500)
    expect(await write(500, 600)).toBe(1_100)
    expectExact(1_100)
  })
})

describe('many tracks', () => {
  it('[AS14] of 50 speakers at once are each exact', async () => {
    const tracks = Array.from({ length: 50 }, (_, n) => buildTrackId(n))
    for (let i = 0; i < 10; i++) {
      // A piece, the same once more, and the one after it before it is its turn to be waited for.
      const ends = await Promise.all(
        tracks.flatMap((track) => [
          write(i * 200, 100, track),
          write(i * 200, 100, track),
          write(i * 200 + 100, 100, track),
        ]),
      )
      expect(Math.min(...ends)).toBeGreaterThanOrEqual(i * 200 + 100)
    }
    for (const track of tracks) expectExact(2_000, track)
  })

  const openFiles = () => readdirSync('/proc/self/fd').filter((fd) => targetOf(fd).startsWith(folder)).length
  const targetOf = (fd: string) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`)
    } catch {
      return ''
    }
  }

  it.skipIf(process.platform !== 'linux').each([
    ['few files open', { mostOpen: 3 }, 3],
    ['none when nobody writes', { idleMs: 20 }, 0],
  ])('[AS15] keep %s', async (_what, options, atMost) => {
    await store.close()
    store = createAudioStore(folder, options)
    const tracks = Array.from({ length: 12 }, (_, n) => buildTrackId(n))
    for (let i = 0; i < 4; i++) {
      for (const track of tracks) await write(i * 50, 50, track)
      await vi.waitFor(() => expect(openFiles()).toBeLessThanOrEqual(atMost))
    }
    await Promise.all(tracks.map((track) => write(200, 50, track)))
    for (const track of tracks) expectExact(250, track)
  })
})

describe('a track in use', () => {
  it('[AS22] is never open twice, however few may be open', async () => {
    await store.close()
    store = createAudioStore(folder, { mostOpen: 1 })
    const [one, two] = [buildTrackId(1), buildTrackId(2)]
    const ends = [write(0, 100, one), write(0, 100, two), write(100, 100, one), write(100, 100, two)]
    expect((await Promise.all(ends)).slice(2)).toEqual([200, 200])
    expectExact(200, one)
    expectExact(200, two)
  })
})

describe('a deleted session', () => {
  it('[AS16] leaves nothing on disk, and others stay', async () => {
    await write(0, 100)
    await store.write(OTHER_ID, TRACK, 0, buildSound(TRACK, 0, 100))
    await store.deleteSession(SESSION_ID)
    expect(readdirSync(folder)).toEqual([OTHER_ID])
    expect(await store.countSamples(OTHER_ID, TRACK)).toBe(100)
    await store.deleteSession('nothing0of0this00000')
  })

  it('[AS17] does not come back with a piece that comes late or is just being written', async () => {
    await write(0, 100)
    const during = write(100, 100)
    const deletion = store.deleteSession(SESSION_ID)
    const late = expect(write(200, 100)).rejects.toMatchObject({ code: 'audio_deleted' })
    expect(await during).toBe(200)
    await Promise.all([deletion, late])
    await expect(store.fill(SESSION_ID, TRACK, 100)).rejects.toMatchObject({ code: 'audio_deleted' })
    expect(await store.countSamples(SESSION_ID, TRACK)).toBe(0)
    expect((await store.read(SESSION_ID, TRACK, 0, 100)).length).toBe(0)
    expect(readdirSync(folder)).toEqual([])
  })

  it('[AS18] is not heard to its end by who listens', async () => {
    await write(0, 100_000)
    const listening = store.stream(SESSION_ID, TRACK, 0, 200_000)[Symbol.asyncIterator]()
    expect((await listening.next()).done).toBe(false)
    await store.deleteSession(SESSION_ID)
    await expect(listening.next()).rejects.toMatchObject({ code: 'audio_deleted' })
  })
})

describe('a store that is closed', () => {
  it('[AS19] has finished what it was asked for and takes nothing more', async () => {
    const last = write(0, 1_000)
    await store.close()
    expect(await last).toBe(1_000)
    await expect(write(1_000, 10)).rejects.toMatchObject({ code: 'shutting_down' })
    expectExact(1_000)
  })
})

describe('a folder that takes nothing', () => {
  it('[AS20] because a file is in its place is a refusal that can be read', async () => {
    mkdirSync(join(folder, '..'), { recursive: true })
    writeFileSync(folder, '')
    const refusal = { code: 'storage_read_only', message: expect.stringContaining('may not write to the data folder') }
    await expect(write(0, 10)).rejects.toMatchObject(refusal)
  })

  it.skipIf(isRoot)('[AS21] because it is read-only refuses to write and still reads', async () => {
    await write(0, 100)
    await store.close()
    chmodSync(fileOf(), 0o400)
    chmodSync(join(folder, SESSION_ID), 0o500)
    store = createAudioStore(folder)
    await expect(write(100, 10)).rejects.toMatchObject({ code: 'storage_read_only' })
    await expect(write(0, 10, buildTrackId(2))).rejects.toMatchObject({ code: 'storage_read_only' })
    expect(await store.countSamples(SESSION_ID, TRACK)).toBe(100)
    expect((await store.read(SESSION_ID, TRACK, 0, 100)).length).toBe(200)
    chmodSync(join(folder, SESSION_ID), 0o700)
  })
})
