import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../server/bank/problem.ts'
import { readBank } from '../../server/bank/read-bank.ts'
import { BAKER_YAML, changed, createBankDir, createTempDir, lineOf, SHIPPED_QUESTIONS } from './folders.ts'

async function problemsOf(files: Record<string, string | Uint8Array>): Promise<string[]> {
  const dir = await createBankDir(files)
  const { problems } = await readBank({ questionsDir: dir })
  return problems.map((problem) => formatProblem(problem).replace(`${dir}/`, ''))
}
const problemsIn = (yaml: string) => problemsOf({ 'baker.yaml': yaml })

const FIRST = 'questions.0.keyPoints.0.followUp'
const FOLLOW_UP = 'Which figures would you want to see first?'
const BUN = 'title: Bun\n'

describe('checking a bank', () => {
  it('[BK12] finds nothing wrong with the bank that is shipped', async () => {
    const { problems, roles, rubrics } = await readBank({ questionsDir: SHIPPED_QUESTIONS })
    expect(problems.map(formatProblem)).toEqual([])
    expect(roles.map(({ role }) => role.id)).toContain('technical-product-manager')
    expect(rubrics.map(({ kind }) => kind).sort()).toEqual(['approach', 'behavioural', 'knowledge'])
  })

  it('[BK6] finds nothing wrong with a role without a flaw', async () => {
    expect(await problemsIn(BAKER_YAML)).toEqual([])
  })

  it.each<[string, string, string | RegExp]>([
    ['a broken flow list', changed('title: Baker', 'title: [Baker'), /^baker\.yaml:[23]: not valid YAML: /],
    [
      'a key that stands twice',
      changed('title: Baker\n', `title: Baker\n${BUN}`),
      'baker.yaml:3: the key "title" stands twice',
    ],
    ['an unknown tag', changed('Planning', '!secret Planning'), /^baker\.yaml:8: not valid YAML: .*!secret/],
    ['a second document', `${BAKER_YAML}---\nid: other\n`, /^baker\.yaml:\d+: not valid YAML: .*multiple documents/],
    [
      'a missing field',
      changed('    competency: Planning\n', ''),
      'baker.yaml:5: questions.0.competency: is missing: string expected',
    ],
    [
      'a field of the wrong type',
      changed('title: Baker', 'title: 3'),
      'baker.yaml:2: title: must be string, not number',
    ],
    ['an empty field', changed('title: Baker', 'title: ""'), 'baker.yaml:2: title: is empty'],
    ['a field without a value', changed('title: Baker', 'title:'), 'baker.yaml:2: title: must be string, not empty'],
    [
      'an unknown field',
      changed('        weight: 3', '        wieght: 3'),
      'baker.yaml:17: questions.0.keyPoints.0.wieght: is not a field that is known here',
    ],
    [
      'an unknown difficulty',
      changed('difficulty: easy', 'difficulty: brutal'),
      'baker.yaml:6: questions.0.difficulty: must be easy or medium or hard',
    ],
    [
      'a weight that is too large',
      changed('weight: 3', 'weight: 9'),
      'baker.yaml:17: questions.0.keyPoints.0.weight: must be at most 5',
    ],
    [
      'a weight of nothing',
      changed('weight: 3', 'weight: 0'),
      'baker.yaml:17: questions.0.keyPoints.0.weight: must be more than 0',
    ],
    [
      'a text that is too long',
      changed('Planning', 'x'.repeat(61)),
      'baker.yaml:8: questions.0.competency: has the wrong length: the number of characters must be at most 60',
    ],
    [
      'an id that is no slug',
      changed('id: planning-the-day', 'id: Planning the day'),
      'baker.yaml:5: questions.0.id: use lower-case letters, digits and single hyphens',
    ],
    [
      'options that ask for more than they list',
      changed('        weight: 3', '        options: { required: 3, items: [one, two] }'),
      'baker.yaml:17: questions.0.keyPoints.0.options.required: asks for more items than are listed',
    ],
    [
      'a role that is called otherwise than its file',
      changed('id: baker', 'id: cook'),
      'baker.yaml:1: id: must be "baker" like the name of the file, or the file be called cook.yaml',
    ],
    [
      'a key point that stands twice',
      changed('id: known-orders', 'id: past-sales'),
      'baker.yaml:19: questions.0.keyPoints.1.id: "past-sales" stands twice in this list',
    ],
    [
      'a question that stands twice',
      BAKER_YAML + BAKER_YAML.slice(BAKER_YAML.indexOf('  - id: planning')),
      'baker.yaml:28: questions.1.id: "planning-the-day" stands twice in this list',
    ],
    ['something else than a role', '- one\n- two\n', 'baker.yaml:1: must be object, not array'],
    ['nothing at all', '', 'baker.yaml:1: must be object, not empty'],
  ])('[BK6] names file, line and place of %s', async (_what, yaml, problem) => {
    expect(await problemsIn(yaml)).toEqual([typeof problem === 'string' ? problem : expect.stringMatching(problem)])
  })

  it.each<[string, string, string]>([
    ['follow-up', changed(`        followUp: ${FOLLOW_UP}\n`, ''), `baker.yaml:15: ${FIRST}: is missing`],
    [
      'wording of the question in other words',
      BAKER_YAML.replace(/ {4}inOtherWords.*\n/, ''),
      'baker.yaml:5: questions.0.inOtherWords: is missing',
    ],
    [
      'fourth key point',
      BAKER_YAML.slice(0, BAKER_YAML.indexOf('      - id: leftovers')),
      'baker.yaml:14: questions.0.keyPoints: has 3 entries where 4 to 8 are wanted',
    ],
  ])('[BK7] a role that is shipped may not lack a %s, one that was imported may', async (_what, yaml, problem) => {
    expect(await problemsIn(yaml)).toEqual([problem])
    expect(await problemsIn(`imported: true\n${yaml}`)).toEqual([])
    const dir = await createBankDir({ 'imported/baker.yaml': yaml })
    const { problems } = await readBank({ questionsDir: dir, importedDir: join(dir, 'imported') })
    expect(problems).toEqual([])
  })

  it.each<[string, string, string]>([
    ['two questions', 'Which figures? And why?', 'must be exactly one question: it has 2 question marks'],
    ['no question', 'Tell me more.', 'must be exactly one question: it has 0 question marks'],
    ['too many words', `${'and '.repeat(40)}why?`, 'has 41 words: at most 40 can be said'],
    [
      'another follow-up again',
      'What could upset such a forecast?',
      'repeats what is said elsewhere about this question',
    ],
    [
      'four words of its key point',
      'Would last months sale of that same weekday help?',
      'gives the answer away: "last month sale weekdai" stands there too, as word stems',
    ],
    [
      'four words of the sample answer',
      'Would you add orders the shop knows about?',
      'gives the answer away: "add order shop know" stands there too, as word stems',
    ],
  ])('[BK8] a follow-up may not hold %s', async (_what, followUp, message) => {
    const yaml = changed(FOLLOW_UP, followUp)
    const problems = await problemsIn(yaml)
    const at = message.startsWith('repeats') ? 'questions.0.keyPoints.2.followUp' : FIRST
    const line = message.startsWith('repeats') ? lineOf(yaml, 'Corrects the plan') + 1 : lineOf(yaml, followUp)
    expect(problems).toEqual([`baker.yaml:${line}: ${at}: ${message}`])
  })

  it('[BK8] the same holds for the question in other words', async () => {
    const problems = await problemsIn(
      BAKER_YAML.replace(/(inOtherWords:).*/, '$1 Count leftovers, correct the plan at night, right?'),
    )
    expect(problems).toEqual([
      expect.stringMatching(/^baker\.yaml:10: questions\.0\.inOtherWords: gives the answer away/),
    ])
    const repeated = await problemsIn(
      BAKER_YAML.replace(/(inOtherWords:).*/, '$1 How do you decide what to bake tomorrow?'),
    )
    expect(repeated).toEqual([expect.stringMatching(/inOtherWords: repeats what is said elsewhere/)])
  })

  it("[BK8] the question's own words may be used again", async () => {
    const yaml = changed(
      'question: How do you decide what to bake tomorrow?',
      "question: How do last month's sales of the same weekday help?",
    )
    expect(await problemsIn(yaml.replace(FOLLOW_UP, "What do last month's sales of a weekday tell you?"))).toEqual([])
  })

  it('[BK6] collects what is wrong in every file, whole in order of file and line', async () => {
    const problems = await problemsOf({
      'baker.yaml': changed(FOLLOW_UP, 'Why? How?')
        .replace('difficulty: easy', 'difficulty: odd')
        .replace('title: Baker\n', ''),
      'cook.yaml': 'id: [',
      'waiter.yml': BAKER_YAML,
      'porter.yaml': new Uint8Array([0x69, 0x64, 0x3a, 0x20, 0xff]),
      'rubrics/approach.yaml': 'id: approach\nversion: 1\nkind: approach\ncriteria: []\n',
    })
    expect(problems).toEqual([
      'baker.yaml:1: title: is missing: string expected',
      'baker.yaml:5: questions.0.difficulty: must be easy or medium or hard',
      expect.stringMatching(/^cook\.yaml:1: not valid YAML/),
      'porter.yaml: is not UTF-8 text',
      'waiter.yml: is not read: its name must end in .yaml',
      'rubrics/approach.yaml:4: criteria: has the wrong length: the number of entries must be at least 1',
    ])
  })

  it('[BK6] checks the wording of a question even where another one is broken', async () => {
    const second = BAKER_YAML.slice(BAKER_YAML.indexOf('  - id: planning')).replace('planning-the-day', 'second')
    const yaml = changed('difficulty: easy', 'difficulty: odd') + second.replace(FOLLOW_UP, 'Why? How?')
    expect(await problemsIn(yaml)).toEqual([
      expect.stringContaining('questions.0.difficulty'),
      expect.stringContaining('questions.1.keyPoints.0.followUp: must be exactly one question'),
    ])
  })

  it('[BK6] a kind of question without a rubric is reported where it is used', async () => {
    const dir = await createBankDir({ 'baker.yaml': BAKER_YAML })
    await rm(join(dir, 'rubrics/approach.yaml'))
    await rm(join(dir, 'rubrics/knowledge.yaml'))
    const { problems } = await readBank({ questionsDir: dir })
    expect(problems.map(formatProblem)).toEqual([
      `${dir}/baker.yaml:7: questions.0.kind: there is no rubric for questions of the kind approach`,
      `${dir}/rubrics: there is no rubric for questions of the kind knowledge`,
    ])
  })

  it('[BK6] a rubric that stands twice for one kind, or is called otherwise than its file, is a problem', async () => {
    const rubric = (id: string) =>
      `id: ${id}\nversion: 1\nkind: approach\ncriteria:\n  - id: coverage\n    name: Coverage\n    looksAt: All of it.\n    anchors: { 1: a, 2: b, 3: c, 4: d, 5: e }\n`
    expect(await problemsOf({ 'baker.yaml': BAKER_YAML, 'rubrics/other.yaml': rubric('another') })).toEqual([
      'rubrics/other.yaml:1: id: must be "other" like the name of the file, or the file be called another.yaml',
      'rubrics/other.yaml:3: kind: there is a rubric for the kind approach already',
    ])
  })

  it('[BK6] a role that stands in both folders is a problem', async () => {
    const dir = await createBankDir({ 'baker.yaml': BAKER_YAML, 'imported/baker.yaml': BAKER_YAML })
    const { problems } = await readBank({ questionsDir: dir, importedDir: join(dir, 'imported') })
    expect(problems.map(formatProblem)).toEqual([
      `${dir}/imported/baker.yaml:1: id: the role "baker" stands in ${dir}/baker.yaml too`,
    ])
  })

  it('[BK6] a folder that is not there or holds no role is a problem', async () => {
    const dir = await createTempDir()
    const { problems } = await readBank({
      questionsDir: join(dir, 'none'),
      rubricsDir: join(SHIPPED_QUESTIONS, 'rubrics'),
    })
    expect(problems.map(formatProblem)).toEqual([`${dir}/none: there is no such folder`])
    const empty = await readBank({ questionsDir: await createBankDir() })
    expect(empty.problems.map(({ message }) => message)).toEqual(['there is no role in this folder'])
  })

  it('[BK6] files that begin with a dot are left alone', async () => {
    expect(
      await problemsOf({ 'baker.yaml': BAKER_YAML, '.cook.yaml.5f.tmp': 'id: [', '.hidden.yaml': 'id: [' }),
    ).toEqual([])
  })
})
