import type { Question, Role } from '../../server/contract/question.ts'
import type { Rubric } from '../../server/contract/rubric.ts'
import type { SessionEvent } from '../../server/contract/session-event.ts'
import type { SessionSettings } from '../../server/contract/settings.ts'
import { DEFAULT_SPEECH } from '../../server/contract/speech.ts'
import type { SessionListing } from '../../server/ports.ts'

export function buildSettings(overrides: Partial<SessionSettings> = {}): SessionSettings {
  return {
    questionCount: 3,
    difficulty: 'mixed',
    timePerQuestionMs: null,
    manner: 'neutral',
    feedback: 'end',
    speech: DEFAULT_SPEECH,
    ...overrides,
  }
}

/** A question about bread: nothing in it occurs in a shipped bank. */
export function buildQuestion(overrides: Partial<Question> = {}): Question {
  return {
    id: 'sour-dough',
    question: 'How do you bake a loaf of sour bread?',
    inOtherWords: 'Take me through making sour bread, please.',
    difficulty: 'easy',
    kind: 'approach',
    competency: 'Baking',
    sampleAnswer:
      'I feed the starter the evening before. I let the dough rise slowly in a cool place. I bake it in a closed iron pot so that steam stays inside.',
    keyPoints: [
      {
        id: 'feed-starter',
        point: 'Feeds the starter the evening before',
        weight: 3,
        followUp: 'What has to happen on the day before?',
      },
      {
        id: 'slow-rise',
        point: 'Lets the dough rise slowly in a cool place',
        weight: 2,
        followUp: 'What do you wait for, and where?',
      },
      {
        id: 'closed-pot',
        point: 'Bakes it in a closed pot so that steam stays inside',
        weight: 1,
        followUp: 'What do you put it into, and why that?',
      },
    ],
    ...overrides,
  }
}

export function buildRole(overrides: Partial<Role> = {}): Role {
  const other = (id: string, difficulty: Question['difficulty']): Question =>
    buildQuestion({ id, difficulty, question: `How do you bake ${id.replaceAll('-', ' ')}?` })
  return {
    id: 'baker',
    title: 'Baker',
    summary: 'Questions for bakers.',
    language: 'en',
    questions: [
      buildQuestion(),
      other('rye-rolls', 'easy'),
      other('butter-croissants', 'medium'),
      other('wedding-cake', 'medium'),
      other('puff-pastry', 'hard'),
      other('sugar-swans', 'hard'),
    ],
    ...overrides,
  }
}

export function buildRubric(kind: Rubric['kind'] = 'approach'): Rubric {
  const anchors = (what: string) => ({
    1: `The answer shows no ${what}.`,
    2: `The answer shows a trace of ${what}.`,
    3: `The answer shows some ${what}.`,
    4: `The answer shows much ${what}.`,
    5: `The answer shows full ${what}.`,
  })
  return {
    id: kind,
    version: 1,
    kind,
    criteria: [
      {
        id: 'coverage',
        name: 'Coverage',
        looksAt: 'Which key points are there.',
        weight: 1,
        anchors: anchors('coverage'),
      },
      {
        id: 'structure',
        name: 'Structure',
        looksAt: 'Whether the parts follow.',
        weight: 1,
        anchors: anchors('order'),
      },
    ],
  }
}

export const RUBRICS: readonly Rubric[] = [
  buildRubric('approach'),
  buildRubric('behavioural'),
  buildRubric('knowledge'),
]

export const SESSION_ID = 'abcdefghij0123456789'

/** The first two events of a session with one question. */
export function buildOpening(sessionId = SESSION_ID, at = 1_000): SessionEvent[] {
  const builtIn = { kind: 'built-in' } as const
  return [
    {
      v: 1,
      seq: 1,
      at,
      type: 'session_created',
      sessionId,
      role: { id: 'baker', title: 'Baker' },
      settings: buildSettings({ questionCount: 1 }),
      seed: 7,
      interviewer: builtIn,
      judge: builtIn,
    },
    { v: 1, seq: 2, at, type: 'questions_drawn', questions: [buildQuestion()], rubrics: [buildRubric()] },
  ]
}

export function buildListing(overrides: Partial<SessionListing['summary']> = {}, searchText = 'baker'): SessionListing {
  return {
    summary: {
      id: SESSION_ID,
      roleId: 'baker',
      roleTitle: 'Baker',
      createdAt: 1_000,
      endedAt: null,
      lastAt: 1_000,
      questionCount: 1,
      answeredCount: 0,
      status: 'open',
      ...overrides,
    },
    searchText,
  }
}
