import { cp } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Plugin, build as viteBuild } from 'vite'
import { readCheckedBank } from '../bank/cached-bank.ts'

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url))

/** V8 keeps a source in one byte a letter only where every letter fits, and the bundle is the largest string there is. */
const asciiOnly: Plugin = {
  name: 'ascii-only',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk') file.code = file.code.replace(NOT_ASCII, escapeLetter)
    }
  },
}
const NOT_ASCII = /[\u0080-\uffff]/g
const escapeLetter = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Builds the client into `dist/client` and bundles the server into `dist/server`, so that a start reads few files. */
export async function build(): Promise<void> {
  await viteBuild({ configFile: path('client/vite.config.ts'), logLevel: 'warn' })
  await viteBuild({
    configFile: false,
    root: path('.'),
    logLevel: 'warn',
    plugins: [asciiOnly],
    ssr: { noExternal: true, external: ['better-sqlite3', 'vite'] },
    build: {
      ssr: path('server/main.ts'),
      outDir: path('dist/server'),
      emptyOutDir: true,
      target: 'node24',
      minify: true,
      chunkSizeWarningLimit: 4_000,
      // As CommonJS: an ES import of node:http loads every part of it, fetch and all, which takes longer than our own code.
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'main.cjs', chunkFileNames: '[name]-[hash].cjs' } },
    },
  })
  await cp(path('server/grading/lexicon'), path('dist/server/lexicon'), { recursive: true })
  // A broken bank does not stop a build: the start says what is wrong with it.
  await readCheckedBank({ questionsDir: path('questions') }, path('dist/server/bank.json'))
}
