import type { Evidence, Verdict } from '#contract/grade.ts'
import type { KeyPoint, Question } from '#contract/question.ts'
import type { QuestionState, Session } from '#contract/session.ts'
import type { FollowUpCause } from '#contract/session-event.ts'
import { MAX_FOLLOW_UPS } from '#contract/settings.ts'
import { contentStems } from '../text/words.ts'
import { answersTo } from './answers.ts'
import { chooseEvidence } from './choose-evidence.ts'
import { findFollowUpText } from './wording.ts'

/** What word matching finds of each key point in the answers so far. */
export type CoverAnswer = (
  question: Question,
  answers: readonly { turnId: string; text: string }[],
) => readonly { keyPointId: string; verdict: Verdict; coverage: number; evidence: readonly Evidence[] }[]

export interface FollowUpChoice {
  readonly keyPointId: string
  readonly because: FollowUpCause
  readonly citing: Evidence | null
}

/** Below this many content words there is nothing yet to follow up on: the answer is taken as it is. */
const MIN_CONTENT_WORDS = 4

/** How much a follow-up may gain: a vague point is half said already. */
const GAIN: Record<Verdict, number> = { missing: 1, contradicted: 0.9, partly: 0.6, covered: 0 }

const CAUSE: Record<Exclude<Verdict, 'covered'>, FollowUpCause> = {
  missing: 'missing',
  partly: 'vague',
  contradicted: 'contradicted',
}

/**
 * The follow-up worth most after the answer just given, or null: at most two a question, within its time, each key point
 * once, none after "skip" or "I don't know". Same session, same choice.
 */
export function chooseFollowUp(
  session: Session,
  question: Question,
  state: QuestionState,
  now: number,
  cover: CoverAnswer,
): FollowUpChoice | null {
  const answers = answersTo(session, state.index)
  const last = answers.at(-1)
  if (last?.how !== 'submitted') return null
  if (state.followUpsAsked >= MAX_FOLLOW_UPS || isTimeOver(session, state, now)) return null
  if (contentStems(last.text).length < MIN_CONTENT_WORDS) return null

  const covered = cover(
    question,
    answers.map((turn) => ({ turnId: turn.id, text: turn.text })),
  )
  const asked = new Set(state.followUps.map((f) => f.keyPointId))
  const ranked = covered
    .filter((point) => point.verdict !== 'covered' && !asked.has(point.keyPointId))
    .map((point) => ({ point, value: gainOf(question.keyPoints, point) }))
    .sort((a, b) => b.value - a.value || (a.point.keyPointId < b.point.keyPointId ? -1 : 1))
  for (const { point } of ranked) {
    const keyPoint = question.keyPoints.find((k) => k.id === point.keyPointId)
    if (keyPoint === undefined || point.verdict === 'covered') continue
    const citing = chooseEvidence(question, keyPoint, last, point.evidence)
    // A point that nothing is left to ask about gives way to the next one.
    if (findFollowUpText(question, keyPoint, citing, session.turns) === null) continue
    return { keyPointId: point.keyPointId, because: CAUSE[point.verdict], citing }
  }
  return null
}

/** Time counts from when the question was asked, without pauses. */
export function isTimeOver(session: Session, state: QuestionState, now: number): boolean {
  const { timePerQuestionMs } = session.settings
  if (timePerQuestionMs === null || state.askedAt === null) return false
  return now - state.askedAt - state.pausedMs >= timePerQuestionMs
}

function gainOf(
  keyPoints: readonly KeyPoint[],
  point: { keyPointId: string; verdict: Verdict; coverage: number },
): number {
  const weight = keyPoints.find((k) => k.id === point.keyPointId)?.weight ?? 0
  return weight * GAIN[point.verdict] * (1 - point.coverage / 2)
}
