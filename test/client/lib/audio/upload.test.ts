import { describe, expect, it } from 'vitest'
import { countUnsent, WINDOW } from '../../../../client/lib/audio/upload-state.ts'
import { createRig, expectExact, finishExactly, startRig } from './upload-rig.ts'

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
    const rig = startRig(4)
    const { device } = rig
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
    const rig = startRig(4)
    const { device } = rig
    for (let i = 0; i < 10; i += 1) device.capture(4)
    device.cut(6)
    const before = device.sent.length
    device.connect()
    expect(device.sent[before]?.firstSample).toBe(28)
    finishExactly(rig)
  })

  it('[UP6] a server that stands in the middle of a chunk gets that chunk again', () => {
    const rig = startRig(8)
    const { device, disk } = rig
    device.capture(8)
    device.cut(1)
    disk.tracks.get('track0000000')?.samples.splice(11)
    finishExactly(rig)
  })

  it('[UP7] chunks that fell on the floor are sent again when nothing is on its way any more', () => {
    const rig = startRig(4)
    const { device } = rig
    for (let i = 0; i < 4; i += 1) device.capture(4)
    device.up.shift()
    device.answers.push({
      type: 'answered',
      connection: device.state.connection,
      trackId: 'track0000000',
      firstSample: 4,
      result: null,
    })
    finishExactly(rig)
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
    const rig = startRig(4)
    const { device, disk } = rig
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
    finishExactly(rig)
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
    finishExactly(rig)
  })

  it('[UP11] a refusal that will stand gives the track up, and only that one', () => {
    const { device, disk } = startRig(4)
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
