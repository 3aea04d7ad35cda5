import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WireEvent } from '../../server/contract/session-event.ts'
import type { Command, Done, Joined } from '../../server/contract/socket.ts'
import { PROTOCOL_VERSION } from '../../server/contract/socket.ts'
import type { Floor } from '../../server/contract/speech.ts'
import { createBuiltInJudge } from '../../server/grading/built-in-judge.ts'
import { createBuiltInInterviewer } from '../../server/interview/built-in-interviewer.ts'
import type { CoverAnswer } from '../../server/interview/follow-up-policy.ts'
import type { Tab } from '../../server/interview/live-session.ts'
import { createSeededRandom } from '../../server/interview/random.ts'
import { createSessionRunner, type SessionRunner } from '../../server/interview/run-session.ts'
import type {
  Alarm,
  AudioStore,
  Clock,
  Interviewer,
  Judge,
  QuestionBank,
  SessionStore,
  Transcriber,
} from '../../server/ports.ts'
import { buildSearchText, summarizeSession } from '../../server/report/summarize-session.ts'
import { createAudioStore } from '../../server/store/audio-store.ts'
import { coverByIds, createFixedBank } from './interviews.ts'

/** A judge that finds nothing: for tests in which the grade does not matter. */
export const nothingFound: Judge = {
  engine: { kind: 'built-in' },
  promptVersion: null,
  judge: async ({ question }) => ({
    keyPoints: question.keyPoints.map(({ id }) => ({ keyPointId: id, verdict: 'missing', quotes: [], reason: '' })),
    criteria: [],
    coverage: null,
    flags: [],
  }),
}

export function createTestRunner(options: {
  store: SessionStore
  clock: Clock
  bank?: QuestionBank
  interviewer?: Interviewer
  judge?: Judge
  cover?: CoverAnswer
  audio?: AudioStore
  transcriber?: Transcriber | null
  alarm?: Alarm
  judgeSamples?: number
  tokenBudget?: number
  seed?: number
  onFailure?: (sessionId: string, what: string, error: unknown) => void
}): SessionRunner {
  const builtIn = createBuiltInInterviewer()
  return createSessionRunner({
    bank: createFixedBank(),
    interviewer: builtIn,
    judge: nothingFound,
    cover: coverByIds,
    audio: createAudioStore(join(tmpdir(), `greenroom-audio-${process.pid}`)),
    transcriber: null,
    builtInJudge: createBuiltInJudge(),
    judgeSamples: 3,
    tokenBudget: 60_000,
    // Where no test moves the clock, nothing ever ends by silence.
    alarm: { after: () => () => undefined },
    random: createSeededRandom(options.seed ?? 1),
    builtInInterviewer: builtIn,
    buildListing: (session) => ({ summary: summarizeSession(session), searchText: buildSearchText(session) }),
    onFailure: (sessionId, what, error) => {
      throw new Error(`${sessionId}: ${what}`, { cause: error })
    },
    ...options,
  })
}

/** One tab, without a network between: what it was told, and the commands that it numbers by itself. */
export function createTestTab(runner: SessionRunner, sessionId: string, clientId: string) {
  const events: WireEvent[] = []
  const spoken: string[] = []
  const floors: { turnId: string; floor: Floor }[] = []
  let pen = false
  let nextClientSeq = 1
  let waiting: (() => void)[] = []
  const tab: Tab = {
    clientId,
    onEvents: (fresh) => {
      events.push(...fresh)
      const woken = waiting
      waiting = []
      for (const wake of woken) wake()
    },
    onSpoke: (offset, delta) => {
      if (offset === 0) spoken.push('')
      spoken[spoken.length - 1] += delta
    },
    onPen: (has) => {
      pen = has
    },
    onFloor: (turnId, floor) => {
      floors.push({ turnId, floor })
    },
  }
  return {
    tab,
    events,
    spoken,
    floors,
    hasPen: () => pen,
    async join(wants: 'pen' | 'view' = 'pen'): Promise<Joined> {
      const afterSeq = events.at(-1)?.seq ?? 0
      const joined = await runner.join({ protocol: PROTOCOL_VERSION, sessionId, clientId, afterSeq, wants }, tab)
      events.push(...joined.events.filter((e) => e.seq > (events.at(-1)?.seq ?? 0)))
      pen = joined.pen
      nextClientSeq = joined.nextClientSeq
      return joined
    },
    leave: () => runner.leave(sessionId, tab),
    send: (command: Command): Promise<Done> => runner.command(sessionId, tab, nextClientSeq++, command),
    sendAs: (clientSeq: number, command: Command): Promise<Done> => runner.command(sessionId, tab, clientSeq, command),
    /** Resolves as soon as what was told so far satisfies the test. */
    async until(isThere: (events: readonly WireEvent[]) => boolean): Promise<void> {
      while (!isThere(events)) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}
