import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBrowserRecognizer, type FinalWords } from '../../../../client/lib/speech/browser-recognizer.ts'
import { findRecognition, type Recognition } from '../../../../client/lib/speech/recognition.ts'
import { createFakeTimers } from '../fake-timers.ts'

/** A browser's recogniser as the test plays it. */
class FakeRecognition implements Recognition {
  static runs: FakeRecognition[] = []
  static refusesToStart = false
  static twoAtOnce = false
  lang = ''
  continuous = false
  interimResults = false
  onresult: Recognition['onresult'] = null
  onerror: Recognition['onerror'] = null
  onend: Recognition['onend'] = null
  state: 'new' | 'on' | 'stopping' | 'over' = 'new'
  private readonly results: { isFinal: boolean; 0: { transcript: string } }[] = []

  start() {
    if (FakeRecognition.refusesToStart) throw new DOMException('recognition has already started', 'InvalidStateError')
    if (FakeRecognition.runs.some(({ state }) => state === 'on' || state === 'stopping'))
      FakeRecognition.twoAtOnce = true
    this.state = 'on'
    FakeRecognition.runs.push(this)
  }

  stop() {
    this.state = 'stopping'
  }

  abort() {
    this.end()
  }

  /** Says the result at place `i`, as the browser does: with all the others. */
  say(i: number, transcript: string, isFinal = false) {
    this.results[i] = { isFinal, 0: { transcript } }
    this.onresult?.({ results: this.results as never })
  }

  fail(error: string) {
    this.onerror?.({ error })
    this.end()
  }

  end() {
    if (this.state === 'over') return
    this.state = 'over'
    this.onend?.()
  }
}

beforeEach(() => {
  FakeRecognition.runs = []
  FakeRecognition.refusesToStart = false
  FakeRecognition.twoAtOnce = false
})

afterEach(() => {
  expect(FakeRecognition.twoAtOnce).toBe(false)
})

function createRig({ isSupported = true } = {}) {
  const timers = createFakeTimers()
  const interims: string[] = []
  const finals: FinalWords[] = []
  const failures: string[] = []
  const clock = { sample: 0 }
  const recognizer = createBrowserRecognizer({
    Recognition: isSupported ? FakeRecognition : undefined,
    language: 'en-GB',
    isContinuous: true,
    position: () => clock.sample,
    timers,
    listener: {
      interim: (text) => interims.push(text),
      final: (words) => finals.push(words),
      failed: (error, isOver) => failures.push(isOver ? `${error}, over` : error),
    },
  })
  const run = () => {
    const last = FakeRecognition.runs.at(-1)
    if (last === undefined) throw new Error('nothing was started')
    return last
  }
  return { timers, interims, finals, failures, clock, recognizer, run, texts: () => finals.map(({ text }) => text) }
}

describe("the browser's recogniser", () => {
  it('[BR1] is told the language, to go on and to say what it has so far', () => {
    const { recognizer, run } = createRig()
    recognizer.start()
    recognizer.start()
    expect(FakeRecognition.runs).toHaveLength(1)
    expect(run()).toMatchObject({ lang: 'en-GB', continuous: true, interimResults: true })
  })

  it('[BR2] gives words that may still change, then each final result once', () => {
    const { recognizer, run, interims, texts } = createRig()
    recognizer.start()
    run().say(0, 'we measured')
    run().say(1, ' the turn')
    run().say(0, 'We measured', true)
    run().say(1, ' the churn.', true)
    expect(texts()).toEqual(['We measured', 'the churn.'])
    expect(interims).toEqual(['we measured', 'we measured the turn', 'the turn', ''])
  })

  it('[BR3] says when words came', async () => {
    const { timers, recognizer, run, finals } = createRig()
    recognizer.start()
    await timers.advance(700)
    run().say(0, 'Yes.', true)
    expect(finals[0]?.at).toBe(1_700)
  })

  it('[BR4] begins again when it ends by itself, and never runs twice at once', async () => {
    const { timers, recognizer, run, texts, failures } = createRig()
    recognizer.start()
    for (const minute of [1, 2, 3]) {
      await timers.advance(60_000)
      run().say(0, `part ${minute}`, true)
      run().end()
    }
    expect(FakeRecognition.runs).toHaveLength(4)
    expect(texts()).toEqual(['part 1', 'part 2', 'part 3'])
    expect(failures).toEqual([])
  })

  it('[BR5] words that were not final when it ended count as final: they were said', async () => {
    const { timers, recognizer, run, texts, interims } = createRig()
    recognizer.start()
    await timers.advance(5_000)
    run().say(0, 'and then we')
    run().end()
    expect(texts()).toEqual(['and then we'])
    expect(interims.at(-1)).toBe('')
    run().say(0, 'shipped it', true)
    expect(texts()).toEqual(['and then we', 'shipped it'])
  })

  it('[BR6] silence is no failure: it goes on', async () => {
    const { timers, recognizer, run, failures } = createRig()
    recognizer.start()
    for (let i = 0; i < 10; i += 1) {
      await timers.advance(8_000)
      run().fail('no-speech')
    }
    expect(FakeRecognition.runs).toHaveLength(11)
    expect(new Set(failures)).toEqual(new Set(['no_speech']))
  })

  it('[BR7] stops and says so where it may not listen, cannot reach its vendor or does not know the language', async () => {
    const errors = {
      'not-allowed': 'not_allowed, over',
      'service-not-allowed': 'not_allowed, over',
      network: 'network, over',
      'language-not-supported': 'unsupported, over',
    }
    for (const [error, told] of Object.entries(errors)) {
      const { timers, recognizer, run, failures } = createRig()
      FakeRecognition.runs = []
      recognizer.start()
      run().fail(error)
      await timers.advance(60_000)
      expect(failures).toEqual([told])
      expect(FakeRecognition.runs).toHaveLength(1)
      recognizer.start()
      expect(FakeRecognition.runs, 'it can be tried again').toHaveLength(2)
      recognizer.close()
    }
  })

  it('[BR8] what does not work is tried again with longer and longer waits, and given up after six times', async () => {
    const { timers, recognizer, run, failures } = createRig()
    recognizer.start()
    for (const wait of [250, 500, 1_000, 2_000, 4_000]) {
      const before = FakeRecognition.runs.length
      run().fail('audio-capture')
      await timers.advance(wait - 1)
      expect(FakeRecognition.runs).toHaveLength(before)
      await timers.advance(1)
      expect(FakeRecognition.runs).toHaveLength(before + 1)
    }
    expect(failures).toEqual([])
    run().fail('audio-capture')
    await timers.advance(60_000)
    expect(failures).toEqual(['failed, over'])
    expect(FakeRecognition.runs).toHaveLength(6)
  })

  it('[BR9] words in between make up for what failed before', async () => {
    const { timers, recognizer, run, failures } = createRig()
    recognizer.start()
    for (let i = 0; i < 20; i += 1) {
      await timers.advance(2_000)
      run().say(0, 'well', true)
      run().fail('aborted')
      await timers.advance(250)
    }
    expect(failures).toEqual([])
  })

  it('[BR10] stopping waits for the last words, but not for ever', async () => {
    const { timers, recognizer, run, texts } = createRig()
    recognizer.start()
    run().say(0, 'that was')
    let isStopped = false
    void recognizer.stop().then(() => {
      isStopped = true
    })
    await timers.advance(500)
    expect(isStopped).toBe(false)
    run().say(0, 'that was it', true)
    run().end()
    await timers.settle()
    expect(isStopped).toBe(true)
    expect(texts()).toEqual(['that was it'])
    await timers.advance(10_000)
    expect(FakeRecognition.runs).toHaveLength(1)
    recognizer.start()
    run().say(0, 'again')
    const second = recognizer.stop()
    await timers.advance(2_000)
    await second
    expect(texts()).toEqual(['that was it', 'again'])
  })

  it('[BR11] wanted again before it has stopped, it begins when it has', async () => {
    const { timers, recognizer, run } = createRig()
    recognizer.start()
    await timers.advance(3_000)
    void recognizer.stop()
    recognizer.start()
    expect(FakeRecognition.runs).toHaveLength(1)
    run().end()
    expect(FakeRecognition.runs).toHaveLength(2)
  })

  it('[BR12] a browser without one says so, and one that refuses to start is tried again', async () => {
    const none = createRig({ isSupported: false })
    none.recognizer.start()
    expect(none.failures).toEqual(['unsupported, over'])
    const { timers, recognizer } = createRig()
    FakeRecognition.refusesToStart = true
    recognizer.start()
    FakeRecognition.refusesToStart = false
    await timers.advance(250)
    expect(FakeRecognition.runs).toHaveLength(1)
  })

  it('[BR13] nothing is heard of it after it was closed', async () => {
    const { timers, recognizer, run, interims } = createRig()
    recognizer.start()
    const first = run()
    recognizer.close()
    first.say(0, 'late')
    await timers.advance(60_000)
    expect(interims).toEqual([])
    expect(FakeRecognition.runs).toHaveLength(1)
  })

  it('[BR14] final words lie in the speech that was detected since the last ones', () => {
    const { recognizer, run, finals, clock } = createRig()
    recognizer.start()
    recognizer.speechStarted(8_000)
    recognizer.speechEnded({ fromSample: 8_000, toSample: 20_000 })
    recognizer.speechStarted(26_000)
    recognizer.speechEnded({ fromSample: 26_000, toSample: 30_000 })
    recognizer.speechStarted(40_000)
    clock.sample = 42_000
    run().say(0, 'We measured churn.', true)
    expect(finals[0]?.span).toEqual({ fromSample: 8_000, toSample: 30_000 })
    recognizer.speechEnded({ fromSample: 40_000, toSample: 50_000 })
    clock.sample = 60_000
    run().say(1, 'Every month.', true)
    expect(finals[1]?.span).toEqual({ fromSample: 40_000, toSample: 50_000 })
    recognizer.beginTrack()
    recognizer.speechStarted(100)
    recognizer.speechEnded({ fromSample: 100, toSample: 900 })
    run().say(2, 'Next.', true)
    expect(finals[2]?.span).toEqual({ fromSample: 100, toSample: 900 })
  })
})

describe('finding a recogniser', () => {
  it('[BR15] under its name or with a prefix; Firefox has none', () => {
    expect(findRecognition({ SpeechRecognition: FakeRecognition })).toBe(FakeRecognition)
    expect(findRecognition({ webkitSpeechRecognition: FakeRecognition })).toBe(FakeRecognition)
    expect(findRecognition({})).toBeUndefined()
  })
})
