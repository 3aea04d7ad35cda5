import type { Question } from '#contract/question.ts'

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const ASKS_FOR = new RegExp(
  `\\b(?:name|state|list|give|mention|identify|describe|explain|provide|what are|which|discuss)\\b(?:\\s+\\w+){0,3}?\\s+(${NUMBERS.join('|')}|[1-9]|10)\\b(?!\\s*(?:%|\\.\\d))`,
  'i',
)

/** How many points a question asks for ("name three …"), where that is fewer than it has; else null. */
export function findPointsWanted(question: Question): number | null {
  const said = ASKS_FOR.exec(question.question)?.[1]?.toLowerCase()
  if (said === undefined) return null
  const wanted = NUMBERS.includes(said) ? NUMBERS.indexOf(said) + 1 : Number(said)
  return wanted < question.keyPoints.length ? wanted : null
}
