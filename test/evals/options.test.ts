import { describe, expect, it } from 'vitest'
import { readOptions } from '../../server/commands/eval/options.ts'

describe('the arguments of npm run eval', () => {
  it('[EO1] none measure the built-in judge on all of the shipped set', () => {
    expect(readOptions([])).toEqual({
      data: null,
      judge: 'built-in',
      limit: Number.POSITIVE_INFINITY,
      rows: null,
      save: null,
      json: false,
      samples: 1,
      attacks: true,
      calibrate: false,
      interviewer: null,
    })
    expect(readOptions(['--help'])).toBe('help')
  })

  it.each([
    [['--limit', 'abc'], '--limit is a whole number from 1 on'],
    [['--limit', '0'], '--limit is a whole number'],
    [['--samples', '-1'], '--samples'],
    [['--judge', 'gpt'], '--judge is built-in or model'],
    [['--interviewer', 'me'], '--interviewer is built-in or model'],
    [['--judg', 'model'], '--judg'],
    [['file.jsonl'], 'file.jsonl'],
    [['--data', 'x', '--judge', 'model', '--calibrate'], '--calibrate is for the built-in judge'],
    [['--calibrate'], 'your own people'],
    [['--interviewer', 'model', '--data', 'x'], '--interviewer and --data do not go together'],
    [['--interviewer', 'model', '--rows', 'x'], '--interviewer and --rows'],
    [['--interviewer', 'model', '--limit', '3'], '--interviewer and --limit'],
    [['--interviewer', 'model', '--calibrate'], '--interviewer and --calibrate'],
    [['--interviewer', 'model', '--judge', 'model'], '--interviewer and --judge'],
  ])('[EO2] %j is refused by name, with how it is used', (given, words) => {
    expect(() => readOptions(given)).toThrow(words)
    expect(() => readOptions(given)).toThrow('Usage:')
  })
})
