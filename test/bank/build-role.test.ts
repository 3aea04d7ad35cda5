import { describe, expect, it } from 'vitest'
import { type QuestionKind, RoleSchema } from '#contract/question.ts'
import { buildRole } from '../../server/bank/build-role.ts'
import { guessKind } from '../../server/bank/guess-kind.ts'
import { splitKeyPoints } from '../../server/text/key-points.ts'
import { BAKER_PAGE, blockText, HEAD, pageText, TRICKY_ANSWER } from './page.ts'

const roleWith = (...questions: string[]) =>
  buildRole(pageText(questions.map((question, i) => blockText(i + 1, { question }))))
const titled = (title: string) => buildRole(pageText([blockText(1)], { head: [title, HEAD[2]!] }))

describe('a role made of a page', () => {
  it('[BK4] is a role that the contract takes, marked as imported', () => {
    const role = buildRole(BAKER_PAGE)
    expect(RoleSchema.parse(role)).toEqual(role)
    expect(role).toMatchObject({ id: 'head-baker', title: 'Head Baker', imported: true })
  })

  it('[BK4] has the key points that its sample answers make, and no follow-ups of its own', () => {
    const [, second] = buildRole(BAKER_PAGE).questions
    expect(second?.keyPoints.map(({ point }) => point)).toEqual(splitKeyPoints(TRICKY_ANSWER))
    expect(second?.keyPoints.every(({ followUp }) => followUp === undefined)).toBe(true)
  })

  it('[BK4] has ids that say what the question is about, each once', () => {
    const role = roleWith(
      'How do you keep the oven hot?',
      'How do you keep the oven hot?',
      'Tell me about a time you had to close the shop early.',
      'Why?',
    )
    expect(role.questions.map(({ id }) => id)).toEqual([
      'keep-oven-hot',
      'keep-oven-hot-2',
      'close-shop-early',
      'question-4',
    ])
  })

  it.each([
    ['C++ & C# Developer', 'c-plus-plus-and-c-sharp-developer'],
    ['Développeur d’Élite', 'developpeur-delite'],
    ['  Head   Baker ', 'head-baker'],
    ['x'.repeat(120), 'x'.repeat(76)],
  ])('[BK4] the role "%s" gets an id from its title', (title, id) => {
    expect(titled(title).id).toBe(id)
  })

  it('[BK4] titles without Latin letters get ids that differ and stay the same', () => {
    expect(titled('产品经理').id).toMatch(/^role-[0-9a-f]{8}$/)
    expect(titled('产品经理').id).toBe(titled('产品经理').id)
    expect(titled('产品经理').id).not.toBe(titled('设计师').id)
  })

  it.each<[string, QuestionKind]>([
    ['Tell me about a time you used figures to change a decision.', 'behavioural'],
    ['Describe a time you had to say no.', 'behavioural'],
    ['Can you describe a situation in which you failed?', 'behavioural'],
    ['Give me an example of a conflict that you solved.', 'behavioural'],
    ['Have you ever missed a deadline?', 'behavioural'],
    ['What was the hardest decision you made last year?', 'behavioural'],
    ['What technical concepts should a manager know, and how do you use that knowledge?', 'knowledge'],
    ['Which concepts matter in baking?', 'knowledge'],
    ['What is gluten?', 'knowledge'],
    ['What would you do if the oven broke?', 'approach'],
    ['What steps do you take before opening?', 'approach'],
    ['What’s your way of planning a week?', 'approach'],
    ['How do you handle a situation where figures say one thing and your boss another?', 'approach'],
    ['How would you open a second shop?', 'approach'],
    ['Walk me through your morning.', 'approach'],
  ])('[BK4] "%s" is a question of the kind %s', (question, kind) => {
    expect(guessKind(question)).toBe(kind)
  })
})
