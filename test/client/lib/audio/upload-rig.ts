import { expect } from 'vitest'
import { countUnsent } from '../../../../client/lib/audio/upload-state.ts'
import { FakeDevice, FakeDisk } from './fake-device.ts'

/** A device and the disk that it sends to. */
export function createRig() {
  const disk = new FakeDisk()
  return { disk, device: new FakeDevice(disk) }
}

/** One whose first samples are on the disk, in a track that goes on. */
export function startRig(samples: number) {
  const rig = createRig()
  rig.device.connect()
  rig.device.capture(samples)
  rig.device.settle()
  return rig
}

/** The server has every sample, each track was closed once and with its length, and nothing is left on the device. */
export function expectExact({ disk, device }: ReturnType<typeof createRig>): void {
  for (const [trackId, samples] of device.captured) {
    const track = disk.tracks.get(trackId)
    // Compared as text: a difference of thousands of samples takes a minute to print.
    expect(track?.samples.join() === samples.join(), `${trackId} is exact`).toBe(true)
    expect(track?.closedWith, trackId).toEqual([samples.length])
  }
  expect(disk.lost).toEqual([])
  expect(device.stored.size).toBe(0)
  expect(countUnsent(device.state)).toBe(0)
}

/** The recording ends, and all of it arrives. */
export function finishExactly(rig: ReturnType<typeof createRig>): void {
  rig.device.finish()
  rig.device.settle()
  expectExact(rig)
}
