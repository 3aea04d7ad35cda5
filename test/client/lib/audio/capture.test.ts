import { afterEach, describe, expect, it, vi } from 'vitest'
import { CaptureFailure, listMicrophones, openCapture, toCaptureFailure } from '../../../../client/lib/audio/capture.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const nobody = { chunk: () => {}, level: () => {}, ended: () => {}, interrupted: () => {} }

describe('why there is no sound', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotFoundError', 'no_microphone'],
    ['OverconstrainedError', 'no_microphone'],
    ['NotReadableError', 'in_use'],
    ['AbortError', 'in_use'],
    ['NotSupportedError', 'unsupported'],
    ['InvalidStateError', 'failed'],
  ])('[CP1] a browser that says %s means %s', (name, reason) => {
    expect(toCaptureFailure(new DOMException('…', name)).reason).toBe(reason)
  })

  it('[CP2] whatever else is thrown is a failure, and a failure stays what it is', () => {
    for (const thrown of ['?', null, undefined, { name: 7 }]) expect(toCaptureFailure(thrown).reason).toBe('failed')
    expect(toCaptureFailure({ name: 'OverconstrainedError' }).reason).toBe('no_microphone')
    const known = new CaptureFailure('in_use')
    expect(toCaptureFailure(known)).toBe(known)
  })

  it('[CP3] a page that came over plain http says so', async () => {
    vi.stubGlobal('window', { isSecureContext: false })
    await expect(openCapture({ deviceId: null }, nobody)).rejects.toMatchObject({ reason: 'insecure_origin' })
  })

  it('[CP4] a browser without audio worklets says so', async () => {
    vi.stubGlobal('window', { isSecureContext: true })
    await expect(openCapture({ deviceId: null }, nobody)).rejects.toMatchObject({ reason: 'unsupported' })
  })
})

describe('the microphones', () => {
  const device = (kind: string, deviceId: string, label: string) => ({ kind, deviceId, label })

  function plug(devices: ReturnType<typeof device>[]) {
    vi.stubGlobal('navigator', { mediaDevices: { enumerateDevices: async () => devices } })
  }

  it('[CP5] are listed once each, by name, without loudspeakers and without what only stands for another', async () => {
    plug([
      device('audioinput', 'default', 'Default - Headset'),
      device('audioinput', 'communications', 'Communications - Headset'),
      device('audioinput', 'a1', 'Headset'),
      device('audioinput', 'b2', ''),
      device('audiooutput', 'c3', 'Loudspeaker'),
    ])
    expect(await listMicrophones()).toEqual([
      { id: 'a1', label: 'Headset' },
      { id: 'b2', label: 'Microphone' },
    ])
  })

  it('[CP6] are none before the browser names them, and none where there is no way to ask', async () => {
    plug([device('audioinput', '', '')])
    expect(await listMicrophones()).toEqual([])
    vi.stubGlobal('navigator', {})
    expect(await listMicrophones()).toEqual([])
  })
})
