import { closeSync, existsSync, openSync, realpathSync, rmSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { EvalOptions } from './options.ts'

/**
 * Looks before anything is graded whether the results can be written, and over nothing that is still needed.
 * @throws Error that names the file.
 */
export function checkOutputs({ data, rows, save }: Pick<EvalOptions, 'data' | 'rows' | 'save'>): void {
  for (const [option, file] of [
    ['--rows', rows],
    ['--save', save],
  ] as const) {
    if (file === null) continue
    if (data !== null && isSameFile(file, data))
      throw new Error(`${option}: ${file} is the file of --data; name another`)
    checkWritable(file)
  }
  if (rows !== null && save !== null && isSameFile(rows, save)) {
    throw new Error(`--rows and --save name the same file, ${rows}`)
  }
}

/** By what lies there, so that a link to a file is that file. */
function isSameFile(a: string, b: string): boolean {
  if (!existsSync(a) || !existsSync(b)) return resolve(a) === resolve(b)
  const [one, other] = [statSync(a), statSync(b)]
  return realpathSync(a) === realpathSync(b) || (one.dev === other.dev && one.ino === other.ino && one.ino !== 0)
}

/** By opening it: rights alone do not tell of a disk that cannot be written to. */
function checkWritable(file: string): void {
  const isNew = !existsSync(file)
  try {
    closeSync(openSync(file, 'a'))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such folder' : `cannot be written to (${code})`
    throw new Error(`${file}: ${why}`)
  }
  if (isNew) rmSync(file)
}
