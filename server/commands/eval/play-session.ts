import { foldSession } from '#contract/fold-session.ts'
import type { KeyPoint, Question, Role } from '#contract/question.ts'
import type { Rubric } from '#contract/rubric.ts'
import type { SessionEvent } from '#contract/session-event.ts'
import type { Manner } from '#contract/settings.ts'
import { DEFAULT_SPEECH } from '#contract/speech.ts'
import { EngineError, NOT_GRADED_REASONS } from '../../errors.ts'
import { buildNewSession } from '../../interview/build-new-session.ts'
import { createBuiltInInterviewer } from '../../interview/built-in-interviewer.ts'
import { buildSayRequest, completeSay, nextEffects } from '../../interview/effects.ts'
import type { CoverAnswer } from '../../interview/follow-up-policy.ts'
import { stamp } from '../../interview/live-session.ts'
import { createSeededRandom } from '../../interview/random.ts'
import { decide } from '../../interview/session-machine.ts'
import { WITHOUT_SPEECH } from '../../interview/speech-machine.ts'
import type { Interviewer, Judge, Said, SayRequest } from '../../ports.ts'
import type { Candidate } from './candidates.ts'
import type { Failure } from './failures.ts'

/** A follow-up as the candidate heard it. */
export interface Heard {
  readonly question: Question
  readonly keyPoint: KeyPoint
  readonly candidate: string
  readonly manner: Manner
  readonly said: Said
  /** What the candidate had said on this question before, and what the interviewer had. */
  readonly answers: readonly string[]
  readonly before: readonly string[]
  /** Why the built-in interviewer spoke in the model's place; null where it did not. */
  readonly stoodInFor: Failure | null
}

export interface PlayDeps {
  readonly interviewer: Interviewer
  readonly cover: CoverAnswer
  readonly role: Role
  readonly rubrics: readonly Rubric[]
}

/** The one failure that is no trouble with the endpoint: what the model wanted to say did not pass the guard. */
export const UNFIT = 'unsuitable_wording'

const NOW = 1_700_000_000_000
const builtIn = createBuiltInInterviewer()
const nobody: Judge = {
  engine: { kind: 'built-in' },
  promptVersion: null,
  judge: () => Promise.reject(new Error('unused')),
}

/** Plays one question with one candidate through the real session machine. @returns the follow-ups that were asked. */
export async function playQuestion(
  question: Question,
  candidate: Candidate,
  manner: Manner,
  deps: PlayDeps,
): Promise<Heard[]> {
  const role = { ...deps.role, questions: [question] }
  const settings = {
    questionCount: 1,
    difficulty: 'mixed',
    timePerQuestionMs: null,
    manner,
    feedback: 'end',
    speech: DEFAULT_SPEECH,
  } as const
  const { events: opening } = buildNewSession(
    { roleId: role.id, settings, seed: 1 + question.id.length },
    {
      bank: {
        rubrics: deps.rubrics,
        listRoles: () => [{ role, imported: false }],
        findRole: () => role,
        importPage: () => Promise.reject(new Error('unused')),
        deleteRole: () => Promise.reject(new Error('unused')),
      },
      clock: { now: () => NOW },
      random: createSeededRandom(1),
      interviewer: deps.interviewer,
      judge: nobody,
    },
  )
  const events: SessionEvent[] = [...opening]
  const deciding = { now: NOW, cover: deps.cover, ...WITHOUT_SPEECH }
  const heard: Heard[] = []
  const add = (fresh: Parameters<typeof stamp>[0]) => {
    const last = events.at(-1)
    events.push(...stamp(fresh, { seq: last?.seq ?? 0, at: last?.at ?? 0 }, NOW))
  }
  add(decide(foldSession(events), { type: 'session:begin' }, deciding))
  for (let turn = 0; ; turn++) {
    for (;;) {
      const session = foldSession(events)
      const effect = nextEffects(session).find((other) => other.type === 'say')
      if (effect?.type !== 'say') break
      const request = buildSayRequest(session, effect)
      const { said, stoodInFor } = await say(request, deps.interviewer)
      add(completeSay(session, effect, said))
      if (request.kind === 'follow_up')
        heard.push({ ...describe(request), candidate: candidate.name, manner, said, stoodInFor })
    }
    const session = foldSession(events)
    if (session.phase.name !== 'answering') return heard
    const text = candidate.answer(question, turn)
    add(decide(session, { type: 'answer:submit', turnId: session.phase.turnId, text }, deciding))
  }
}

function describe({ question, keyPoint, turns }: Extract<SayRequest, { kind: 'follow_up' }>) {
  const textsOf = (speaker: 'candidate' | 'interviewer') =>
    turns.filter((turn) => turn.speaker === speaker).map((turn) => turn.text)
  return { question, keyPoint, answers: textsOf('candidate'), before: textsOf('interviewer') }
}

/** As in a live session: the built-in interviewer takes the turn that a model could not. */
async function say(request: SayRequest, interviewer: Interviewer): Promise<{ said: Said; stoodInFor: Failure | null }> {
  const { signal } = new AbortController()
  try {
    return { said: await interviewer.say(request, () => undefined, signal), stoodInFor: null }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    const reason = error.reason === UNFIT ? UNFIT : NOT_GRADED_REASONS[error.reason]
    const said = await builtIn.say(request, () => undefined, signal)
    return { said, stoodInFor: { reason, because: error.message } }
  }
}
