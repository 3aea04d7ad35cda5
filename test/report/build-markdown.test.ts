import { describe, expect, it } from 'vitest'
import type { KeyPointGrade } from '#contract/grade.ts'
import { buildMarkdown } from '../../server/report/build-markdown.ts'
import { buildReport } from '../../server/report/build-report.ts'
import { createLog, gradedOf, notGraded, questionOf, quote } from './create-log.ts'

function sampleReport() {
  const text = 'I asked the users first.\n# Not a heading\n1. not a list <b>'
  const log = createLog([questionOf('a'), questionOf('b'), questionOf('c')])
  log.ask(0)
  const turnId = log.say(0, text)
  const evidence = [quote(turnId, text, 'asked the users')]
  const band = { low: 3, high: 4 } as const
  log.close(
    0,
    gradedOf({
      keyPoints: [{ keyPointId: 'one', verdict: 'covered', evidence, reason: '' }],
      criteria: [
        { status: 'marked', criterionId: 'coverage', level: 3, band, evidence, reason: '' },
        { status: 'withheld', criterionId: 'structure', why: 'needs_model' },
      ],
      worked: { keyPointId: 'one', evidence: evidence[0]! },
      flags: ['echoes_question'],
    }),
  )
  log.play(1, 'An answer.', notGraded)
  log.ask(2)
  log.skip(2)
  return buildReport(log.end())
}

describe('buildMarkdown', () => {
  const markdown = buildMarkdown(sampleReport())

  it('[RP18] says words first, the band second, and the quote that earned it', () => {
    expect(markdown).toContain('**Name of coverage: Partial to solid** (3–4 of 5).')
    expect(markdown).toContain('“asked the users”')
    expect(markdown).toContain('What solid asks for: coverage approach v1 level 4')
    expect(markdown).toContain('**Name of structure**: Needs a model.')
  })

  it('[RP19] states what was not graded and what was skipped without a number', () => {
    expect(markdown).toContain('**Not graded.** The model did not answer in time.')
    expect(markdown).toContain('Skipped, so there is no grade.')
    expect(markdown).toContain('| Name of coverage | 3–4 | – | – |')
    expect(markdown).toContain('One was skipped, one could not be graded, and no figure here counts them.')
  })

  it('[RP27] uses the words of the page for kind and difficulty, and one figure where a range has one level', () => {
    expect(markdown).toContain('Medium · Approach')
    const log = createLog([questionOf('a')])
    const band = { low: 1, high: 1 } as const
    log.play(
      0,
      'An answer.',
      gradedOf({
        criteria: [{ status: 'marked', criterionId: 'coverage', level: 1, band, evidence: [], reason: 'Too short.' }],
      }),
    )
    const written = buildMarkdown(buildReport(log.end()))
    expect(written).toContain('| Name of coverage | 1 |')
    expect(written).toContain('level 1 Too short. One level up, thin:')
  })

  it('[RP28] names who gave the grades that are shown, and nobody where nothing is graded', () => {
    expect(markdown).toContain('12 November 2026 · graded by word matching\n')
    const log = createLog([questionOf('a')])
    log.play(0, 'An answer.', notGraded)
    const written = buildMarkdown(buildReport(log.end()))
    expect(written).toContain('12 November 2026\n')
    expect(written).not.toMatch(/graded by|word matching/i)
  })

  it('[RP29] keeps what was called wrong, in its newest words and with whose grade it was, and the grades of others', () => {
    const log = createLog([questionOf('a')])
    const judge = { kind: 'model', model: 'some-model' } as const
    const missing: KeyPointGrade = { keyPointId: 'one', verdict: 'missing', evidence: [], reason: 'Nothing says so.' }
    const about = { part: 'key_point', keyPointId: 'one', verdict: 'missing' } as const
    log.play(0, 'An answer.', gradedOf({ keyPoints: [missing] }), gradedOf({ judge, keyPoints: [missing] }))
    log.add({ type: 'grade_disputed', index: 0, grade: 0, about, why: 'The first words.' })
    log.add({ type: 'grade_disputed', index: 0, grade: 0, about, why: 'I said <b>it</b>.' })
    log.add({ type: 'grade_disputed', index: 0, grade: 1, about, why: 'Here too.' })
    const written = buildMarkdown(buildReport(log.end()))
    expect(written).toContain(String.raw`- You marked “Not found” as wrong (First point of a.): I said \<b\>it\</b\>.`)
    expect(written).toContain('- You marked “Not found” by some-model as wrong (First point of a.): Here too.')
    expect(written).not.toContain('The first words.')
    expect(written).toContain('**Graded otherwise too.**\n\n- Graded by some-model.')
    expect(written).toContain('- **Not found**: First point of a. Nothing says so.')
  })

  it('[RP49] tells the grade that was called wrong from a newer one by the same judge', () => {
    const log = createLog([questionOf('a')])
    const missing: KeyPointGrade = { keyPointId: 'one', verdict: 'missing', evidence: [], reason: '' }
    const about = { part: 'key_point', keyPointId: 'one', verdict: 'missing' } as const
    log.play(0, 'An answer.', gradedOf({ keyPoints: [missing] }), gradedOf({ keyPoints: [missing] }))
    log.add({ type: 'grade_disputed', index: 0, grade: 0, about, why: 'I said it.' })
    const words = '- You marked “Not found” in another grade by word matching as wrong'
    expect(buildMarkdown(buildReport(log.end()))).toContain(words)
  })

  it('[RP20] lets nothing that was said become a heading, a list or HTML', () => {
    const lines = markdown.split('\n')
    expect(lines).toContain(String.raw`> \# Not a heading`)
    expect(lines).toContain(String.raw`> 1\. not a list \<b\>`)
  })
})
