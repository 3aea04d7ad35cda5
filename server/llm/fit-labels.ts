import type { z } from 'zod'

/**
 * The value with labels as the schema spells them: "Covered" and " not_yet " are the same labels as "covered" and "not yet", and no
 * less certain. The value itself where that mends nothing.
 */
export function fitLabels(value: object, { issues }: z.ZodError): object {
  const fitted = structuredClone(value)
  for (const issue of issues) {
    if (issue.code !== 'invalid_value') continue
    const holder = issue.path.slice(0, -1).reduce(readPart, fitted)
    const key = issue.path.at(-1)
    const given = key === undefined ? undefined : readPart(holder, key)
    const label = issue.values.find((one) => typeof one === 'string' && foldLabel(one) === foldLabel(given))
    if (label !== undefined) Object.assign(holder as object, { [key as string]: label })
  }
  return fitted
}

const readPart = (holder: unknown, key: PropertyKey): unknown =>
  (holder as Record<PropertyKey, unknown> | undefined)?.[key]

function foldLabel(label: unknown): string | null {
  if (typeof label !== 'string') return null
  return label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
