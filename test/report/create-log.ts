import type { Evidence, Grade, GradedGrade } from '#contract/grade.ts'
import type { Question } from '#contract/question.ts'
import type { CriterionId, Rubric } from '#contract/rubric.ts'
import type { NewSessionEvent, SessionEvent } from '#contract/session-event.ts'
import type { SessionSettings } from '#contract/settings.ts'
import { DEFAULT_SPEECH } from '#contract/speech.ts'
import { foldSession } from '../../server/contract/fold-session.ts'

export const START = Date.UTC(2026, 10, 12, 9, 30)
const BUILT_IN = { kind: 'built-in' } as const
const BY = { engine: BUILT_IN, insteadOf: null }

export const settings: SessionSettings = {
  questionCount: 3,
  difficulty: 'mixed',
  timePerQuestionMs: 120_000,
  manner: 'neutral',
  feedback: 'end',
  speech: DEFAULT_SPEECH,
}

/** A rubric whose anchors say which level they are of, so that a test can see which was shown. */
export function rubricOf(
  kind: Rubric['kind'],
  ids: readonly CriterionId[] = ['coverage', 'structure'],
  version = 1,
): Rubric {
  const anchors = (id: string) => ({
    1: `${id} ${kind} v${version} level 1`,
    2: `${id} ${kind} v${version} level 2`,
    3: `${id} ${kind} v${version} level 3`,
    4: `${id} ${kind} v${version} level 4`,
    5: `${id} ${kind} v${version} level 5`,
  })
  const criteria = ids.map((id) => ({
    id,
    name: `Name of ${id}`,
    looksAt: `At ${id}`,
    weight: 1,
    anchors: anchors(id),
  }))
  return { id: kind, version, kind, criteria }
}

export function questionOf(id: string, change: Partial<Question> = {}): Question {
  return {
    id,
    question: `What about ${id}?`,
    difficulty: 'medium',
    kind: 'approach',
    competency: `Skill ${id}`,
    sampleAnswer: `The sample answer of ${id}.`,
    keyPoints: [
      { id: 'one', point: `First point of ${id}.`, weight: 3 },
      { id: 'two', point: `Second point of ${id}.`, weight: 1 },
    ],
    ...change,
  }
}

/** The words as evidence of the turn, found where they stand in its text. */
export function quote(turnId: string, text: string, words: string): Evidence {
  const from = text.indexOf(words)
  if (from < 0) throw new Error(`"${words}" is not in the answer`)
  return { turnId, from, to: from + words.length, text: words }
}

export function gradedOf(change: Partial<GradedGrade> = {}): GradedGrade {
  return {
    status: 'graded',
    judge: BUILT_IN,
    rubricVersion: 'approach@1',
    promptVersion: null,
    coverage: 0.5,
    keyPoints: [],
    criteria: [],
    observations: { words: 12, numbersGiven: 0, ownActions: 1 },
    flags: [],
    worked: null,
    nextStep: { keyPointId: 'one', text: 'Say the first point.' },
    samples: 1,
    spread: 0,
    lowConfidence: false,
    ...change,
  }
}

/** A grade with one level for coverage and nothing else. */
export function levelOf(level: 1 | 2 | 3 | 4 | 5, change: Partial<GradedGrade> = {}): GradedGrade {
  const mark: GradedGrade['criteria'][number] = {
    status: 'marked',
    criterionId: 'coverage',
    level,
    band: null,
    evidence: [],
    reason: '',
  }
  return gradedOf({ criteria: [mark], coverage: (level - 1) / 4, ...change })
}

export const notGraded: Grade = {
  status: 'not_graded',
  judge: { kind: 'model', model: 'some-model' },
  rubricVersion: 'approach@1',
  promptVersion: 'judge@1',
  reason: 'judge_timed_out',
  retryable: true,
}

/** Writes a session's log event by event, a second apart unless said otherwise, and counts turns as the machine does. */
export function createLog(
  questions: readonly Question[],
  rubrics: readonly Rubric[] = [rubricOf('approach')],
  change: Partial<SessionSettings> = {},
) {
  const events: SessionEvent[] = []
  let at = START
  let turns = 0
  const add = (event: NewSessionEvent, afterMs = 1_000) => {
    at += afterMs
    events.push({ ...event, v: 1, seq: events.length + 1, at } as SessionEvent)
  }
  const log = {
    events,
    add,
    turnId: () => `t${turns}`,
    ask(index: number) {
      const { id, question } = questions[index]!
      add({ type: 'question_opened', index, questionId: id })
      add({ type: 'question_asked', index, turnId: `t${turns + 1}`, lead: '', text: question, by: BY })
      turns += 2
    },
    /** The candidate's turn: typed in pieces, then committed. Returns its turn id. */
    say(index: number, text: string, how: 'submitted' | 'skipped' | 'unknown' | 'left' = 'submitted') {
      const turnId = `t${turns}`
      const pieces = text.match(/\S+\s*/g) ?? []
      let from = 0
      for (const inserted of pieces) {
        add({ type: 'draft_spliced', turnId, from, removed: 0, inserted }, 300)
        from += inserted.length
      }
      add({ type: 'turn_committed', index, turnId, text, how, endedBy: 'hand' })
      return turnId
    },
    followUp(index: number, keyPointId: string, text: string, citing: Evidence | null = null) {
      add({ type: 'follow_up_chosen', index, keyPointId, because: 'missing', citing })
      add({ type: 'follow_up_asked', index, turnId: `t${turns + 1}`, lead: '', text, by: BY })
      turns += 2
    },
    close(index: number, ...grades: readonly Grade[]) {
      add({ type: 'question_closed', index, how: 'answered' })
      for (const grade of grades) add({ type: 'answer_graded', index, grade })
    },
    skip(index: number) {
      log.say(index, '', 'skipped')
      add({ type: 'question_closed', index, how: 'skipped' })
    },
    /** A question from its first word to its grades, in one go. */
    play(index: number, text: string, ...grades: readonly Grade[]) {
      log.ask(index)
      log.say(index, text)
      log.close(index, ...grades)
    },
    end(how: 'completed' | 'left' = 'completed') {
      add({ type: 'session_ended', how })
      return foldSession(events)
    },
    session: () => foldSession(events),
  }
  const role = { id: 'some-role', title: 'Some Role' }
  const created = { sessionId: 'abcdefghij0123456789', role, settings: { ...settings, ...change }, seed: 1 }
  add({ type: 'session_created', ...created, interviewer: BUILT_IN, judge: BUILT_IN })
  add({ type: 'questions_drawn', questions: [...questions], rubrics: [...rubrics] })
  return log
}
