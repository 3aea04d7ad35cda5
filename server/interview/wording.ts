import type { Evidence } from '#contract/grade.ts'
import type { KeyPoint, Question, QuestionKind } from '#contract/question.ts'
import type { Turn } from '#contract/session.ts'
import type { FollowUpCause } from '#contract/session-event.ts'
import type { Manner } from '#contract/settings.ts'
import { splitWords } from '../text/words.ts'
import { givesAway } from './leak-guard.ts'

type Choices = readonly [string, ...string[]]

/** Said before the first question. */
export const OPENING: Record<Manner, Choices> = {
  warm: [
    'Hello, and welcome. Take the time you need; I will wait while you think. Here is the first question.',
    'Welcome. There is no rush today, and a pause is fine. Let me start with this.',
  ],
  neutral: ['Let us begin. Here is the first question.', 'Thank you for coming. The first question is this.'],
  demanding: ['Let us get straight to it.', 'I would like to use the time well, so here is the first question.'],
}

export const BETWEEN: Record<Manner, Choices> = {
  warm: [
    'Thank you. Let us move on to something else.',
    'Thanks for that. Here is the next one.',
    'I see. Let us turn the page.',
  ],
  neutral: ['Thank you. The next question.', 'Let us go on.', 'Moving on.'],
  demanding: ['Next.', 'Let us go on to the next one.', 'Another subject.'],
}

export const LAST: Record<Manner, Choices> = {
  warm: ['Thank you. One more, and then we are done.', 'We have come to the last one.'],
  neutral: ['This is the last question.', 'One last question.'],
  demanding: ['Last question.', 'One more, and it is the last.'],
}

export const REPHRASING: Record<Manner, Choices> = {
  warm: ['Of course. Let me say that another way.', 'Gladly. Put differently:'],
  neutral: ['Let me say that another way.', 'Put differently:'],
  demanding: ['In other words:', 'Put differently:'],
}

/** With `{quote}`: the candidate's own words. */
export const TAKING_UP: Record<FollowUpCause, Record<Manner, Choices>> = {
  missing: {
    warm: [
      'You said “{quote}”. I would like to stay with that for a moment.',
      'You mentioned “{quote}”. Tell me a little more around that.',
    ],
    neutral: ['You said “{quote}”.', 'You mentioned “{quote}”. Let me ask about one thing there.'],
    demanding: ['You said “{quote}”. That leaves something open.', 'You said “{quote}”. Go further.'],
  },
  vague: {
    warm: [
      'You came close to something when you said “{quote}”.',
      'I heard you say “{quote}”, and I would like to hear more of it.',
    ],
    neutral: ['You said “{quote}”. I would like that more exact.', 'Coming back to “{quote}”:'],
    demanding: ['You said “{quote}”. That stayed general.', '“{quote}” is not yet concrete for me.'],
  },
  contradicted: {
    warm: ['You said “{quote}”. Let me make sure that I follow.', 'I would like to understand “{quote}” better.'],
    neutral: ['You said “{quote}”. Let me check that I understood.', 'Coming back to “{quote}”:'],
    demanding: ['You said “{quote}”. I am not sure that holds.', 'I want to press you on “{quote}”.'],
  },
}

export const TAKING_UP_NOTHING: Record<Manner, Choices> = {
  warm: ['There is one more thing that I would like to hear about.', 'Let me stay with this question for a moment.'],
  neutral: ['One more thing on this question.', 'Let me stay with this question.'],
  demanding: ['There is something that you have not gone into.', 'I would like more on this.'],
}

/** Follow-ups for a bank that brings none: they ask for depth and know nothing of the answer. */
const GENERAL_FOLLOW_UPS: Record<QuestionKind, Choices> = {
  behavioural: [
    'What did you yourself do at that point, step by step?',
    'What came of it, and how could you tell?',
    'What made that difficult, and how did you deal with it?',
    'Who else was affected, and how did you take them along?',
    'What would you do in another way today?',
  ],
  approach: [
    'How would that look in one concrete case?',
    'What would you look at first, and why that?',
    'What could go wrong with that, and what would you do then?',
    'How would you know that it had worked?',
    'Who would you need for that, and what would you ask of them?',
  ],
  knowledge: [
    'Where have you used that, and what did it change?',
    'Can you give an example, with what it led to?',
    'How do the parts you named hang together?',
    'What would be different if you did not know that?',
    'How would you explain that to a person who has never met it?',
  ],
}
/** The same with the candidate's words in it, so that there is always one more that was not said yet. */
const QUOTING_FOLLOW_UPS: Choices = [
  'When you say “{quote}”, how would that work in practice?',
  'What lies behind “{quote}”?',
  'What speaks against “{quote}”?',
]

const REPHRASE_WITHOUT_BANK: Record<QuestionKind, string> = {
  behavioural: 'Think of one real case: how it stood, what you did yourself, and what came of it. With that in mind:',
  approach: 'Suppose that you had to do this next week, and tell me how you would go about it, from the first step on:',
  knowledge: 'Tell it as you would to a new colleague who asks you this over lunch:',
}

/**
 * The words of a follow-up: the bank's own, or a general one that was not said in this session and gives nothing away.
 * Null where none is left.
 */
export function findFollowUpText(
  question: Question,
  keyPoint: KeyPoint,
  citing: Evidence | null,
  turns: readonly Turn[],
): string | null {
  const said = new Set(turns.filter((t) => t.speaker === 'interviewer').map((t) => folded(t.text)))
  const quoting = citing === null ? [] : QUOTING_FOLLOW_UPS.map((text) => text.replace('{quote}', () => citing.text))
  const own = keyPoint.followUp === undefined ? [] : [keyPoint.followUp]
  const isFit = (text: string) => !said.has(folded(text)) && !givesAway(text, { question, turns })
  return [...own, ...GENERAL_FOLLOW_UPS[question.kind], ...quoting].find(isFit) ?? null
}

/** The question, or the follow-up within it, in other words. */
export function buildRephrasing(question: Question, followUpText: string | null): string {
  const whole = question.inOtherWords ?? `${REPHRASE_WITHOUT_BANK[question.kind]} ${question.question}`
  return followUpText === null
    ? whole
    : `The question as a whole was this: ${whole} And within it I asked: ${followUpText}`
}

/** Two texts with the same words are the same to a listener. */
function folded(text: string): string {
  return splitWords(text)
    .map((word) => word.lower)
    .join(' ')
}
