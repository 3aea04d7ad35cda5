import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../server/bank/problem.ts'
import { readBank } from '../../server/bank/read-bank.ts'
import { BAKER_YAML, changed, createBankDir } from './folders.ts'

async function problemsOf(files: Record<string, string>): Promise<string[]> {
  const dir = await createBankDir(files)
  const { problems } = await readBank({ questionsDir: dir })
  return problems.map((problem) => formatProblem(problem).replace(`${dir}/`, ''))
}
const problemsIn = (yaml: string) => problemsOf({ 'baker.yaml': yaml })

describe('what a bank would otherwise hide', () => {
  it.each<[string, Record<string, string>, string | RegExp]>([
    [
      'a wrong value',
      { 'rubrics/approach.yaml': 'id: approach\nversion: one\nkind: approach\ncriteria: []\n' },
      /^rubrics\/approach\.yaml:2: version: must be number, not string$/,
    ],
    ['no YAML', { 'rubrics/approach.yaml': 'id: [' }, /^rubrics\/approach\.yaml:1: not valid YAML/],
    [
      'an unknown kind',
      { 'rubrics/approach.yaml': 'id: approach\nversion: 1\nkind: aproach\ncriteria: []\n' },
      /^rubrics\/approach\.yaml:3: kind/,
    ],
    ['another ending', { 'rubrics/approach.YML': '' }, 'rubrics/approach.YML: is not read: its name must end in .yaml'],
  ])('[BK20] a rubric with %s is told as that, and not as one that is missing', async (_what, files, problem) => {
    const dir = await createBankDir({ 'baker.yaml': BAKER_YAML, ...files })
    if ('rubrics/approach.YML' in files) await rm(join(dir, 'rubrics/approach.yaml'))
    const { problems } = await readBank({ questionsDir: dir })
    const told = problems.map((one) => formatProblem(one).replace(`${dir}/`, ''))
    expect(told[0]).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem))
    expect(told.filter((line) => line.includes('there is no rubric'))).toEqual([])
  })

  it('[BK21] a rubric without the criterion coverage is a problem: the grade is built on it', async () => {
    const rubric =
      'id: approach\nversion: 1\nkind: approach\ncriteria:\n  - id: structure\n    name: Structure\n    looksAt: All of it.\n    anchors: { 1: a, 2: b, 3: c, 4: d, 5: e }\n'
    expect(await problemsOf({ 'baker.yaml': BAKER_YAML, 'rubrics/approach.yaml': rubric })).toEqual([
      'rubrics/approach.yaml:4: criteria: lacks the criterion coverage, which every grade is built on',
    ])
  })

  it.each<[string, string, readonly string[]]>([
    ['stands twice', '[sales, orders, sales]', ['2: "sales" stands twice in this list']],
    [
      'says the same in other words',
      '[order the flour, "Orders, flours"]',
      ['1: "Orders, flours" is the same as "order the flour"'],
    ],
    ['can never be found', '[Go, IT, yeast]', ['0: "Go" can never be found', '1: "IT" can never be found']],
  ])('[BK22] names an option that %s', async (_what, items, problems) => {
    const yaml = changed('        weight: 3', `        options: { required: 2, items: ${items} }`)
    const at = 'baker.yaml:17: questions.0.keyPoints.0.options.items.'
    expect(await problemsIn(yaml)).toEqual(problems.map((problem) => expect.stringContaining(at + problem)))
    expect(await problemsIn(yaml.replace(/items: .*/, 'items: [user need, business need, needed cost] }'))).toEqual([])
  })

  it('[BK23] a file whose ending other programs take for YAML is named', async () => {
    expect(
      await problemsOf({ 'baker.yaml': BAKER_YAML, 'cook.YAML': BAKER_YAML, 'notes.txt': 'x', 'waiter.Yml': '' }),
    ).toEqual([
      'cook.YAML: is not read: its name must end in .yaml',
      'waiter.Yml: is not read: its name must end in .yaml',
    ])
  })

  it('[BK24] an alias without its anchor is told with its line', async () => {
    expect(await problemsIn(changed('competency: Planning', 'competency: *plan'))).toEqual([
      'baker.yaml:8: not valid YAML: there is no &plan before *plan',
    ])
    expect(await problemsIn(changed('title: Baker', 'title: &name Baker').replace('Planning', '*name'))).toEqual([])
  })
})
