import { type KeyPoint, type Question, type Role, RoleSchema } from '#contract/question.ts'
import { splitKeyPoints } from '../text/key-points.ts'
import { guessKind } from './guess-kind.ts'
import { type PageQuestion, parsePage } from './parse-page.ts'
import { createIdGiver, roleIdOf, slugifyStart } from './slug.ts'

const WORDS_OF_A_QUESTION_ID = 5
/** Words that open so many questions that an id says nothing with them. */
const OPENING =
  /^(?:(?:can|could) you )?(?:tell me about|describe|give me an example of)(?: an?(?: time| situation)?\b)?/i
const WORDS_OF_A_KEY_POINT_ID = 4

/**
 * The role that a question page describes: texts byte for byte, key points split from the sample answers, no follow-ups.
 * `id` defaults to the title as a slug.
 * @throws AppError `import_invalid`, see `parsePage`.
 */
export function buildRole(page: string, id?: string): Role {
  const { title, summary, questions } = parsePage(page)
  const giveId = createIdGiver()
  return RoleSchema.parse({
    id: id ?? roleIdOf(title),
    title,
    summary,
    language: 'en',
    imported: true,
    questions: questions.map((asked, i) => {
      const wanted =
        slugifyStart(asked.question.trim().replace(OPENING, ''), WORDS_OF_A_QUESTION_ID) || `question-${i + 1}`
      return buildQuestion(giveId(wanted), asked)
    }),
  } satisfies Role)
}

function buildQuestion(id: string, { question, difficulty, sampleAnswer }: PageQuestion): Question {
  return {
    id,
    question,
    difficulty,
    kind: guessKind(question),
    // A page does not say what a question is about; a guess would stand in reports as if it were known.
    competency: 'General',
    sampleAnswer,
    keyPoints: buildKeyPoints(sampleAnswer),
  }
}

function buildKeyPoints(sampleAnswer: string): KeyPoint[] {
  const giveId = createIdGiver()
  return splitKeyPoints(sampleAnswer).map((point, i) => ({
    id: giveId(slugifyStart(point, WORDS_OF_A_KEY_POINT_ID) || `point-${i + 1}`),
    point,
    weight: 1,
  }))
}
