import { describe, expect, it } from 'vitest'
import { initialsOf, spellOut } from '../../server/grading/acronyms.ts'
import { cover, QUESTIONS } from './bank.ts'
import { importQuestion } from './imported.ts'

const ADDRESSES = importQuestion(
  'How does a computer that joins a network get its address?',
  'It asks a server by the dynamic host configuration protocol, which lends it an address for some hours.',
)
const SHORT = importQuestion('How does a computer that joins a network get its address?', 'By DHCP.')

describe('acronyms', () => {
  it.each<[string, string, string[]]>([
    ['dhcp', 'the Dynamic Host Configuration Protocol', ['dynam', 'host', 'configur', 'protocol']],
    ['rtt', 'the round-trip time', ['round', 'trip', 'time']],
  ])('[AC1] %s is spelt out in "%s"', (acronym, text, stems) => {
    expect(spellOut(acronym, initialsOf(text))).toEqual(stems)
  })

  it.each<[string, string]>([
    ['tot', 'the one that matters'],
    ['dhcp', 'dynamic host protocol'],
    ['fifo', 'first in, first out'],
    ['wtat', 'what they are to us'],
  ])('[AC2] %s is not in "%s"', (acronym, text) => {
    expect(spellOut(acronym, initialsOf(text))).toEqual([])
  })

  it('[AC3] the letters match where the sample answer has the words, and the other way round', () => {
    const grade = (text: string) => cover(ADDRESSES, text).coverage
    expect(grade('It asks a server by DHCP and gets one for some hours.')).toBeGreaterThan(
      grade('It asks a server by XYZQ and gets one for some hours.') + 0.1,
    )
    expect(cover(SHORT, 'By the dynamic host configuration protocol.').coverage).toBeGreaterThan(
      cover(SHORT, 'By the dynamic protocol of hosts.').coverage + 0.1,
    )
  })

  it('[AC5] the initials of a sample answer, read out as if they were acronyms, earn nothing', () => {
    for (const question of QUESTIONS) {
      const initials = question.sampleAnswer.split(/[^A-Za-z]+/).map((word) => word.charAt(0).toLowerCase())
      const blocks = initials.join('').match(/.{3,6}/g) ?? []
      expect(5 * cover(question, blocks.map((block) => `We use the ${block}.`).join(' ')).coverage).toBeLessThanOrEqual(
        0.5,
      )
    }
  })

  it('[AC4] a common word is none, whatever letters words begin with', () => {
    const question = importQuestion('What did you like?', 'Both old oaks kept growing over there.')
    const [book, lamp] = ['book', 'lamp'].map((thing) =>
      cover(question, `I liked the ${thing} that I had with me then.`),
    )
    expect(book).toMatchObject({ coverage: lamp?.coverage, keyPoints: [{ coverage: lamp?.keyPoints[0]?.coverage }] })
  })
})
