import { describe, expect, it } from 'vitest'
import { MAX_MEMORY_SAMPLES } from '../../../../client/lib/audio/upload-state.ts'
import { CHUNK_SAMPLES } from '../../../../server/contract/speech.ts'
import type { FakeDevice } from './fake-device.ts'
import { createRig, expectExact, finishExactly, startRig } from './upload-rig.ts'

/** Two pieces are on the server when the line is cut. */
function cutAfterTwo() {
  const { device, disk } = createRig()
  device.connect()
  const trackId = device.capture(8)
  device.capture(8)
  device.settle()
  device.cut()
  return { device, disk, trackId }
}

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
    const { device, disk, trackId } = cutAfterTwo()
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
    const { device, disk, trackId } = cutAfterTwo()
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
    const rig = startRig(CHUNK_SAMPLES)
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
    finishExactly(rig)
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
