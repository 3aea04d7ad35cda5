import { describe, expect, it } from 'vitest'
import { foldSession } from '../../server/contract/fold-session.ts'
import type { Floor } from '../../server/contract/speech.ts'
import { createFloorKeeper } from '../../server/interview/keep-floor.ts'
import { createLiveSession, type Tab } from '../../server/interview/live-session.ts'
import { beginSpokenAnswer } from '../support/spoken.ts'

const COMPLETE = 'In the evening I feed the starter with flour and water.'

/** A spoken answer of one sentence, and what a tab was told of its floor. */
async function answer() {
  const { driven, speaker } = await beginSpokenAnswer()
  const live = createLiveSession(driven.session())
  const told: { turnId: string; floor: Floor }[] = []
  const tab: Tab = {
    clientId: 'client-one',
    onEvents: () => undefined,
    onSpoke: () => undefined,
    onPen: () => undefined,
    onFloor: (turnId, floor) => told.push({ turnId, floor }),
  }
  live.tabs.add(tab)
  live.pen = tab
  const keeper = createFloorKeeper({
    clock: { now: driven.now },
    alarm: { after: () => () => undefined },
    submit: () => undefined,
  })
  let known = 0
  /** Tells the keeper what has happened up to the first event of a type, or all of it. */
  const follow = (type?: string) => {
    const last = type === undefined ? -1 : driven.events.findIndex((event) => event.type === type)
    const events = driven.events.slice(0, last === -1 ? undefined : last + 1)
    live.session = foldSession(events)
    keeper.onCommitted(live, events.slice(known))
    known = events.length
  }
  const pass = (seconds: number) => {
    for (let i = 0; i < seconds; i += 1) {
      driven.wait(1_000)
      keeper.noteChunk(live)
      keeper.update(live)
    }
  }
  await speaker.say(COMPLETE)
  follow()
  return { driven, speaker, live, told, follow, pass }
}

describe('what the tabs are told of the floor', () => {
  it('[KFL1] a countdown is over with its answer: the next question does not begin with it', async () => {
    const { speaker, live, told, follow, pass } = await answer()
    pass(4)
    expect(told.at(-1)).toMatchObject({ turnId: 't2', floor: { state: 'countdown' } })
    await speaker.fallSilent()
    follow('turn_committed')
    expect(told.at(-1)).toEqual({ turnId: 't2', floor: { state: 'open' } })
    const count = told.length
    follow()
    expect(live.session.phase).toMatchObject({ name: 'answering', turnId: 't4' })
    expect(told).toHaveLength(count)
  })

  it('[KFL2] so is the thinking in an answer that was handed in, and where the next turn opens at once', async () => {
    const { driven, live, told, follow, pass } = await answer()
    pass(1)
    expect(told.at(-1)).toMatchObject({ turnId: 't2', floor: { state: 'thinking' } })
    await driven.submit(COMPLETE)
    follow()
    expect(live.session.phase).toMatchObject({ name: 'answering', turnId: 't4' })
    expect(told.at(-1)?.floor).toEqual({ state: 'open' })
  })
})
