import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stampFile = join(root, 'dist', 'built-from')

/** Whether `dist/` was built from exactly the sources that are here: by name, size and time, which takes milliseconds. */
export function isBuilt() {
  try {
    return readFileSync(stampFile, 'utf8') === stampSources()
  } catch {
    return false
  }
}

export function markBuilt() {
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stampFile, stampSources())
}

function stampSources() {
  const hash = createHash('sha256')
  for (const name of ['package.json', 'package-lock.json']) addFile(hash, name)
  for (const folder of ['server', 'client']) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    for (const file of files.filter((f) => f.isFile())) addFile(hash, join(file.parentPath, file.name), true)
  }
  return hash.digest('hex')
}

function addFile(hash, name, isAbsolute = false) {
  const path = isAbsolute ? name : join(root, name)
  const { size, mtimeMs } = statSync(path)
  hash.update(`${path} ${size} ${mtimeMs}\n`)
}
