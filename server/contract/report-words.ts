import type { PartGrade } from './appeal.ts'
import type { Engine, Flag, NotGradedReason, Verdict, WithheldReason } from './grade.ts'
import { numberInWords } from './number-words.ts'
import type { Difficulty, QuestionKind } from './question.ts'
import type { Band, Report } from './report.ts'
import { LEVEL_WORDS, LEVELS, type Level } from './rubric.ts'
import type { FollowUpCause } from './session-event.ts'

/** The words in which a report is told: one spelling for the page, the print and the export. */

export const VERDICT_WORDS: Record<Verdict, string> = {
  covered: 'Covered',
  partly: 'Partly',
  missing: 'Not found',
  contradicted: 'Contradicted',
}

export const DIFFICULTY_WORDS: Record<Difficulty, string> = { easy: 'Easy', medium: 'Medium', hard: 'Hard' }

export const KIND_WORDS: Record<QuestionKind, string> = {
  behavioural: 'From experience',
  approach: 'Approach',
  knowledge: 'Knowledge',
}

export const FLAG_WORDS: Record<Flag, string> = {
  copied_sample_answer:
    'Much of this is the sample answer word for word, so the grade says more about that text than about yours.',
  echoes_question: 'Most of this repeats the question. Its own words count for none of the key points.',
  word_list:
    'This reads as a list of terms. Terms count for little or nothing until a sentence says something about them.',
  non_answer: 'There was no answer to look at, so no key point is covered.',
  addresses_the_judge: 'A part of this speaks about how it should be graded. Nothing in it counts as an answer.',
  denies_sample_answer:
    'A part of this says the opposite of the sample answer. If you mean it, say why; if not, look at the wording.',
  answers_another_question:
    'By its words this fits another question of the role far better than this one, so little of it counts here.',
}

export const NOT_GRADED_WORDS: Record<NotGradedReason, string> = {
  judge_timed_out: 'The model did not answer in time.',
  judge_unreachable: 'The model could not be reached.',
  judge_output_invalid: 'The reply of the model could not be read.',
  judge_output_incomplete: 'The reply of the model broke off or left something out.',
  judge_quotes_invented: 'Most of what the model quoted is no answer of yours, so its grade was not taken.',
  judge_refused: 'The model declined to grade this answer.',
  judge_rejected:
    'The endpoint of the model did not accept the request: the key, the name of the model or another setting is wrong, or the answer is too long for it. Test the connection in Settings.',
  judge_busy:
    'The endpoint of the model has reached a limit: too many requests, or the quota of the account is spent. Try again later.',
  transcript_unreadable: 'The answer could not be read as text.',
  budget_spent: 'The models have taken all the tokens that one interview may take.',
  grading_failed: "Grading broke off in Greenroom itself; the server's log says where.",
  not_transcribed: 'What you said has no transcript yet. Have it transcribed, then it can be graded.',
}

export const WITHHELD_WORDS: Record<WithheldReason, string> = {
  needs_model: 'Needs a model. Counting words cannot tell this honestly.',
  quote_not_found: 'No level: the words quoted for it are not in your answer.',
  judge_gave_none: 'No level: the model gave none.',
}

export const FOLLOW_UP_WORDS: Record<FollowUpCause, string> = {
  missing: 'Asked because you had not come to this yet',
  vague: 'Asked because you touched on this without going into it',
  contradicted: 'Asked because your answer seemed to say the opposite',
}

/** What a reader has to know about the grades of this engine, in a sentence. */
export function limitsOf(judge: Engine): string {
  return judge.kind === 'built-in'
    ? 'Word matching finds key points by their words: it can miss a point made in words of your own, it cannot tell true from false, and so it gives a range rather than a level.'
    : 'A model reads what you mean, but it can be wrong or lenient: trust the quotes before the levels.'
}

export function nameOfJudge(judge: Engine): string {
  return judge.kind === 'built-in' ? 'word matching' : judge.model
}

/** Who read the answers whose grades a report shows, each once, whoever gave most first; nobody where nobody read one. */
export function listJudges({ questions }: Pick<Report, 'questions'>): Engine[] {
  const judges = questions.flatMap(({ outcome }) =>
    outcome.status === 'graded' && outcome.samples > 0 ? outcome.judge : [],
  )
  const byName = Map.groupBy(judges, nameOfJudge)
  return [...byName.values()].toSorted((a, b) => b.length - a.length).flatMap(([first]) => first ?? [])
}

/** "word matching", "some-model and word matching"; empty where nothing is graded. */
export function judgesInWords(report: Pick<Report, 'questions'>): string {
  const names = listJudges(report).map(nameOfJudge)
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** What a reader has to know about the grades that a report shows; empty where there are none. */
export function limitsInWords(report: Pick<Report, 'questions'>): string {
  return [...new Set(listJudges(report).map(limitsOf))].join(' ')
}

/** How a grade came about, as far as words on it need to know. */
export interface GivenBy {
  readonly judge: Engine
  readonly samples: number
  readonly spread: number
  readonly lowConfidence: boolean
  readonly inPlaceOf: string | null
}

/** "Graded by some-model, read three times …", and what to doubt about it. */
export function gradedByWords(grade: GivenBy): string {
  return [readingsInWords(grade), doubtInWords(grade)].filter((sentence) => sentence !== '').join(' ')
}

/** Who graded, how often it was read, and how far the readings differ. The same for every place that says so. */
export function readingsInWords({ judge, samples, spread, inPlaceOf }: GivenBy): string {
  if (samples === 0) return 'No judge was asked: there was nothing to read.'
  const who = `Graded by ${nameOfJudge(judge)}`
  if (inPlaceOf !== null) return `${who}: by then the models had taken all the tokens that one interview may take.`
  if (samples === 1) return `${who}.`
  const read = `${who}, read ${timesInWords(samples)}`
  const apart = figureOf(spread)
  return apart === '0'
    ? `${read}, with the same levels each time.`
    : `${read}, the levels differed by up to ${apart}; the middle one counts.`
}

/** "three times". */
export function timesInWords(times: number): string {
  if (times === 1) return 'once'
  return times === 2 ? 'twice' : `${numberInWords(times)} times`
}

/** Why a grade may not hold, in a sentence; empty where it is as sure as any. */
export function doubtInWords({ samples, spread, lowConfidence }: GivenBy): string {
  if (!lowConfidence) return ''
  return samples > 1 && spread > DOUBTFUL_LEVELS
    ? 'Low confidence: another reading could have come to something else.'
    : 'Low confidence: the model and word matching stand far apart on this answer.'
}

/** A larger difference in levels, between readings or to word matching, is a reason to doubt a grade. */
export const DOUBTFUL_LEVELS = 1.5

const figureOf = (levels: number) => `${Math.round(levels * 10) / 10}`

/** "3 covered, 1 partly, 2 missing". */
export function countsInWords(counts: Readonly<Record<Verdict, number>>): string {
  const order: readonly Verdict[] = ['covered', 'partly', 'contradicted', 'missing']
  return order
    .flatMap((one) => (counts[one] > 0 ? `${counts[one]} ${VERDICT_WORDS[one].toLowerCase()}` : []))
    .join(', ')
}

/** The word for what a grade said of a part: "Not found", "Solid". */
export function nameOfPartGrade(about: PartGrade): string {
  if (about.part === 'key_point') return VERDICT_WORDS[about.verdict]
  return about.mark === null ? 'No level' : wordOfMark(about.mark)
}

/** What was done without a model because its tokens were spent, in a sentence; empty where nothing was. */
export function budgetWords({ tokens }: Report): string {
  const { turnsInPlace, gradesInPlace } = tokens
  const parts = [
    turnsInPlace === 0
      ? ''
      : `the built-in interviewer asked ${count(turnsInPlace, 'follow-up', 'follow-ups')} in its place`,
    gradesInPlace === 0 ? '' : `word matching graded ${count(gradesInPlace, 'answer', 'answers')}`,
  ].filter((part) => part !== '')
  if (parts.length === 0) return ''
  return `The models had taken all the tokens that one interview may take: ${parts.join(', and ')}.`
}

const count = (n: number, one: string, many: string) => `${numberInWords(n)} ${n === 1 ? one : many}`

/** "Solid", or "Partial to solid" where only a range is known. */
export function wordOfMark(mark: { level: Level; band: Band | null }): string {
  const { level, band } = mark
  if (band === null || band.low === band.high) return LEVEL_WORDS[level]
  return `${LEVEL_WORDS[band.low]} to ${LEVEL_WORDS[band.high].toLowerCase()}`
}

/** What stands over the sentence of the next level: "One level up, solid"; "What solid asks for" where the range reaches it already. */
export function labelOfNext({ level, band }: { level: Level; band: Band | null }): string {
  const next = LEVELS.find((other) => other === level + 1)
  if (next === undefined) return ''
  const word = LEVEL_WORDS[next].toLowerCase()
  return band !== null && band.high > level ? `What ${word} asks for` : `One level up, ${word}`
}

/** "4 of 5", or "3–4 of 5". */
export function figureOfMark(mark: { level: Level; band: Band | null }): string {
  return `${figureInTable(mark)} of 5`
}

/** "4", or "3–4". */
export function figureInTable({ level, band }: { level: Level; band: Band | null }): string {
  return band === null || band.low === band.high ? `${level}` : `${band.low}–${band.high}`
}
