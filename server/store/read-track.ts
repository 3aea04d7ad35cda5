import { stat } from 'node:fs/promises'
import { openIfThere } from './open-if-there.ts'
import { codeOf } from './storage-error.ts'

const BLOCK_BYTES = 64 * 1_024

/** Bytes of a file as they are asked for, `toByte` not included; none where there is no file, fewer where it ends before. */
export async function* readTrack(path: string, fromByte: number, toByte: number): AsyncGenerator<Uint8Array> {
  const handle = await openIfThere(path, 'r')
  if (handle === null) return
  try {
    for (let at = fromByte; at < toByte; ) {
      const block = new Uint8Array(Math.min(BLOCK_BYTES, toByte - at))
      const { bytesRead } = await handle.read(block, 0, block.length, at)
      if (bytesRead === 0) return
      yield block.subarray(0, bytesRead)
      at += bytesRead
    }
  } finally {
    await handle.close()
  }
}

/** 0 where there is no file. */
export async function findSize(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0
    throw error
  }
}
