import { describe, expect, it } from 'vitest'
import { findBlock } from '../../../../client/features/bank/find-block.ts'
import { parsePage } from '../../../../server/bank/parse-page.ts'

const PAGE = [
  'A role',
  'A summary.',
  '2 questions',
  'Question 1',
  'Difficulty: easy',
  'Why?',
  'Sample answer',
  'As in Question 2 (line 9), because.',
  'Question 2',
  'Difficulty: tricky',
  'How?',
  'Sample answer',
  'So.',
].join('\n')

function refusalOf(page: string): string {
  try {
    parsePage(page)
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  throw new Error('the page was taken')
}

describe('findBlock', () => {
  it('finds the block that the server names, to the end of the page', () => {
    const place = findBlock(PAGE, refusalOf(PAGE))
    expect(place?.label).toBe('Question 2')
    expect(PAGE.slice(place?.from, place?.to)).toBe(PAGE.slice(PAGE.indexOf('Question 2\nDifficulty')))
  })

  it('ends at the next block', () => {
    const page = PAGE.replace('easy', 'odd').replace('tricky', 'hard')
    const place = findBlock(page, refusalOf(page))
    expect(page.slice(place?.from, place?.to)).toBe(
      page.slice(page.indexOf('Question 1'), page.indexOf('Question 2\nD')),
    )
  })

  it('finds nothing where the refusal names no block, or a line that is gone', () => {
    expect(findBlock(PAGE, 'The page has no title.')).toBeUndefined()
    expect(findBlock(PAGE, 'Question 9 (line 90) has no difficulty')).toBeUndefined()
  })
})
