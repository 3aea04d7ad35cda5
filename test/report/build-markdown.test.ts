import { describe, expect, it } from 'vitest'
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
    expect(markdown).toContain('One level up: coverage approach v1 level 4')
    expect(markdown).toContain('**Name of structure**: Needs a model.')
  })

  it('[RP19] states what was not graded and what was skipped without a number', () => {
    expect(markdown).toContain('**Not graded.** The model did not answer in time.')
    expect(markdown).toContain('Skipped, so there is no grade.')
    expect(markdown).toContain('| Name of coverage | 3–4 | – | – |')
    expect(markdown).toContain('One was skipped, one could not be graded, and no figure here counts them.')
  })

  it('[RP20] lets nothing that was said become a heading, a list or HTML', () => {
    const lines = markdown.split('\n')
    expect(lines).toContain(String.raw`> \# Not a heading`)
    expect(lines).toContain(String.raw`> 1\. not a list \<b\>`)
  })
})
