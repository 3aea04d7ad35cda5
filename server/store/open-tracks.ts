import { sep } from 'node:path'
import { createTrackFile, type TrackFile } from './track-file.ts'

/** More than are recorded at once on most machines; each is one open file. */
const MOST_OPEN = 128
const IDLE_MS = 30_000

export interface OpenTracksOptions {
  readonly mostOpen?: number
  readonly idleMs?: number
}

export interface OpenTracks {
  /** What is asked of it has to be asked at once: one that rests may be closed. */
  get(path: string): TrackFile
  /** Closes every track in a folder once what was asked of it is done. */
  closeWithin(folder: string): Promise<void>
  closeAll(): Promise<void>
}

/** The tracks in use, one object a file: at most so many rest open, the one that rested longest goes first. */
export function createOpenTracks({ mostOpen = MOST_OPEN, idleMs = IDLE_MS }: OpenTracksOptions = {}): OpenTracks {
  /** Least recently used first. */
  const tracks = new Map<string, TrackFile>()
  const usedSinceSweep = new Set<string>()
  let sweeping: NodeJS.Timeout | null = null

  function get(path: string): TrackFile {
    const track = tracks.get(path) ?? createTrackFile(path)
    tracks.delete(path)
    tracks.set(path, track)
    usedSinceSweep.add(path)
    sweeping ??= setInterval(sweep, idleMs).unref()
    for (const [oldest, other] of tracks) {
      if (tracks.size <= mostOpen) break
      if (other !== track) letGo(oldest, other)
    }
    return track
  }

  function sweep(): void {
    for (const [path, track] of tracks) if (!usedSinceSweep.has(path)) letGo(path, track)
    usedSinceSweep.clear()
    if (tracks.size === 0) stopSweeping()
  }

  /** Two objects for one file would write into each other: a busy one stays. */
  function letGo(path: string, track: TrackFile): void {
    if (track.isBusy()) return
    tracks.delete(path)
    // Everything in it is on disk already: there is nobody to tell.
    track.close().catch(() => undefined)
  }

  function stopSweeping(): void {
    if (sweeping !== null) clearInterval(sweeping)
    sweeping = null
  }

  async function closeWithin(folder: string): Promise<void> {
    const mine = [...tracks].filter(([path]) => path.startsWith(folder + sep))
    for (const [path] of mine) tracks.delete(path)
    await Promise.all(mine.map(([, track]) => track.close()))
  }

  async function closeAll(): Promise<void> {
    stopSweeping()
    const all = [...tracks.values()]
    tracks.clear()
    await Promise.all(all.map((track) => track.close()))
  }

  return { get, closeWithin, closeAll }
}
