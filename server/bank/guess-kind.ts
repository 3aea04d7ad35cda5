import type { QuestionKind } from '#contract/question.ts'

const BEHAVIOURAL: readonly RegExp[] = [
  /\b(?:a|one|the last|the first) (?:\w+ )?(?:time|occasion|situation|instance) (?:when|where|in which|that|you|your)\b/,
  /\b(?:give|share|describe|tell) (?:\w+ )*?(?:an example|a (?:\w+ )?(?:project|conflict|mistake|failure|decision)) .*\byou(?:r|'ve)?\b/,
  /\bhave you ever\b/,
  /^what (?:is|was|were|has been|'s) (?:the|your) (?:\w+ )?(?:hardest|most|biggest|greatest|proudest|worst|best)\b.*\byou(?:r|'ve)?\b/,
]
const APPROACH: readonly RegExp[] = [
  /^what (?:would|do|will|should|could|might) you\b/,
  /^what(?:'s| is| are| would be) your\b/,
  /^(?:what|which) (?:steps|approach|process|strategy|strategies|actions?|measures)\b/,
]
const KNOWLEDGE: readonly RegExp[] = [/^(?:what|which|define|explain)\b/, /\b(?:difference|differences) between\b/]

/** What kind of question this is, told by its first words. Approach is the one that asks for least. */
export function guessKind(question: string): QuestionKind {
  const text = question.trim().toLowerCase().replace(/’/g, "'").replace(/\s+/g, ' ')
  const isOneOf = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(text))
  if (isOneOf(BEHAVIOURAL) && !/^(?:how|what) (?:do|would) you\b/.test(text)) return 'behavioural'
  if (isOneOf(APPROACH)) return 'approach'
  return isOneOf(KNOWLEDGE) ? 'knowledge' : 'approach'
}
