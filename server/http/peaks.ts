import { PEAK_SAMPLES } from '#contract/http.ts'
import { BYTES_A_SAMPLE } from '#contract/speech.ts'

const FULL_SCALE = 32_768
/** Values of all waveforms that are kept in mind: 14 hours of sound. */
const MOST_VALUES = 1_000_000

/** The loudest sample of each `PEAK_SAMPLES`, 0 to 1 in thousandths; the bytes may be split anywhere. */
export async function findPeaks(pcm: AsyncIterable<Uint8Array>): Promise<number[]> {
  const peaks: number[] = []
  let loudest = 0
  let count = 0
  let rest = new Uint8Array(0)

  const add = (sample: number) => {
    loudest = Math.max(loudest, Math.abs(sample))
    count += 1
    if (count < PEAK_SAMPLES) return
    peaks.push(toPeak(loudest))
    loudest = 0
    count = 0
  }

  for await (const part of pcm) {
    const bytes = rest.length === 0 ? part : Buffer.concat([rest, part])
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const whole = bytes.length - (bytes.length % BYTES_A_SAMPLE)
    for (let at = 0; at < whole; at += BYTES_A_SAMPLE) add(view.getInt16(at, true))
    rest = bytes.slice(whole)
  }
  if (count > 0) peaks.push(toPeak(loudest))
  return peaks
}

function toPeak(loudest: number): number {
  return Math.round((loudest * 1_000) / FULL_SCALE) / 1_000
}

/** Keeps waveforms in mind, the ones asked for last; one of another length is made anew. */
export function createPeakCache(mostValues = MOST_VALUES) {
  /** Least recently used first. */
  const kept = new Map<string, { readonly samples: number; readonly peaks: number[] }>()
  let values = 0

  function forget(key: string): void {
    values -= kept.get(key)?.peaks.length ?? 0
    kept.delete(key)
  }

  return async (key: string, samples: number, stream: () => AsyncIterable<Uint8Array>): Promise<number[]> => {
    const known = kept.get(key)
    const peaks = known?.samples === samples ? known.peaks : await findPeaks(stream())
    forget(key)
    kept.set(key, { samples, peaks })
    values += peaks.length
    for (const oldest of kept.keys()) {
      if (values <= mostValues) break
      forget(oldest)
    }
    return peaks
  }
}
