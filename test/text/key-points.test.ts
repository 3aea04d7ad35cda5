import { describe, expect, it } from 'vitest'
import { splitKeyPoints } from '../../server/text/key-points.ts'
import { contentStems } from '../../server/text/words.ts'

const stems = (texts: readonly string[]) => new Set(texts.flatMap(contentStems))
const sentence = (i: number) => `Step ${i} measures quantity${i} against limit${i} with tool${i}.`

describe('splitKeyPoints', () => {
  it('[TX12] takes the sentences where there are four to eight', () => {
    const sentences = Array.from({ length: 6 }, (_, i) => sentence(i))
    expect(splitKeyPoints(sentences.join(' '))).toEqual(sentences)
  })

  it('[TX12] takes list items without their marks', () => {
    expect(splitKeyPoints('We compare:\n- cost of work\n- value to users\n- risk of delay')).toEqual([
      'We compare:',
      'cost of work',
      'value to users',
      'risk of delay',
    ])
  })

  it('[TX13] joins until eight are left and loses nothing', () => {
    const sample = Array.from({ length: 20 }, (_, i) => sentence(i)).join(' ')
    const points = splitKeyPoints(sample)
    expect(points).toHaveLength(8)
    expect(stems(points)).toEqual(stems([sample]))
  })

  it('[TX13] cuts long sentences between clauses and loses nothing', () => {
    const sample =
      'First I ask what the business wants to reach this half, and then I sit down with engineers to learn what hurts; ' +
      'after that every item is scored against the same criteria, so that anybody can see how the ranking came about.'
    const points = splitKeyPoints(sample)
    expect(points.length).toBeGreaterThanOrEqual(4)
    expect(stems(points)).toEqual(stems([sample]))
  })

  it('[TX13] leaves a very short answer whole', () => {
    expect(splitKeyPoints('The water was evaporated, leaving the salt.')).toEqual([
      'The water was evaporated, leaving the salt.',
    ])
    expect(splitKeyPoints('Salt')).toEqual(['Salt'])
  })

  it('[TX14] gives the same points whatever the order of the sentences', () => {
    const sentences = Array.from({ length: 12 }, (_, i) => sentence(i) + (i % 3 ? ' It shares a common theme.' : ''))
    const bags = [sentences, [...sentences].reverse()].map((list) =>
      splitKeyPoints(list.join(' ')).map((point) => contentStems(point).sort().join(' ')),
    )
    expect([...bags[0]!].sort()).toEqual([...bags[1]!].sort())
  })

  it('[TX15] keeps every point within the length that a bank allows', () => {
    const long = `${'word '.repeat(900)}. ${'other '.repeat(400)}.`
    const points = splitKeyPoints(long)
    expect(points.length).toBeGreaterThan(0)
    for (const point of points) expect(point.length).toBeLessThanOrEqual(600)
  })

  it('[TX15] gives something for a text of signs or stop words', () => {
    expect(splitKeyPoints('It is.')).toEqual(['It is.'])
    expect(splitKeyPoints('42')).toEqual(['42'])
  })
})
