import { describe, expect, it } from 'vitest'
import type { Spoken } from '../../../client/lib/open-spoken.ts'
import { createSpokenLoader, type SpokenLoader } from '../../../client/lib/spoken-loader.ts'

/** Speech as the loader touches it: what was asked of its microphone, in order. */
function buildSpoken() {
  const asked: string[] = []
  const note = (word: string) => async () => void asked.push(word)
  const microphone = { start: note('start'), stop: note('stop'), resume: () => void asked.push('resume') }
  const spoken = { microphone, close: () => void asked.push('close') }
  return { asked, spoken: spoken as unknown as Spoken }
}

function loadLater(loader: SpokenLoader) {
  const { asked, spoken } = buildSpoken()
  const { promise, resolve, reject } = Promise.withResolvers<Spoken>()
  const unload = loader.load(() => promise)
  const settle = () => new Promise((done) => setImmediate(done))
  return {
    asked,
    unload,
    arrive: () => {
      resolve(spoken)
      return settle()
    },
    fail: () => {
      reject(new Error('no such file'))
      return settle()
    },
  }
}

describe('a press for the microphone while speech is loaded', () => {
  it('[SL1] counts before it is there: the microphone starts when it has come, and starting is shown until then', async () => {
    const loader = createSpokenLoader()
    const { asked, arrive } = loadLater(loader)
    loader.start()
    expect(loader.getView()).toEqual({ spoken: null, isStarting: true, hasFailed: false })
    await arrive()
    expect(asked).toEqual(['start'])
    expect(loader.getView().isStarting).toBe(false)
  })

  it('[SL2] counts before loading has begun', async () => {
    const loader = createSpokenLoader()
    loader.start()
    const { asked, arrive } = loadLater(loader)
    await arrive()
    expect(asked).toEqual(['start'])
  })

  it('[SL3] counts in the moment it has come, before any page has drawn it', async () => {
    const loader = createSpokenLoader()
    const { asked, arrive } = loadLater(loader)
    // Nobody listens and nothing is drawn between the two.
    await arrive()
    loader.start()
    expect(asked).toEqual(['resume', 'start'])
  })

  it('[SL4] is called off by going back to typing', async () => {
    const loader = createSpokenLoader()
    const { asked, arrive } = loadLater(loader)
    loader.start()
    await loader.stop()
    await arrive()
    expect(asked).toEqual([])
  })

  it('[SL5] what cannot be loaded is said, and is not shown as starting for ever', async () => {
    const loader = createSpokenLoader()
    const { fail } = loadLater(loader)
    loader.start()
    await fail()
    expect(loader.getView()).toEqual({ spoken: null, isStarting: false, hasFailed: true })
    loader.start()
    expect(loader.getView().isStarting).toBe(false)
  })

  it('[SL6] let go of before it came, it is closed when it comes and no microphone starts; loaded anew, the press still counts', async () => {
    const loader = createSpokenLoader()
    const first = loadLater(loader)
    loader.start()
    first.unload()
    await first.arrive()
    expect(first.asked).toEqual(['close'])
    const second = loadLater(loader)
    await second.arrive()
    expect(second.asked).toEqual(['start'])
    second.unload()
    expect(second.asked).toEqual(['start', 'close'])
    expect(loader.getView().spoken).toBeNull()
  })
})
