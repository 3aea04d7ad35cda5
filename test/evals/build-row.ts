import { RowSchema } from '../../server/commands/eval/rows.ts'

/** A line of a data file; its question's identity is the first letter of its id. */
export const buildRow = (id: string, answer: string, human: number, more: object = {}) =>
  RowSchema.parse({
    id,
    group: `g${id.slice(0, 1)}`,
    question: 'Where does the salt go?',
    sampleAnswer: 'The water evaporates and leaves the salt behind.',
    answer,
    human,
    humanMax: 1,
    ...more,
  })
