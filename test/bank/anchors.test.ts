import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../server/bank/problem.ts'
import { readBank } from '../../server/bank/read-bank.ts'
import { BAKER_YAML, changed, createBankDir, lineOf, SHIPPED_QUESTIONS } from './folders.ts'

async function problemsOf(files: Record<string, string>): Promise<string[]> {
  const dir = await createBankDir(files)
  const { problems } = await readBank({ questionsDir: dir })
  return problems.map((problem) => formatProblem(problem).replace(`${dir}/`, ''))
}

const ANCHORS = `    anchors:
      specificity:
        1: Nothing is baked.
        2: Something is baked.
        3: Bread is baked.
        4: Bread is baked with a figure.
        5: Bread is baked with a figure and a reason.
`
const BAKER = BAKER_YAML + ANCHORS
const baker = (from: string, to: string) => ({ 'baker.yaml': BAKER.replace(from, to) })

describe('a question’s own anchors', () => {
  it('[BK13] are part of the question', async () => {
    const dir = await createBankDir({ 'baker.yaml': BAKER })
    const { roles, problems } = await readBank({ questionsDir: dir })
    expect(problems).toEqual([])
    expect(roles[0]?.role.questions[0]?.anchors?.specificity?.[3]).toBe('Bread is baked.')
  })

  it.each<[string, Record<string, string>, string]>([
    [
      'a level that is missing',
      baker('        3: Bread is baked.\n', ''),
      'questions.0.anchors.specificity.3: is missing: string expected',
    ],
    ['an empty sentence', baker('3: Bread is baked.', '3: ""'), 'questions.0.anchors.specificity.3: is empty'],
    ['a sentence of dots', baker('3: Bread is baked.', '3: "…"'), 'questions.0.anchors.specificity.3: says nothing'],
    [
      'the same sentence twice',
      baker('3: Bread is baked.', '3: something is  baked'),
      'questions.0.anchors.specificity.3: is the same sentence as that of level 2: nobody could tell them apart',
    ],
    [
      'a sixth level',
      baker('        5: ', '        6: More.\n        5: '),
      'questions.0.anchors.specificity.6: is not a field that is known here',
    ],
    [
      'a criterion that does not exist',
      baker('specificity:', 'charm:'),
      'questions.0.anchors.charm: is not a field that is known here',
    ],
    [
      'a criterion that the rubric of its kind has not',
      { 'baker.yaml': changed('kind: approach', 'kind: knowledge') + ANCHORS.replace('specificity', 'structure') },
      'questions.0.anchors.structure: the rubric for questions of the kind knowledge has no such criterion',
    ],
  ])('[BK14] %s is named with file and line', async (_what, files, problem) => {
    const path = problem.split(':')[0]!.split('.').slice(3)
    const yaml = files['baker.yaml']!
    const line = lineOf(
      yaml,
      path.length > 1 && yaml.includes(`        ${path[1]}: `) ? `        ${path[1]}: ` : `      ${path[0]}:`,
    )
    expect(await problemsOf(files)).toEqual([`baker.yaml:${line}: ${problem}`])
  })

  it('[BK15] a rubric with one sentence for two levels is named too', async () => {
    const rubric = await readFile(join(SHIPPED_QUESTIONS, 'rubrics/approach.yaml'), 'utf8')
    const [, second = ''] = /^ {6}2: (.*)$/m.exec(rubric) ?? []
    const twice = rubric.replace(/^ {6}3: .*$/m, () => `      3: ${second}`)
    expect(await problemsOf({ 'baker.yaml': BAKER, 'rubrics/approach.yaml': twice })).toEqual([
      expect.stringMatching(/approach\.yaml:\d+: criteria\.0\.anchors\.3: is the same sentence as that of level 2/),
    ])
  })

  it('[BK16] two shipped questions bring their own where the general ones are vague', async () => {
    const { roles } = await readBank({ questionsDir: SHIPPED_QUESTIONS })
    const questions = roles.flatMap(({ role }) => role.questions)
    expect(questions.filter(({ anchors }) => anchors !== undefined).length).toBeGreaterThanOrEqual(2)
  })
})
