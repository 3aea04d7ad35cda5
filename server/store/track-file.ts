import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { BYTES_A_SAMPLE } from '#contract/speech.ts'
import { openIfThere } from './open-if-there.ts'
import { syncFolders } from './sync-folder.ts'

/** Bytes for a place in the file; `pcm` is null where it is silence. */
export interface Piece {
  readonly fromByte: number
  readonly toByte: number
  readonly pcm: Uint8Array | null
}

/** Asks for nothing, and so learns how long the file is. */
export const NOTHING: Piece = { fromByte: 0, toByte: 0, pcm: null }

interface Waiting {
  readonly piece: Piece
  resolve(storedBytes: number): void
  reject(error: unknown): void
}

export interface TrackFile {
  /**
   * Keeps what the file does not have yet of a piece that begins within it or at its end; nothing of any other.
   * @returns the length of the file in bytes, all of them safe from a power cut; 0 where there is none.
   */
  keep(piece: Piece): Promise<number>
  isBusy(): boolean
  /** Waits for what was asked for before. */
  close(): Promise<void>
}

/**
 * The file of one track, made with its first byte. Pieces that come while the disk is waited for share the next wait. Nothing is
 * cut off a file that was acknowledged, and none of it is written twice.
 * @param path an absolute one.
 */
export function createTrackFile(path: string): TrackFile {
  let handle: FileHandle | null = null
  let storedBytes = 0
  let waiting: Waiting[] = []
  let running: Promise<void> | null = null

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        const stored = await keepAll(batch.map((one) => one.piece))
        for (const one of batch) one.resolve(stored)
      } catch (error) {
        for (const one of batch) one.reject(error)
      }
    }
    running = null
  }

  async function keepAll(pieces: readonly Piece[]): Promise<number> {
    if (handle === null) await openExisting()
    let end = storedBytes
    try {
      for (const piece of pieces) {
        if (piece.fromByte > end || piece.toByte <= end) continue
        handle ??= await createFile(path)
        await append(handle, piece, end)
        end = piece.toByte
      }
      if (end > storedBytes) await handle?.datasync()
    } catch (error) {
      // After a sync that failed nobody knows what is on disk: it is sent and written again from the last one that went well.
      await handle?.truncate(storedBytes).catch(() => undefined)
      throw error
    }
    storedBytes = end
    return end
  }

  async function openExisting(): Promise<void> {
    const found = await openIfThere(path, 'r+')
    if (found === null) return
    try {
      storedBytes = await settle(found, path)
    } catch (error) {
      await found.close()
      throw error
    }
    handle = found
  }

  return {
    keep: (piece) =>
      new Promise((resolve, reject) => {
        waiting.push({ piece, resolve, reject })
        running ??= drain()
      }),
    isBusy: () => running !== null,
    async close() {
      await running
      await handle?.close()
      handle = null
    },
  }
}

/** What a crash left: half a sample is cut off, and the rest may never have reached the disk. @returns its length. */
async function settle(handle: FileHandle, path: string): Promise<number> {
  const { size } = await handle.stat()
  const whole = size - (size % BYTES_A_SAMPLE)
  if (whole < size) await handle.truncate(whole)
  await handle.datasync()
  await syncFolders(dirname(path), dirname(dirname(path)))
  return whole
}

async function createFile(path: string): Promise<FileHandle> {
  const folder = dirname(path)
  const firstMade = await mkdir(folder, { recursive: true })
  const handle = await open(path, 'wx')
  try {
    await syncFolders(folder, dirname(firstMade ?? folder))
  } catch (error) {
    await handle.close()
    throw error
  }
  return handle
}

async function append(handle: FileHandle, piece: Piece, end: number): Promise<void> {
  if (piece.pcm === null) return handle.truncate(piece.toByte)
  const fresh = piece.pcm.subarray(end - piece.fromByte)
  for (let done = 0; done < fresh.length; ) {
    const { bytesWritten } = await handle.write(fresh, done, fresh.length - done, end + done)
    done += bytesWritten
  }
}
