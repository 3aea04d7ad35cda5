import { describe, expect, it } from 'vitest'
import type { Command } from '#contract/socket.ts'
import { type Capture, CaptureFailure, type CaptureListener } from '../../../../client/lib/audio/capture.ts'
import { createMicrophone } from '../../../../client/lib/audio/microphone.ts'
import { FakeRoom } from '../fake-room.ts'
import { openTab } from '../fake-tab.ts'
import { createFakeTimers } from '../fake-timers.ts'

const PIECE = new Int16Array(1_600)

/** A microphone in a tab that stands before its first question, without a recogniser of its own. */
function createRig({ open = async () => {} }: { open?: () => Promise<void> } = {}) {
  const room = new FakeRoom()
  const tab = openTab(room)
  const timers = createFakeTimers()
  const listeners = new Set<() => void>()
  const told = () => {
    for (const listener of listeners) listener()
  }
  const opened: string[] = []
  /** Tracks with the samples that were captured of each. */
  const captured = new Map<string, number>()
  const closed: string[] = []
  let device: CaptureListener | null = null
  /** Whether the last words are being looked for, which takes as long as the test wants. */
  let flushing: PromiseWithResolvers<void> | null = null
  const microphone = createMicrophone({
    live: {
      getView: () => tab.view,
      subscribe: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      send: (command: Command) => {
        if (command.type === 'track:open') opened.push(command.turnId)
      },
      signal: () => {},
    },
    openCapture: async (listener): Promise<Capture> => {
      await open()
      device = listener
      return {
        deviceId: 'one',
        label: 'One',
        cancelsEcho: true,
        stop: async () => {
          device = null
        },
      }
    },
    listen: () => ({ push: () => {}, flush: () => flushing?.promise ?? Promise.resolve() }),
    upload: {
      begun: (trackId) => void captured.set(trackId, 0),
      captured: (trackId, _first, pcm) => void captured.set(trackId, (captured.get(trackId) ?? 0) + pcm.length),
      finished: (trackId) => void closed.push(trackId),
      speechBegan: () => {},
      speechTold: () => {},
    },
    recognizer: 'endpoint',
    createRecognizer: () => {
      throw new Error('the endpoint makes the text')
    },
    speech: { started: () => {}, mistaken: () => {}, ended: () => {}, words: () => {}, echoCancellation: () => {} },
    newTrackId: () => `track${opened.length}`,
    timers,
    now: () => tab.now,
  })
  return {
    room,
    tab,
    microphone,
    opened,
    captured,
    closed,
    told,
    hear: () => device?.chunk(PIECE, 0),
    unplug: () => device?.ended(),
    interrupt: (isSilent: boolean) => device?.interrupted(isSilent),
    isFree: () => device === null,
    /** The last words take until the returned function is called. */
    slowFlush: () => {
      flushing = Promise.withResolvers()
      return flushing.resolve
    },
    handIn: () => {
      const turnId = tab.state.draft?.turnId ?? ''
      tab.feed({ type: 'wished', command: { type: 'answer:submit', turnId, text: '', heard: 0 } })
      told()
    },
    deliver: () => {
      tab.settle()
      told()
    },
  }
}

const isRecording = ({ microphone }: ReturnType<typeof createRig>) => microphone.getView().isRecording

describe('the microphone in a session', () => {
  it('[MIC1] records into the open answer from the moment it is on, and lets go of the device when it is stopped', async () => {
    const rig = createRig()
    await rig.microphone.start()
    rig.hear()
    expect(rig.opened).toEqual([rig.tab.state.draft?.turnId])
    expect(isRecording(rig)).toBe(true)
    await rig.microphone.stop()
    expect([...rig.captured.values()]).toEqual([PIECE.length])
    expect(rig.closed).toHaveLength(1)
    expect(rig.isFree()).toBe(true)
    expect(rig.microphone.getView()).toMatchObject({ state: 'off', problem: null, isRecording: false })
  })

  it('[MIC2] ends the recording with “I’m done”, and begins the next one with the next answer', async () => {
    const rig = createRig()
    await rig.microphone.start()
    rig.hear()
    await rig.microphone.finish()
    rig.told()
    expect(isRecording(rig)).toBe(false)
    rig.tab.type('an answer')
    rig.tab.submit()
    rig.deliver()
    expect(isRecording(rig)).toBe(true)
    expect(new Set(rig.opened).size).toBe(2)
  })

  it('[MIC3] goes on recording where nothing was understood', async () => {
    const rig = createRig()
    await rig.microphone.start()
    for (const tracks of [2, 3]) {
      await rig.microphone.finish()
      rig.handIn()
      expect(isRecording(rig)).toBe(false)
      rig.deliver()
      expect(isRecording(rig)).toBe(true)
      expect(rig.opened).toHaveLength(tracks)
    }
    expect(new Set(rig.opened).size).toBe(1)
  })

  it('[MIC4] records nothing more while the last words are on their way, however often “I’m done” is pressed', async () => {
    const rig = createRig()
    await rig.microphone.start()
    const lastWordsAreThere = rig.slowFlush()
    const pressed = [rig.microphone.finish(), rig.microphone.finish()]
    rig.told()
    rig.hear()
    expect(rig.opened).toHaveLength(1)
    expect([...rig.captured.values()]).toEqual([0])
    lastWordsAreThere()
    await Promise.all(pressed)
    expect(rig.closed).toHaveLength(1)
    // It was not handed in after all: the interview had been paused.
    rig.microphone.resume()
    expect(isRecording(rig)).toBe(true)
  })

  it('[MIC5] ends where another tab writes', async () => {
    const rig = createRig()
    await rig.microphone.start()
    rig.tab.feed({ type: 'pen_moved', pen: false, penHeld: true })
    rig.told()
    await expect.poll(rig.isFree).toBe(true)
    expect(rig.microphone.getView()).toMatchObject({ state: 'off', isRecording: false })
  })

  it('[MIC6] says why it is off: not allowed, or unplugged, and what was heard is kept', async () => {
    const denied = createRig({
      open: async () => {
        throw new CaptureFailure('denied')
      },
    })
    await denied.microphone.start()
    expect(denied.microphone.getView()).toMatchObject({ state: 'off', problem: 'denied' })
    const rig = createRig()
    await rig.microphone.start()
    rig.hear()
    rig.unplug()
    await expect.poll(() => rig.microphone.getView()).toMatchObject({ state: 'off', problem: 'unplugged' })
    expect([...rig.captured.values()]).toEqual([PIECE.length])
    expect(rig.closed).toHaveLength(1)
  })

  it('[MIC7] what comes after an interruption is a recording of its own', async () => {
    const rig = createRig()
    await rig.microphone.start()
    rig.interrupt(true)
    expect(rig.microphone.getView()).toMatchObject({ problem: 'interrupted', isRecording: false })
    rig.interrupt(false)
    expect(rig.microphone.getView()).toMatchObject({ problem: null, isRecording: true })
    expect(rig.opened).toHaveLength(2)
  })

  it('[MIC9] is let go of where the page has gone, or stopped it, while the browser asked for leave', async () => {
    for (const leave of ['stop', 'close'] as const) {
      const leaveGiven = Promise.withResolvers<void>()
      const rig = createRig({ open: () => leaveGiven.promise })
      const started = rig.microphone.start()
      await rig.microphone[leave]()
      leaveGiven.resolve()
      await started
      await expect.poll(rig.isFree).toBe(true)
      expect(rig.microphone.getView()).toMatchObject({ state: 'off', problem: null, isRecording: false })
      expect(rig.opened).toEqual([])
    }
  })

  it('[MIC10] “I’m done” pressed twice: both wait for the last words', async () => {
    const rig = createRig()
    await rig.microphone.start()
    const lastWordsAreThere = rig.slowFlush()
    let count = 0
    const pressed = [1, 2].map(() => rig.microphone.finish().then(() => count++))
    await new Promise((resolve) => setImmediate(resolve))
    expect(count).toBe(0)
    lastWordsAreThere()
    await Promise.all(pressed)
  })

  it('[MIC8] with push-to-talk records only while that is held', async () => {
    const rig = createRig()
    rig.microphone.setPushToTalk(true)
    await rig.microphone.start()
    expect(isRecording(rig)).toBe(false)
    rig.microphone.push(true)
    expect(isRecording(rig)).toBe(true)
    rig.microphone.push(false)
    expect(isRecording(rig)).toBe(false)
  })
})
