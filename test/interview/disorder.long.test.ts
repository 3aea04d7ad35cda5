import { describe, expect, it } from 'vitest'
import { openTurn } from '../../server/contract/fold-parts.ts'
import { foldSession } from '../../server/contract/fold-session.ts'
import type { Session } from '../../server/contract/session.ts'
import type { SessionEvent } from '../../server/contract/session-event.ts'
import type { Command } from '../../server/contract/socket.ts'
import { splice } from '../../server/contract/text-splice.ts'
import { AppError } from '../../server/errors.ts'
import { nextEffects } from '../../server/interview/effects.ts'
import { createSeededRandom } from '../../server/interview/random.ts'
import type { SessionRunner } from '../../server/interview/run-session.ts'
import type { Random, SessionStore } from '../../server/ports.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { createTestClock } from '../support/clock.ts'
import { buildSettings } from '../support/factories.ts'
import { createTestRunner, createTestTab } from '../support/runner.ts'

/** What a person does; the tab makes commands of it. */
type Intent =
  | { readonly do: 'type'; readonly text: string }
  | { readonly do: 'erase'; readonly count: number }
  | { readonly do: 'submit' | 'skip' | 'unknown' | 'rephrase' | 'pause' | 'resume' | 'next' | 'end' }

const PHRASES = [
  'I feed the starter. ',
  'A slow rise helps. ',
  'closed pot, ',
  'Honestly bread comes out of ovens somehow. ',
  'Zoë said “wait” \u{1f35e} ',
  'and then, ',
]
const OTHERS = ['submit', 'submit', 'submit', 'skip', 'unknown', 'rephrase', 'pause', 'resume', 'next', 'next'] as const

function drawIntents(random: Random): Intent[] {
  const below = (n: number) => Math.floor(random.next() * n)
  const intents: Intent[] = []
  const length = 8 + below(25)
  for (let i = 0; i < length; i++) {
    const dice = random.next()
    if (dice < 0.55) intents.push({ do: 'type', text: PHRASES[below(PHRASES.length)] ?? '' })
    else if (dice < 0.65) intents.push({ do: 'erase', count: 1 + below(12) })
    else intents.push({ do: OTHERS[below(OTHERS.length)] ?? 'submit' })
  }
  if (random.next() < 0.4) intents.push({ do: 'end' })
  return intents
}

/** How the way between tab and server misbehaves; calm: not at all. */
interface Weather {
  readonly restart: number
  readonly reload: number
  readonly repeat: number
  readonly early: number
  readonly strayTab: number
}
const CALM: Weather = { restart: 0, reload: 0, repeat: 0, early: 0, strayTab: 0 }
const STORM: Weather = { restart: 0.08, reload: 0.1, repeat: 0.25, early: 0.15, strayTab: 0.08 }

async function live(
  store: SessionStore,
  seed: number,
  weather: Weather,
): Promise<{ events: SessionEvent[]; submitted: string[]; reached: Session }> {
  const person = createSeededRandom(seed)
  const trouble = createSeededRandom(seed ^ 0x5eed)
  const clock = createTestClock()
  const open = () => createTestRunner({ store, clock, seed })
  let runner = open()
  const sessionId = await runner.createSession({
    roleId: 'baker',
    seed,
    settings: buildSettings({ questionCount: 1 + (seed % 4), feedback: seed % 3 ? 'end' : 'each' }),
  })
  let tabs = 0
  const newTab = async () => {
    const tab = createTestTab(runner, sessionId, `client-${seed}-${++tabs}`)
    await tab.join()
    return { tab, clientSeq: 0 }
  }
  let at = await newTab()
  const submitted: string[] = []
  const now = () => runner.getSession(sessionId)

  /** One command over a bad line: sometimes too early, sometimes twice, always in the end. */
  async function deliver(command: Command): Promise<void> {
    const clientSeq = ++at.clientSeq
    if (trouble.next() < weather.early) {
      const early = at.tab.sendAs(clientSeq + 1, { type: 'session:resume' })
      await expect(early).rejects.toMatchObject({ code: 'out_of_order' })
    }
    const first = await settle(at.tab.sendAs(clientSeq, command))
    if (trouble.next() < weather.repeat) expect(await settle(at.tab.sendAs(clientSeq, command))).toEqual(first)
    await idle(runner, sessionId)
  }

  await deliver({ type: 'session:begin' })
  for (const intent of drawIntents(person)) {
    clock.advance(700)
    if (trouble.next() < weather.restart) {
      await runner.stop()
      runner = open()
      at = await newTab()
    } else if (trouble.next() < weather.reload) {
      await at.tab.leave()
      at = await newTab()
    }
    if (trouble.next() < weather.strayTab) {
      const stray = createTestTab(runner, sessionId, `stray-${seed}-${++tabs}`)
      await stray.join('view')
      await expect(stray.send({ type: 'session:end', text: 'gone' })).rejects.toMatchObject({ code: 'pen_elsewhere' })
      await stray.leave()
    }
    const command = commandFor(intent, await now())
    if (command === null) continue
    if (command.type === 'answer:submit' && command.text.trim() !== '') submitted.push(command.text)
    await deliver(command)
  }
  const reached = await now()
  await runner.stop()
  const events = await store.readEvents(sessionId, 0)
  return { events, submitted, reached }
}

function commandFor(intent: Intent, session: Session): Command | null {
  const turn = openTurn(session.phase)
  switch (intent.do) {
    case 'next':
      return session.phase.name === 'feedback' ? { type: 'question:next', index: session.phase.index } : null
    case 'pause':
      return { type: 'session:pause' }
    case 'resume':
      return { type: 'session:resume' }
    case 'end':
      return { type: 'session:end', text: turn?.draft ?? null }
  }
  if (turn === null) return null
  const { turnId, draft } = turn
  switch (intent.do) {
    case 'type':
      return {
        type: 'draft:splice',
        turnId,
        baseLength: draft.length,
        from: draft.length,
        removed: 0,
        inserted: intent.text,
      }
    case 'erase': {
      const from = Math.max(0, draft.length - intent.count)
      return {
        type: 'draft:splice',
        turnId,
        baseLength: draft.length,
        from,
        removed: draft.length - from,
        inserted: '',
      }
    }
    case 'rephrase':
      return { type: 'question:rephrase', turnId }
    case 'submit':
      return { type: 'answer:submit', turnId, text: draft }
    case 'skip':
      return { type: 'answer:skip', turnId, text: draft }
    case 'unknown':
      return { type: 'answer:unknown', turnId, text: draft }
  }
}

/** Waits until the session waits for nothing: the interviewer has spoken, the grades are there. */
async function idle(runner: SessionRunner, sessionId: string): Promise<void> {
  while (nextEffects(await runner.getSession(sessionId)).length > 0) {
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}

function settle(sent: Promise<object>): Promise<object> {
  return sent.catch((error: unknown) => {
    if (error instanceof AppError) return { refused: error.code }
    throw error
  })
}

const RUNS = 1_000

/** Real databases, in memory; the same seed makes the same session id, so calm and storm have one each. */
function openStores(): Promise<[SessionStore, SessionStore]> {
  return Promise.all([createSqliteStore(':memory:'), createSqliteStore(':memory:')])
}

describe('disorder', () => {
  it(`[DO1] ${RUNS} random interviews through reloads, restarts, repeats and disorder end in the same log as without`, async () => {
    const [calmStore, stormStore] = await openStores()
    for (let seed = 1; seed <= RUNS; seed++) {
      const calm = await live(calmStore, seed, CALM)
      const storm = await live(stormStore, seed, STORM)
      expect(storm.events, `seed ${seed}`).toEqual(calm.events)
      // What is stored is what was lived: the fold of the log is the state that the runner had reached.
      expect(foldSession(storm.events), `seed ${seed}: state`).toEqual(storm.reached)
      const kept = storm.events.filter((e) => e.type === 'turn_committed' && e.how === 'submitted')
      expect(
        kept.map((e) => (e.type === 'turn_committed' ? e.text : '')),
        `seed ${seed}: answers`,
      ).toEqual(storm.submitted)
    }
  }, 240_000)

  it('[DO2] the draft that the log tells is the text that was typed', async () => {
    const [store] = await openStores()
    for (let seed = 1; seed <= 50; seed++) {
      const { events } = await live(store, seed, STORM)
      let text = ''
      for (const event of events) {
        if (event.type === 'question_asked' || event.type === 'follow_up_asked') text = ''
        if (event.type === 'draft_spliced') text = splice(text, event)
        if (event.type === 'turn_committed') expect(event.text, `seed ${seed}`).toBe(text)
      }
    }
  })
})
