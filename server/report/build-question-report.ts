import { listStanding } from '#contract/appeal.ts'
import type { Question } from '#contract/question.ts'
import { buildQuestionRubric } from '#contract/question-rubric.ts'
import type { QuestionReport, ReportTurn } from '#contract/report.ts'
import type { QuestionState, Session, Turn } from '#contract/session.ts'
import { buildDelivery, buildRecording } from './build-delivery.ts'
import { buildGivenGrades } from './build-grades.ts'
import { buildKeyPoints, buildOutcome, findShownGrade } from './build-outcome.ts'

/**
 * One question of a session folded from its whole log. A question that is still open shows neither key points nor
 * sample answer; while the session is not `ended`, the reasons of follow-ups are left out as well.
 * @throws Error if the session has no such question or was folded from a redacted log.
 */
export function buildQuestionReport(session: Session, index: number, options: { ended: boolean }): QuestionReport {
  const state = session.questions.find((question) => question.index === index)
  const question = session.drawn?.questions.find(({ id }) => id === state?.questionId)
  if (state === undefined || question === undefined) throw new Error(`the log holds no question ${index}`)
  const turns = session.turns.filter((turn) => turn.index === index)
  const general = session.drawn?.rubrics.find(({ kind }) => kind === question.kind)
  const rubric = general && buildQuestionRubric(general, question)
  const shown = state.closed !== null
  const keyPoints = shown ? buildKeyPoints(question, findShownGrade(session, state), turns) : []
  const answerMs = findAnswerMs(state)
  const { timePerQuestionMs } = session.settings
  return {
    index,
    questionId: question.id,
    question: question.question,
    difficulty: question.difficulty,
    kind: question.kind,
    competency: question.competency,
    outcome: buildOutcome(session, state, rubric, keyPoints, turns),
    keyPoints,
    sampleAnswer: shown ? question.sampleAnswer : '',
    turns: buildTurns(session, turns, options.ended && shown ? state : null, question),
    answerMs,
    overtimeMs: answerMs === null || timePerQuestionMs === null ? 0 : Math.max(0, answerMs - timePerQuestionMs),
    delivery: buildDelivery(session, index),
    ...buildRecording(session, index),
    grades: shown ? buildGivenGrades(session, state, { question, rubric, turns }) : [],
    regrading: state.grading && state.regrading !== null,
    disputes: shown ? listStanding(state.disputes) : [],
  }
}

function findAnswerMs({ askedAt, closedAt, pausedMs }: QuestionState): number | null {
  return askedAt === null || closedAt === null ? null : Math.max(0, closedAt - askedAt - pausedMs)
}

/** `reasons`: the question's state where the reasons of its follow-ups may be told, otherwise null. */
function buildTurns(
  session: Session,
  turns: readonly Turn[],
  reasons: QuestionState | null,
  question: Question,
): ReportTurn[] {
  let followUpsSeen = 0
  return turns.map((turn) => {
    const { id, text, startedAt, committedAt } = turn
    const base = { id, text, startedAt, committedAt }
    if (turn.speaker === 'candidate') {
      const spoken = session.tracks.some((track) => track.turnId === id && track.utterances.length > 0)
      const { asHeard, how } = turn
      return { ...base, speaker: 'candidate', kind: 'answer', lead: '', by: null, spoken, how, asHeard, followUp: null }
    }
    const { kind, lead, by } = turn
    const followUp = kind === 'follow_up' ? findFollowUp(reasons, followUpsSeen++, question) : null
    return { ...base, speaker: 'interviewer', kind, lead, by, spoken: false, how: null, asHeard: null, followUp }
  })
}

function findFollowUp(state: QuestionState | null, position: number, question: Question): ReportTurn['followUp'] {
  const chosen = state?.followUps[position]
  if (chosen === undefined) return null
  const { because, keyPointId, citing } = chosen
  const point = question.keyPoints.find(({ id }) => id === keyPointId)?.point ?? ''
  return { because, keyPointId, point, citing }
}
