// Plain JavaScript on purpose: an old Node cannot even parse the rest.
import * as nodeModule from 'node:module'
import { fileURLToPath } from 'node:url'
import v8 from 'node:v8'

const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `Greenroom needs Node 24; this is ${process.versions.node}. "npm ci" brings one along: start with "npm start".`,
  )
  process.exit(1)
}

const args = process.argv.slice(2)
if (args.includes('--dev')) {
  // A second process, so that Node's own watcher restarts the server while Vite renews the client.
  const { spawn } = await import('node:child_process')
  const script = fileURLToPath(new URL('dev.js', import.meta.url))
  const watched = ['--watch-path=server', '--watch-path=questions', '--watch-path=prompts']
  const child = spawn(process.execPath, [...watched, '--watch-preserve-output', script], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 0))
} else {
  const { isBuilt, markBuilt } = await import('./built.js')
  if (args.includes('--build-only')) {
    const { build } = await import('./commands/build.ts')
    await build()
    markBuilt()
  } else if (!isBuilt()) {
    console.log('Building Greenroom …')
    // In a process of its own: what a build needs in memory would otherwise stay with the server for good.
    const { spawnSync } = await import('node:child_process')
    const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--build-only'], {
      stdio: 'inherit',
    })
    if (status !== 0) process.exit(status ?? 1)
  }
  if (!args.includes('--build-only')) {
    // Young objects get no more room than they start with: some megabytes less for a server that mostly waits.
    v8.setFlagsFromString('--semi-space-growth-factor=1')
    // What V8 has compiled once is kept beside the build.
    nodeModule.enableCompileCache(fileURLToPath(new URL('../dist/compiled', import.meta.url)))
    const { start } = await import('../dist/server/main.cjs')
    await start({ development: false })
  }
}
