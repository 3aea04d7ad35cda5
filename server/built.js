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
  for (const name of ['package.json', 'package-lock.json']) addFile(hash, join(root, name))
  for (const folder of ['server', 'client']) addFolder(hash, join(root, folder))
  return hash.digest('hex')
}

/** By hand: Node's own recursion, and `join` for each file, run hot enough for V8 to load its optimizing compiler, 5 MB of a server. */
function addFolder(hash, folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) addFolder(hash, path)
    else if (entry.isFile()) addFile(hash, path)
  }
}

function addFile(hash, path) {
  const { size, mtimeMs } = statSync(path)
  hash.update(`${path} ${size} ${mtimeMs}\n`)
}
