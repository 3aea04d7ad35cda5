import { describe, expect, it } from 'vitest'
import { countUnsent, MAX_MEMORY_SAMPLES, WINDOW } from '../../../../client/lib/audio/upload-state.ts'
import { CHUNK_SAMPLES } from '../../../../server/contract/speech.ts'
import type { FakeDevice } from './fake-device.ts'
import { createRig, expectExact } from './upload-rig.ts'

describe('sending', () => {
  it('[UP1] every chunk goes out at once, and the track is closed when all of it is on disk', () => {
    const rig = createRig()
    const { device, disk } = rig
    device.connect()
    for (let i = 0; i < 5; i += 1) {
      device.capture(4)
      device.deliverCommand()
      device.deliverUp()
      device.deliverAnswer()
    }
    expect(disk.tracks.get('track0000000')?.samples).toHaveLength(20)
    device.finish()
    expect(device.outbox).toEqual([{ type: 'close', trackId: 'track0000000', samples: 20 }])
    device.settle()
    expectExact(rig)
  })

  it('[UP2] a track is not closed before its last chunk was acknowledged', () => {
    const { device } = createRig()
    device.connect()
    device.capture(4)
    device.deliverCommand()
    device.deliverUp()
    device.finish()
    expect(device.outbox).toEqual([])
    device.deliverAnswer()
    expect(device.outbox).toMatchObject([{ type: 'close' }])
  })

  it(`[UP3] at most ${WINDOW} chunks are on their way, one while the server may not know the track`, () => {
    const { device } = createRig()
    device.connect()
    for (let i = 0; i < 100; i += 1) device.capture(4)
    expect(device.up).toHaveLength(1)
    device.deliverCommand()
    device.deliverUp()
    device.deliverAnswer()
    expect(device.up).toHaveLength(WINDOW)
    device.deliverUp()
    device.deliverAnswer()
    expect(device.up).toHaveLength(WINDOW)
  })

  it('[UP4] nothing is sent while the connection is away; then everything that the server does not have', () => {
    const rig = createRig()
    const { device } = rig
    device.connect()
    device.capture(4)
    device.settle()
    device.cut()
    for (let i = 0; i < 30; i += 1) device.capture(4)
    expect(device.up).toHaveLength(0)
    expect(countUnsent(device.state)).toBe(120)
    const before = device.sent.length
    device.finish()
    device.settle()
    expect(device.sent.slice(before).map(({ firstSample }) => firstSample)[0]).toBe(4)
    expectExact(rig)
  })

  it('[UP5] what was on its way when the connection was lost is sent again from where the server stands', () => {
    const rig = createRig()
    const { device } = rig
    device.connect()
    device.capture(4)
    device.settle()
    for (let i = 0; i < 10; i += 1) device.capture(4)
    device.cut(6)
    const before = device.sent.length
    device.connect()
    expect(device.sent[before]?.firstSample).toBe(28)
    device.finish()
    device.settle()
    expectExact(rig)
  })

  it('[UP6] a server that stands in the middle of a chunk gets that chunk again', () => {
    const rig = createRig()
    const { device, disk } = rig
    device.connect()
    device.capture(8)
    device.settle()
    device.capture(8)
    device.cut(1)
    disk.tracks.get('track0000000')?.samples.splice(11)
    device.finish()
    device.settle()
    expectExact(rig)
  })

  it('[UP7] chunks that fell on the floor are sent again when nothing is on its way any more', () => {
    const rig = createRig()
    const { device } = rig
    device.connect()
    device.capture(4)
    device.settle()
    for (let i = 0; i < 4; i += 1) device.capture(4)
    device.up.shift()
    device.answers.push({
      type: 'answered',
      connection: device.state.connection,
      trackId: 'track0000000',
      firstSample: 4,
      result: null,
    })
    device.finish()
    device.settle()
    expectExact(rig)
  })

  it('[UP8] a late answer of an earlier connection settles nothing on this one', () => {
    const { device } = createRig()
    device.connect()
    device.capture(4)
    const { connection } = device.state
    device.cut()
    device.connect()
    device.feed({
      type: 'answered',
      connection,
      trackId: 'track0000000',
      firstSample: 0,
      result: { ok: true, nextSample: 4 },
    })
    expect(countUnsent(device.state)).toBe(4)
  })
})

describe('refusals', () => {
  it('[UP9] a full disk rests two seconds and is tried again', () => {
    const rig = createRig()
    const { device, disk } = rig
    device.connect()
    device.capture(4)
    device.settle()
    disk.faults = ['storage_full', 'storage_full']
    device.capture(4)
    device.capture(4)
    device.deliverUp()
    device.deliverUp()
    device.deliverAnswer()
    device.capture(4)
    expect(device.up).toHaveLength(0)
    expect(device.waits.size).toBe(0)
    device.deliverAnswer()
    expect([...device.waits.values()]).toEqual([2_000])
    device.due()
    expect(device.up.map(({ chunk }) => chunk.firstSample)).toEqual([4, 8, 12])
    device.finish()
    device.settle()
    expectExact(rig)
  })

  it('[UP10] a track that is not there yet is asked for again after 200 ms, one chunk at a time', () => {
    const rig = createRig()
    const { device } = rig
    device.connect()
    for (let i = 0; i < 5; i += 1) device.capture(4)
    for (let i = 0; i < 3; i += 1) {
      expect(device.up).toHaveLength(1)
      device.deliverUp()
      device.deliverAnswer()
      expect([...device.waits.values()]).toEqual([200])
      device.due()
    }
    device.finish()
    device.settle()
    expectExact(rig)
  })

  it('[UP11] a refusal that will stand gives the track up, and only that one', () => {
    const { device, disk } = createRig()
    device.connect()
    device.capture(4)
    device.settle()
    disk.faults = ['audio_deleted']
    device.capture(4)
    device.settle()
    expect(device.news).toEqual([{ type: 'gave_up', trackId: 'track0000000', code: 'audio_deleted' }])
    expect(device.stored.size).toBe(0)
    device.capture(4)
    device.finish()
    device.capture(4)
    device.finish()
    device.settle()
    expect(disk.tracks.get('track0000000')?.closedWith).toEqual([])
    expect(disk.tracks.get('track0000001')?.closedWith).toEqual([4])
    expect(device.stored.size).toBe(0)
  })
})

describe('what this device does not have', () => {
  it('[UP12] samples that the server wants and nobody has any more are lost, and it goes on after them', () => {
    const { device, disk } = createRig()
    device.connect()
    const trackId = device.capture(8)
    device.settle()
    device.cut()
    device.capture(8)
    device.capture(8)
    device.reload()
    device.stored.get(trackId)?.delete(8)
    device.settle()
    expect(disk.lost).toEqual([{ trackId, from: 8, to: 16 }])
    const samples = device.captured.get(trackId) ?? []
    expect(disk.tracks.get(trackId)).toEqual({
      samples: [...samples.slice(0, 8), ...new Array(8).fill(0), ...samples.slice(16)],
      closedWith: [24],
    })
  })

  it('[UP13] a server that lost what it had acknowledged hears that it is lost, and gets the rest', () => {
    const { device, disk } = createRig()
    device.connect()
    const trackId = device.capture(8)
    device.capture(8)
    device.settle()
    device.cut()
    disk.tracks.get(trackId)?.samples.splice(4)
    device.capture(8)
    device.finish()
    device.settle()
    expect(disk.lost).toEqual([{ trackId, from: 4, to: 8 }])
    expect(disk.tracks.get(trackId)?.closedWith).toEqual([24])
    expect(disk.tracks.get(trackId)?.samples.slice(8)).toEqual(device.captured.get(trackId)?.slice(8))
  })

  it('[UP14] a track that only the server knows is told, not closed: another tab may still have its end', () => {
    const { device, disk } = createRig()
    disk.run({ type: 'open', trackId: 'elsewhere000' })
    device.connect()
    expect(device.news).toEqual([{ type: 'unknown', trackId: 'elsewhere000', nextSample: 0 }])
    expect(device.outbox).toEqual([])
  })

  it('[UP23] a track that has begun and has no sound yet is not unknown', () => {
    const { device, disk } = createRig()
    device.feed({ type: 'begun', trackId: 'quiet0000000' })
    disk.run({ type: 'open', trackId: 'quiet0000000' })
    device.connect()
    expect(device.news).toEqual([])
    device.feed({ type: 'finished', trackId: 'quiet0000000', samples: 0 })
    device.feed({ type: 'begun', trackId: 'quiet0000000' })
    device.settle()
    expect(disk.tracks.get('quiet0000000')?.closedWith).toEqual([0])
  })

  it('[UP15] a track of which every chunk was acknowledged before a reload is closed after it', () => {
    const rig = createRig()
    const { device } = rig
    device.connect()
    device.capture(8)
    device.capture(8)
    device.settle()
    device.reload()
    device.settle()
    expectExact(rig)
  })

  it('[UP21] a gap in front of what is left means nothing before the server has said where it stands', () => {
    const { device, disk } = createRig()
    device.connect()
    const trackId = device.capture(8)
    device.capture(8)
    device.settle()
    device.cut()
    device.capture(8)
    device.reload()
    // Somebody else closed it: the server does not speak of it any more.
    disk.run({ type: 'close', trackId, samples: 24 })
    device.settle()
    expect(disk.lost).toEqual([])
    expect(disk.tracks.get(trackId)?.samples).toEqual(device.captured.get(trackId))
  })

  it('[UP22] where nobody knows anything of a track it waits until the server does', () => {
    const { device, disk } = createRig()
    const trackId = device.capture(8)
    device.reload()
    device.stored.clear()
    const command = device.outbox.shift()
    device.settle()
    expect(device.sent).toEqual([])
    if (command !== undefined) disk.run(command)
    device.rejoin()
    device.settle()
    expect(disk.tracks.get(trackId)).toEqual({ samples: [], closedWith: [8] })
    expect(disk.lost).toEqual([])
  })

  it('[UP16] a recording of nothing is closed too', () => {
    const { device } = createRig()
    device.feed({ type: 'finished', trackId: 'nothing00000', samples: 0 })
    device.feed({ type: 'finished', trackId: 'nothing00000', samples: 0 })
    expect(device.outbox).toEqual([{ type: 'close', trackId: 'nothing00000', samples: 0 }])
  })
})

describe('long without a connection', () => {
  const minutes = 3

  function recordOffline() {
    const rig = createRig()
    rig.device.connect()
    rig.device.capture(CHUNK_SAMPLES)
    rig.device.settle()
    rig.device.cut()
    for (let i = 0; i < minutes * 600; i += 1) rig.device.capture(CHUNK_SAMPLES)
    return rig
  }

  const inMemory = (device: FakeDevice) =>
    device.state.tracks.reduce((sum, { memory }) => sum + memory.length * CHUNK_SAMPLES, 0)

  it('[UP17] no more than a minute of sound stays in memory, and all of it arrives', () => {
    const rig = recordOffline()
    const { device } = rig
    expect(inMemory(device)).toBe(MAX_MEMORY_SAMPLES)
    device.capture(CHUNK_SAMPLES)
    device.settle()
    device.capture(CHUNK_SAMPLES)
    device.finish()
    device.settle()
    expectExact(rig)
  })

  it('[UP18] after a reload it comes from the store, in order, a part at a time', () => {
    const rig = recordOffline()
    const { device } = rig
    device.reload()
    device.connect()
    while (device.outbox.length === 0) {
      device.deliverLoad()
      device.deliverUp()
      device.deliverAnswer()
      expect(inMemory(device)).toBeLessThanOrEqual(MAX_MEMORY_SAMPLES)
    }
    device.settle()
    expectExact(rig)
  })
})
