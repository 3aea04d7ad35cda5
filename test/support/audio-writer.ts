import { writeSync } from 'node:fs'
import { createAudioStore } from '../../server/store/audio-store.ts'
import { SESSION_ID } from './factories.ts'
import { buildSound, buildTrackId } from './sound.ts'

const TRACKS = 5
const PIECE_SAMPLES = 800
/** Some of what was sent before comes again with each piece. */
const REPEATED_SAMPLES = 100

/**
 * Run in a process of its own: writes tracks without end, going on where they are, and prints `<track> <samples>` for each
 * acknowledged piece. On a failure it prints `! <code> <samples on disk>` and ends.
 */
const [folder = ''] = process.argv.slice(2)
const store = createAudioStore(folder)
await Promise.all(Array.from({ length: TRACKS }, (_, n) => writeOn(buildTrackId(n))))

async function writeOn(trackId: string): Promise<void> {
  let end = await store.countSamples(SESSION_ID, trackId)
  try {
    for (;;) {
      const from = Math.max(0, end - REPEATED_SAMPLES)
      end = await store.write(SESSION_ID, trackId, from, buildSound(trackId, from, PIECE_SAMPLES))
      print(`${trackId} ${end}`)
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error
    print(`! ${code} ${trackId} ${await store.countSamples(SESSION_ID, trackId)}`)
  }
}

/** At once and whole: a line is an acknowledgement that somebody has. */
function print(line: string): void {
  writeSync(1, `${line}\n`)
}
