import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { VerdictSchema } from '#contract/grade.ts'
import { LEVEL_LABELS } from './level-labels.ts'

const PromptFileSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  version: z.number().int().positive(),
  purpose: z.string().min(1),
  /** What the model may choose from, by what is chosen. */
  labels: z.record(z.string(), z.array(z.string().min(1)).min(1)).default({}),
  system: z.string().min(1),
  user: z.string().min(1),
})
export type Prompt = Readonly<z.infer<typeof PromptFileSchema>>

interface Spec {
  readonly file: string
  /** Every one must stand in the file, and nothing else. */
  readonly placeholders: readonly string[]
  readonly labels: Readonly<Record<string, readonly string[]>>
}

const SPECS = {
  judge: {
    file: 'judge.yaml',
    placeholders: ['criteria', 'question', 'answer'],
    labels: { verdict: VerdictSchema.options, level: LEVEL_LABELS },
  },
  followUp: { file: 'follow-up.yaml', placeholders: ['manner', 'data'], labels: {} },
  rephrase: { file: 'rephrase.yaml', placeholders: ['manner', 'data'], labels: {} },
  structuredOutput: { file: 'structured-output.yaml', placeholders: ['schema', 'problems'], labels: {} },
  connectionTest: { file: 'connection-test.yaml', placeholders: [], labels: {} },
} satisfies Record<string, Spec>

export type Prompts = Readonly<Record<keyof typeof SPECS, Prompt>>
export interface FilledPrompt {
  readonly system: string
  readonly user: string
}

/**
 * Reads and checks every prompt of a folder.
 * @throws Error with a line for each thing that is wrong, the file first.
 */
export async function loadPrompts(dir: string): Promise<Prompts> {
  const keys = Object.keys(SPECS) as (keyof typeof SPECS)[]
  const loaded = await Promise.all(keys.map(async (key) => ({ key, ...(await loadPrompt(dir, SPECS[key])) })))
  const problems = loaded.flatMap((one) => one.problems)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return Object.fromEntries(loaded.map(({ key, prompt }) => [key, prompt])) as Prompts
}

/** Puts values in the place of `{{name}}`, in one pass: a value that looks like a placeholder stays as it is. */
export function fillPrompt(prompt: Prompt, values: Readonly<Record<string, string>>): FilledPrompt {
  const fill = (template: string) =>
    template.replace(PLACEHOLDER, (_, name: string) => {
      const value = values[name]
      if (value === undefined) throw new Error(`nothing to put for {{${name}}} in the prompt ${prompt.id}`)
      return value
    })
  return { system: fill(prompt.system), user: fill(prompt.user) }
}

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g

async function loadPrompt(dir: string, spec: Spec): Promise<{ prompt?: Prompt; problems: string[] }> {
  const file = join(basename(dir), spec.file)
  const fail = (problems: string[]) => ({ problems: problems.map((problem) => `${file}: ${problem}`) })
  let raw: unknown
  try {
    raw = parse(await readFile(join(dir, spec.file), 'utf8'))
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return fail([missing ? 'is missing' : `cannot be read: ${error instanceof Error ? error.message : error}`])
  }
  const parsed = PromptFileSchema.safeParse(raw)
  if (!parsed.success) {
    return fail(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`))
  }
  const id = basename(spec.file, '.yaml')
  if (parsed.data.id !== id) return fail([`id must be ${id}, like the file's name`])
  const problems = [...checkPlaceholders(parsed.data, spec), ...checkLabels(parsed.data, spec)]
  return problems.length > 0 ? fail(problems) : { prompt: parsed.data, problems }
}

function checkPlaceholders(prompt: Prompt, { placeholders }: Spec): string[] {
  const used = new Set(Array.from(`${prompt.system}\n${prompt.user}`.matchAll(PLACEHOLDER), (match) => match[1] ?? ''))
  const known = placeholders.map((name) => `{{${name}}}`).join(', ') || 'none'
  return [
    ...[...used]
      .filter((name) => !placeholders.includes(name))
      .map((name) => `{{${name}}} is unknown (known: ${known})`),
    ...placeholders.filter((name) => !used.has(name)).map((name) => `{{${name}}} is missing`),
  ]
}

function checkLabels(prompt: Prompt, spec: Spec): string[] {
  const names = new Set([...Object.keys(spec.labels), ...Object.keys(prompt.labels)])
  return [...names].flatMap((name) => {
    const wanted = spec.labels[name] ?? []
    const given = prompt.labels[name] ?? []
    const differs = [...wanted].sort().join('\n') !== [...given].sort().join('\n')
    if (differs) return [`labels.${name} must be ${wanted.join(', ') || 'absent'}`]
    const unexplained = wanted.filter((label) => !prompt.system.includes(label))
    return unexplained.map((label) => `the label "${label}" is not explained in system`)
  })
}
