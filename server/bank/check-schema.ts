import type { z } from 'zod'
import type { Finding } from './problem.ts'

/** What a schema finds wrong with `value`, in words for the person who wrote the file. */
export function findSchemaProblems(schema: z.ZodType, value: unknown): Finding[] {
  return schema.safeParse(value).error?.issues.flatMap((issue) => describeIssue(issue, value)) ?? []
}

function describeIssue(issue: z.core.$ZodIssue, value: unknown): Finding[] {
  const { path } = issue
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a field that is known here' }))
    case 'invalid_type':
      if (valueAt(value, path) === undefined) return [{ path, message: `is missing: ${issue.expected} expected` }]
      return [{ path, message: `must be ${issue.expected}, not ${nameOf(valueAt(value, path))}` }]
    case 'invalid_value':
      if (valueAt(value, path) === undefined) return [{ path, message: `is missing: ${listOf(issue.values)} expected` }]
      return [{ path, message: `must be ${listOf(issue.values)}` }]
    case 'too_big':
      return [{ path, message: `${measure(issue.origin)} at most ${issue.maximum}` }]
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return [{ path, message: 'is empty' }]
      return [
        { path, message: `${measure(issue.origin)} ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}` },
      ]
    default:
      return [{ path, message: issue.message }]
  }
}

const MEASURES: Record<string, string> = {
  string: 'has the wrong length: the number of characters must be',
  array: 'has the wrong length: the number of entries must be',
}
const measure = (origin: string) => MEASURES[origin] ?? 'must be'

const listOf = (values: readonly unknown[]) => values.map(String).join(' or ')

function nameOf(value: unknown): string {
  if (value === null) return 'empty'
  return Array.isArray(value) ? 'array' : typeof value
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((part, step) => (part as Record<PropertyKey, unknown> | null)?.[step], value)
}
