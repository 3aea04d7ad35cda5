import { expect, it, onTestFinished } from 'vitest'
import type { Alarm, SessionStore } from '../../server/ports.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { createTestClock } from '../support/clock.ts'
import { buildSettings } from '../support/factories.ts'
import { createTestRunner, createTestTab } from '../support/runner.ts'

it('[RTY1] what could not be stored is tried again after three seconds, when the alarm rings that the runner was given', async () => {
  const disk = await createSqliteStore(':memory:')
  let isFull = false
  const store: SessionStore = {
    ...disk,
    append: (request) => (isFull ? Promise.reject(new Error('the disk is full')) : disk.append(request)),
  }
  const waits: { ms: number; ring: () => void }[] = []
  const alarm: Alarm = {
    after(ms, ring) {
      waits.push({ ms, ring })
      return () => undefined
    },
  }
  const failed = Promise.withResolvers<string>()
  const onFailure = (_id: string, what: string) => failed.resolve(what)
  const runner = createTestRunner({ store, clock: createTestClock(), alarm, onFailure })
  onTestFinished(() => runner.stop())
  const id = await runner.createSession({ roleId: 'baker', settings: buildSettings({ questionCount: 1 }), seed: 1 })
  const tab = createTestTab(runner, id, 'client-one')
  const { onEvents } = tab.tab
  // The disk fills up between what the candidate does and what the interviewer says to it.
  tab.tab.onEvents = (events) => {
    isFull = true
    onEvents(events)
  }
  await tab.join()
  await tab.send({ type: 'session:begin' })
  expect(await failed.promise).toMatch(/^say:/)
  expect(waits.map(({ ms }) => ms)).toEqual([3_000])
  tab.tab.onEvents = onEvents
  isFull = false
  waits[0]?.ring()
  await tab.until((events) => events.some(({ type }) => type === 'question_asked'))
})
