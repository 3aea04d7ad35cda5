import { applyEvent, foldSession } from '../../server/contract/fold-session.ts'
import type { Role } from '../../server/contract/question.ts'
import type { Session } from '../../server/contract/session.ts'
import type { NewSessionEvent, SessionEvent } from '../../server/contract/session-event.ts'
import type { SessionSettings } from '../../server/contract/settings.ts'
import type { Command } from '../../server/contract/socket.ts'
import { buildNewSession } from '../../server/interview/build-new-session.ts'
import { createBuiltInInterviewer } from '../../server/interview/built-in-interviewer.ts'
import { buildSayRequest, completeSay, nextEffects } from '../../server/interview/effects.ts'
import type { CoverAnswer } from '../../server/interview/follow-up-policy.ts'
import { stamp } from '../../server/interview/live-session.ts'
import { createSeededRandom } from '../../server/interview/random.ts'
import { decide } from '../../server/interview/session-machine.ts'
import { WITHOUT_SPEECH } from '../../server/interview/speech-machine.ts'
import type { Judge, QuestionBank } from '../../server/ports.ts'
import { buildRole, buildSettings, RUBRICS } from './factories.ts'

/** A bank in memory that holds the given roles and takes no imports. */
export function createFixedBank(roles: readonly Role[] = [buildRole()]): QuestionBank {
  return {
    rubrics: RUBRICS,
    listRoles: () => roles.map((role) => ({ role, imported: false })),
    findRole: (id) => roles.find((role) => role.id === id),
    importPage: () => Promise.reject(new Error('this bank takes no imports')),
    deleteRole: () => Promise.reject(new Error('this bank deletes nothing')),
  }
}

/** Finds a key point covered where the answer holds its id's words, so that a test says in its answers what is covered. */
export const coverByIds: CoverAnswer = (question, answers) => {
  const said = answers.map((a) => a.text.toLowerCase()).join(' ')
  return question.keyPoints.map(({ id }) => {
    const words = id.split('-')
    const share = words.filter((word) => said.includes(word)).length / words.length
    const verdict = share === 1 ? 'covered' : share > 0 ? 'partly' : 'missing'
    return { keyPointId: id, verdict, coverage: share, evidence: [] }
  })
}

const NO_JUDGE: Judge = {
  engine: { kind: 'built-in' },
  promptVersion: null,
  judge: () => Promise.reject(new Error('nothing is graded here')),
}

/** A session driven by hand through the pure machine: no store, no ports but the built-in interviewer. */
export async function createDrivenSession(options: {
  settings?: Partial<SessionSettings>
  role?: Role
  seed?: number
  cover?: CoverAnswer
  /** A model makes text of speech, everything sent is on disk. */
  spoken?: boolean
}) {
  const { role = buildRole(), seed = 1, cover = coverByIds } = options
  const facts = options.spoken
    ? { transcriberModel: 'test-ears', countStored: () => Number.MAX_SAFE_INTEGER, voiceBeganAt: null }
    : WITHOUT_SPEECH
  const interviewer = createBuiltInInterviewer()
  let now = 1_700_000_000_000
  const { events: first } = buildNewSession(
    { roleId: role.id, settings: buildSettings(options.settings), seed },
    {
      bank: createFixedBank([role]),
      clock: { now: () => now },
      random: createSeededRandom(seed),
      interviewer,
      judge: NO_JUDGE,
    },
  )
  const events: SessionEvent[] = [...first]
  let state: Session = foldSession(events)
  const session = (): Session => state
  const add = (fresh: Parameters<typeof stamp>[0]) => {
    const last = events.at(-1)
    const stamped = stamp(fresh, { seq: last?.seq ?? 0, at: last?.at ?? 0 }, now)
    events.push(...stamped)
    state = stamped.reduce(applyEvent, state)
  }

  /** Decides on a command, then lets the interviewer speak until the candidate has the floor. Grades stay open. */
  async function send(command: Command): Promise<Session> {
    return settle(decide(session(), command, { now, cover, ...facts }))
  }

  async function settle(events: NewSessionEvent[]): Promise<Session> {
    add(events)
    for (;;) {
      const effect = nextEffects(session()).find((e) => e.type === 'say')
      if (effect?.type !== 'say') return session()
      const said = await interviewer.say(
        buildSayRequest(session(), effect),
        () => undefined,
        new AbortController().signal,
      )
      add(completeSay(session(), effect, said))
    }
  }

  const turnId = (): string => {
    const { phase } = session()
    if (phase.name !== 'answering' && phase.name !== 'paused') throw new Error(`no open turn while ${phase.name}`)
    return phase.turnId
  }

  return {
    events,
    session,
    send,
    turnId,
    begin: () => send({ type: 'session:begin' }),
    submit: (text: string) => send({ type: 'answer:submit', turnId: turnId(), text }),
    skip: (text = '') => send({ type: 'answer:skip', turnId: turnId(), text }),
    unknown: (text = '') => send({ type: 'answer:unknown', turnId: turnId(), text }),
    settle,
    now: () => now,
    wait: (ms: number) => {
      now += ms
    },
  }
}
