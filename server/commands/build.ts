import { fileURLToPath } from 'node:url'
import { build as viteBuild } from 'vite'

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url))

/** Builds the client into `dist/client` and bundles the server into `dist/server`, so that a start reads few files. */
export async function build(): Promise<void> {
  await viteBuild({ configFile: path('client/vite.config.ts'), logLevel: 'warn' })
  await viteBuild({
    configFile: false,
    root: path('.'),
    logLevel: 'warn',
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
}
