import type { Difficulty } from '#contract/question.ts'
import type { DifficultyMix, FeedbackTiming, Manner, SessionSettings } from '#contract/settings.ts'
import type { Patience, SpeechSettings } from '#contract/speech.ts'
import { capitalised, formatAbout, formatList, numberWord } from '../../components/format.ts'

type ByDifficulty = Readonly<Record<Difficulty, number>>

const MINUTE_MS = 60_000
/** A typed answer with its follow-ups where no time is set, and reading the feedback: rough figures for an estimate. */
const UNTIMED_QUESTION_MS = 4 * MINUTE_MS
const READING_MS = MINUTE_MS

export const DIFFICULTIES: readonly Difficulty[] = ['easy', 'medium', 'hard']

export const TIMES: readonly { value: number | null; label: string }[] = [
  { value: null, label: 'No limit' },
  ...[2, 3, 5, 10].map((minutes) => ({ value: minutes * MINUTE_MS, label: `${minutes} min` })),
]

export const MANNERS: readonly { value: Manner; label: string; says: string }[] = [
  { value: 'warm', label: 'Warm', says: 'I heard you say ‘it went well’, and I would like to hear more of it.' },
  { value: 'neutral', label: 'Neutral', says: 'You said ‘it went well’. I would like that more exact.' },
  { value: 'demanding', label: 'Demanding', says: 'You said ‘it went well’. That stayed general.' },
]

export const ANSWERS: readonly { value: SpeechSettings['answer']; label: string; detail: string }[] = [
  { value: 'typed', label: 'Typing', detail: 'Quiet, and every word exactly as you mean it.' },
  { value: 'spoken', label: 'Speaking', detail: 'Like the real thing: the question is read to you and you talk.' },
]

export const PATIENCE: readonly { value: Patience; label: string }[] = [
  { value: 'quick', label: 'Quick' },
  { value: 'normal', label: 'Normal' },
  { value: 'patient', label: 'Patient' },
]

/** What stands under the choice of who ends an answer. */
export function describePatience({ handsFree, patience }: SpeechSettings): string {
  if (!handsFree) return 'However long you are silent, an answer ends only when you press “I’m done”.'
  const waits = { quick: 'one and a half seconds', normal: 'three seconds', patient: 'five seconds' }[patience]
  return `After ${waits} of silence, and only where your answer sounds finished, a countdown begins. Any word or key stops it.`
}

export const FEEDBACK: readonly { value: FeedbackTiming; label: string; detail: string }[] = [
  { value: 'each', label: 'After each question', detail: 'Good for learning: read it, then go on.' },
  { value: 'end', label: 'At the end', detail: 'Like the real thing: all of it in one report.' },
]

/** `Five questions of mixed difficulty, three minutes each.` */
export function summariseQuestions(settings: SessionSettings, available: ByDifficulty): string {
  const { questionCount: count, timePerQuestionMs } = settings
  const time =
    timePerQuestionMs === null ? 'no time limit' : `${minutesInWords(timePerQuestionMs)}${count > 1 ? ' each' : ''}`
  return `${capitalised(questionsInWords(settings, available))}, ${time}.`
}

/** `A warm interviewer; feedback after each question.` */
export function summariseManner({ manner, feedback }: SessionSettings): string {
  return `A ${manner} interviewer; feedback ${feedback === 'each' ? 'after each question' : 'at the end'}.`
}

/** `about 20 minutes`, from the time for each question or, without one, a usual typed answer. */
export function estimateDuration(settings: SessionSettings): string {
  const answering = settings.timePerQuestionMs ?? UNTIMED_QUESTION_MS
  const reading = settings.feedback === 'each' ? READING_MS : 0
  return formatAbout(settings.questionCount * (answering + reading))
}

/** What stands under the choice of difficulty. */
export function describeMix(mix: DifficultyMix, available: ByDifficulty): string {
  if (mix !== 'mixed') return `Prefers ${mix} questions: ${available[mix]} in this role. The nearest fill up the rest.`
  return `Goes from easy to hard. This role has ${spreadInWords(available)}.`
}

/** `2 easy, 5 medium and 3 hard`; difficulties without questions are left out. */
export function spreadInWords(available: ByDifficulty): string {
  return formatList(DIFFICULTIES.filter((level) => available[level] > 0).map((level) => `${available[level]} ${level}`))
}

function questionsInWords({ questionCount: count, difficulty }: SessionSettings, available: ByDifficulty): string {
  const questions = count === 1 ? 'question' : 'questions'
  if (difficulty === 'mixed') return count === 1 ? 'one question' : `${numberWord(count)} questions of mixed difficulty`
  const preferred = Math.min(count, available[difficulty])
  if (preferred === count) return `${numberWord(count)} ${difficulty} ${questions}`
  return `${numberWord(count)} ${questions}, ${preferred === 0 ? 'none' : numberWord(preferred)} of them ${difficulty}`
}

function minutesInWords(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS)
  return `${numberWord(minutes)} ${minutes === 1 ? 'minute' : 'minutes'}`
}
