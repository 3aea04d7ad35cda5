import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from './chromium.ts'

/** The end-to-end tests need a browser: use one that is here, or install one. They are never skipped. */
function ensureChromium(): void {
  const found = findChromium()
  if (found !== undefined) {
    console.log(`Chromium: ${found}`)
    return
  }
  console.log('No Chromium is here; installing one for the end-to-end tests …')
  const isRoot = process.getuid?.() === 0
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update'])
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
  } else {
    run('npx', ['playwright-core', 'install', 'chromium'])
  }
  if (findChromium() === undefined) {
    console.error('Chromium could not be installed. Install it and name it in CHROMIUM_PATH.')
    process.exit(1)
  }
}

function run(command: string, args: string[]): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) console.error(`${command} ${args.join(' ')} ended with ${status}`)
}

ensureChromium()
