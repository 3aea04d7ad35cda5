import { join } from 'node:path'
import { type QuestionKind, QuestionKindSchema, type Role, RoleSchema } from '#contract/question.ts'
import { type CriterionId, type Rubric, RubricSchema } from '#contract/rubric.ts'
import { findAnchorProblems } from './check-anchors.ts'
import { checkId, checkRole, type RoleCheck } from './check-role.ts'
import { findSchemaProblems } from './check-schema.ts'
import type { Finding, Problem } from './problem.ts'
import { type FolderReading, type NamedSource, readFolder } from './read-folder.ts'

export interface BankFolders {
  readonly questionsDir: string
  /** Default: `rubrics` in `questionsDir`. */
  readonly rubricsDir?: string
  /** Roles that were imported at run time; the folder need not exist. */
  readonly importedDir?: string
}

export interface BankRole {
  readonly role: Role
  readonly imported: boolean
}

export interface BankReading {
  readonly roles: readonly BankRole[]
  readonly rubrics: readonly Rubric[]
  /** By folder, file and line. The roles and rubrics are only good to use where this is empty. */
  readonly problems: readonly Problem[]
}

/** Reads a bank and finds everything that is wrong with it. Never rejects for what is in the files. */
export async function readBank({ questionsDir, rubricsDir, importedDir }: BankFolders): Promise<BankReading> {
  const rubricFolder = rubricsDir ?? join(questionsDir, 'rubrics')
  const [shipped, rubricFiles, imported] = await Promise.all([
    readFolder(questionsDir),
    readFolder(rubricFolder),
    importedDir === undefined ? NO_FOLDER : readFolder(importedDir),
  ])
  const rubrics = readRubrics(rubricFiles)
  const kinds = listKinds(rubrics.rubrics, rubrics.brokenKinds)
  const shippedRoles = readRoles(shipped.sources, { kinds, imported: false })
  const importedRoles = readRoles(imported.sources, { kinds, imported: true })
  const roles = [...shippedRoles.roles, ...importedRoles.roles]
  return {
    roles,
    rubrics: rubrics.rubrics,
    problems: [
      ...inOrder([...shipped.problems, ...shippedRoles.problems]),
      ...inOrder([...(imported.isMissing ? [] : imported.problems), ...importedRoles.problems]),
      ...findRepeatedRoles([...shipped.sources, ...imported.sources]),
      ...inOrder(rubrics.problems),
      ...findMissingKinds(kinds, roles, rubricFolder),
      ...findEmptiness(shipped, imported, questionsDir),
    ],
  }
}

type Kinds = RoleCheck['kinds']

/** A rubric that cannot be read is one thing to mend: that its kind has none would be said of every question that uses it. */
function listKinds(rubrics: readonly Rubric[], broken: readonly QuestionKind[]): Kinds {
  const read = rubrics.map(({ kind, criteria }) => [kind, new Set(criteria.map(({ id }) => id))] as const)
  return new Map<QuestionKind, ReadonlySet<CriterionId> | null>([
    ...broken.map((kind) => [kind, null] as const),
    ...read,
  ])
}

const NO_FOLDER: FolderReading = { sources: [], problems: [], isMissing: true }

function readRoles(sources: readonly NamedSource[], check: { kinds: Kinds; imported: boolean }) {
  const roles: BankRole[] = []
  const problems: Problem[] = []
  for (const { name, source } of sources) {
    problems.push(...checkRole(source.value, { name, ...check }).map(source.locate))
    const role = RoleSchema.safeParse(source.value).data
    if (role) roles.push({ role, imported: check.imported })
  }
  return { roles, problems }
}

function readRubrics({ sources, problems: unreadable }: FolderReading) {
  const rubrics: Rubric[] = []
  const problems: Problem[] = [...unreadable]
  // Of a file that is no YAML nobody knows whose rubric it is: it may be that of any kind.
  const brokenKinds: QuestionKind[] = unreadable.length > 0 ? [...QuestionKindSchema.options] : []
  for (const { name, source } of sources) {
    const findings = [...findSchemaProblems(RubricSchema, source.value), ...checkId(source.value, name)]
    const rubric = RubricSchema.safeParse(source.value).data
    if (rubric === undefined) brokenKinds.push(...findKinds(source.value))
    else findings.push(...checkCriteria(rubric))
    if (rubric && rubrics.some(({ kind }) => kind === rubric.kind)) {
      findings.push({ path: ['kind'], message: `there is a rubric for the kind ${rubric.kind} already` })
    } else if (rubric) rubrics.push(rubric)
    problems.push(...findings.map(source.locate))
  }
  return { rubrics, problems, brokenKinds }
}

/** What a broken rubric may be for: any kind where it does not say. */
function findKinds(value: unknown): readonly QuestionKind[] {
  const kind = RubricSchema.pick({ kind: true }).loose().safeParse(value).data?.kind
  return kind === undefined ? QuestionKindSchema.options : [kind]
}

function checkCriteria({ criteria }: Rubric): Finding[] {
  const findings = criteria.flatMap(({ anchors }, i) => findAnchorProblems(anchors, ['criteria', i, 'anchors']))
  if (criteria.some(({ id }) => id === 'coverage')) return findings
  return [...findings, { path: ['criteria'], message: 'lacks the criterion coverage, which every grade is built on' }]
}

function findRepeatedRoles(sources: readonly NamedSource[]): Problem[] {
  const fileOf = new Map<string, string>()
  return sources.flatMap(({ source }) => {
    const id = RoleSchema.pick({ id: true }).loose().safeParse(source.value).data?.id
    if (id === undefined) return []
    const first = fileOf.get(id)
    if (first === undefined) fileOf.set(id, source.file)
    return first === undefined
      ? []
      : [source.locate({ path: ['id'], message: `the role "${id}" stands in ${first} too` })]
  })
}

/** Kinds that a question uses are reported where it stands; the others because an import may use them any time. */
function findMissingKinds(kinds: Kinds, roles: readonly BankRole[], file: string): Problem[] {
  const used = new Set(roles.flatMap(({ role }) => role.questions.map(({ kind }) => kind)))
  return QuestionKindSchema.options
    .filter((kind) => !kinds.has(kind) && !used.has(kind))
    .map((kind) => ({ file, line: null, path: '', message: `there is no rubric for questions of the kind ${kind}` }))
}

function findEmptiness(shipped: FolderReading, imported: FolderReading, file: string): Problem[] {
  const isSomething = ({ sources, problems, isMissing }: FolderReading) =>
    sources.length > 0 || (problems.length > 0 && !isMissing)
  if (shipped.isMissing || isSomething(shipped) || isSomething(imported)) return []
  return [{ file, line: null, path: '', message: 'there is no role in this folder' }]
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => (a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1))
}
