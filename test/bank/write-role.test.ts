import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Role, RoleSchema } from '#contract/question.ts'
import { buildRole } from '../../server/bank/build-role.ts'
import { parseYaml } from '../../server/bank/read-yaml.ts'
import { buildRoleYaml } from '../../server/bank/write-role.ts'
import { BAKER_PAGE, blockText, pageText } from './page.ts'

/** What the encoding of a file makes of a text. */
const asStored = (text: string) => Buffer.from(text, 'utf8').toString('utf8')

function readBack(role: Role): Role {
  const { source, problems } = parseYaml('role.yaml', asStored(buildRoleYaml(role)))
  expect(problems).toEqual([])
  return RoleSchema.parse(source?.value)
}

function roleWith(text: string): Role {
  const keyPoints = [{ id: 'one', point: text, weight: 1, aliases: [text] }]
  const texts = { question: text, competency: text, sampleAnswer: text, inOtherWords: text }
  const question = { id: 'q', difficulty: 'easy' as const, kind: 'approach' as const, keyPoints, ...texts }
  return { id: 'r', title: text, summary: text, language: 'en', questions: [question, { ...question, id: 'q2' }] }
}

const stringsOf = ({ title, summary, questions }: Role) => [
  title,
  summary,
  ...questions.flatMap(({ question, sampleAnswer, inOtherWords, competency, keyPoints }) => [
    question,
    sampleAnswer,
    inOtherWords,
    competency,
    ...keyPoints.flatMap(({ point, aliases = [] }) => [point, ...aliases]),
  ]),
]

/** Without the lengths that the contract asks for: only what YAML does to strings. */
function readStringsBack(text: string) {
  const { source, problems } = parseYaml('role.yaml', asStored(buildRoleYaml(roleWith(text))))
  expect(problems).toEqual([])
  return stringsOf(source?.value as Role)
}

describe('a role as YAML', () => {
  it('[BK5] reads back as the same role', () => {
    const role = buildRole(BAKER_PAGE)
    expect(readBack(role)).toEqual(role)
  })

  it.each([
    ['ends in spaces', 'a line   '],
    ['starts with spaces', '   a line'],
    ['has a colon', 'key: value: more:'],
    ['starts with a dash', '- not a list\n- at all'],
    ['looks like a document mark', '---\n...\n---'],
    ['has a comment sign', 'a # no comment\n# nor this'],
    ['has tabs', '\tone\ttwo\t'],
    ['has CRLF inside', 'one\r\ntwo\r\n\r\nthree\rfour'],
    ['has line ends around it', '\n\n\ntext\n\n'],
    ['has lines that end in spaces', 'one  \n   \n  two \n'],
    ['has lines with deeper indents', 'one\n    two\n  three'],
    ['has quotes', `"one" 'two' “three” \\n \\`],
    ['is a word that YAML reads otherwise', 'null'],
    ['is a number', '0x1F'],
    ['is a sign', '~'],
    ['has other scripts and emoji', '面接 مقابلة 👩🏽‍💻 é é'],
    ['has unusual line ends', 'a\u0085b\u2028c\u2029d\ve\ff'],
    ['has a byte order mark and control characters', '\uFEFFa\u0000b\u0007c\u007f\u009f\uFEFF'],
    ['has half of a pair of surrogates', 'a\ud83db\ude00'],
    ['is long and has double spaces', `${'word  '.repeat(60)}end`],
    ['has a no-break space at its ends', '\u00a0word\u00a0'],
  ])('[BK5] keeps a text that %s byte for byte', (_what, text) => {
    expect(new Set(readStringsBack(text))).toEqual(new Set([text]))
  })

  it('[BK5] writes nothing in the open that an editor or a version control system would change', () => {
    const text = 'one \r\ntwo\t\n three\u0085\uFEFF\u0000four  '
    const yaml = buildRoleYaml(roleWith(text))
    expect(yaml).toMatch(/^[\n\x20-\x7e]+$/)
    expect(yaml).not.toMatch(/ $/m)
  })

  it('[BK5] keeps any text byte for byte', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\n',
        '\r\n',
        '\r',
        ' ',
        '  ',
        '\t',
        '- ',
        ': ',
        ' #',
        '"',
        "'",
        '|',
        '>',
        '%',
        '@',
        '\ud800',
        '\uFEFF',
      ),
      fc.lorem({ maxCount: 30 }),
    )
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(text, (drawn) => {
        expect(new Set(readStringsBack(drawn))).toEqual(new Set([drawn]))
      }),
      { numRuns: 200 },
    )
  })

  it('[BK5] any page that is taken reads back as the same role', () => {
    const text = fc
      .array(fc.oneof(fc.string({ unit: 'binary' }), fc.lorem(), fc.constantFrom('\n\n', '\r\n', ': ')), {
        maxLength: 6,
      })
      .map((pieces) => `x${pieces.join('')}x`.slice(0, 900))
    fc.assert(
      fc.property(text, text, (question, sampleAnswer) => {
        const role = buildRole(pageText([blockText(1, { question, sampleAnswer })]))
        expect(role.questions[0]).toMatchObject({ question, sampleAnswer })
        expect(readBack(role)).toEqual(role)
      }),
      { numRuns: 200 },
    )
  })
})
