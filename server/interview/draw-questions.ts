import type { Difficulty, Question } from '#contract/question.ts'
import type { DifficultyMix } from '#contract/settings.ts'
import type { Random } from '../ports.ts'
import { shuffle } from './random.ts'

/** Easiest first. */
const ORDER: readonly Difficulty[] = ['easy', 'medium', 'hard']

/** What to turn to when the wished difficulty is used up: the nearest, the easier one first. */
const PREFERENCE: Record<Difficulty, readonly Difficulty[]> = {
  easy: ['easy', 'medium', 'hard'],
  medium: ['medium', 'easy', 'hard'],
  hard: ['hard', 'medium', 'easy'],
}

/**
 * The questions of one session, easiest first, none twice, at most as many as there are.
 * `mixed` takes the difficulties in turn; one difficulty takes its own and fills up with the nearest.
 */
export function drawQuestions(
  questions: readonly Question[],
  wish: { count: number; difficulty: DifficultyMix },
  random: Random,
): Question[] {
  const pools = new Map(
    ORDER.map((d) => [
      d,
      shuffle(
        questions.filter((q) => q.difficulty === d),
        random,
      ),
    ]),
  )
  const take = (wished: Difficulty) => {
    for (const difficulty of PREFERENCE[wished]) {
      const found = pools.get(difficulty)?.pop()
      if (found !== undefined) return found
    }
    return undefined
  }
  const drawn: Question[] = []
  for (let turn = 0; drawn.length < wish.count; turn++) {
    const wished = wish.difficulty === 'mixed' ? MIX[turn % MIX.length] : wish.difficulty
    const question = take(wished ?? 'medium')
    if (question === undefined) break
    drawn.push(question)
  }
  return drawn.sort((a, b) => ORDER.indexOf(a.difficulty) - ORDER.indexOf(b.difficulty))
}

/** A short session still has something of each. */
const MIX: readonly Difficulty[] = ['medium', 'easy', 'hard']
