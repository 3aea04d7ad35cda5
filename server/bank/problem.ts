/** What is wrong at one place of a bank. */
export interface Problem {
  readonly file: string
  /** Counted from 1; null where it concerns the file or folder as a whole. */
  readonly line: number | null
  /** Where in the file's data, such as `questions.3.keyPoints.0.followUp`; empty for all of it. */
  readonly path: string
  readonly message: string
}

/** Something wrong with data, before it is known where that data stands. */
export interface Finding {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** `file:line: path: what is wrong`, without the parts that a problem does not have. */
export function formatProblem({ file, line, path, message }: Problem): string {
  const place = line === null ? file : `${file}:${line}`
  return [place, path, message].filter((part) => part !== '').join(': ')
}

/** All problems, one a line under a heading: what the server refuses to start with and what the check prints. */
export function formatProblems(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
  return [`The question bank has ${count}:`, ...problems.map((problem) => `  ${formatProblem(problem)}`)].join('\n')
}
