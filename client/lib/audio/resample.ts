/** The rates that microphones are opened at, Hz. */
const MIN_RATE = 8_000
const MAX_RATE = 192_000
/** Zero crossings of the sinc on each side of its middle. More are steeper, later and dearer. */
const HALF_WIDTH = 40
/** Shape of the Kaiser window. */
const KAISER_BETA = 7
/** How far down everything beyond the edge is, in dB (Kaiser's rule). */
const STOP_DB = KAISER_BETA / 0.1102 + 8.7
/** Width of the edge, as a part of half the lower rate: it ends where sound would fold back. */
const EDGE = (STOP_DB - 8) / (2.285 * 2 * Math.PI * HALF_WIDTH)

export interface Resampler {
  /** Samples from -1 to 1 at the old rate. @returns what can be said of the new rate so far: under 3 ms are held back. */
  push(block: Float32Array): Float32Array
  /** The rest, as if silence followed. Nothing may be pushed afterwards. */
  flush(): Float32Array
}

/**
 * Changes the rate of a stream by a windowed sinc (J. O. Smith, "Digital Audio Resampling"): sample n of the result is the sound
 * at n / toRate seconds. How the stream is cut into blocks makes no difference to a single bit. N samples become N × toRate / fromRate,
 * rounded up. Both rates in Hz, whole; throws a RangeError at a rate that no microphone has.
 */
export function createResampler(fromRate: number, toRate: number): Resampler {
  if (!(fromRate >= MIN_RATE && fromRate <= MAX_RATE)) throw new RangeError(`no sound is recorded at ${fromRate} Hz`)
  const from = Math.round(fromRate)
  const common = greatestDivisor(from, toRate)
  const [up, down] = [toRate / common, from / common]
  const { rows, half } = buildKernel(up, down)
  const taps = half * 2

  // Samples from `base` on, in a buffer that is moved along; silence is thought to stand before the first.
  let kept = new Float32Array(taps * 4)
  let count = half
  let base = -half
  let pushed = 0
  let made = 0

  function append(block: Float32Array): void {
    if (count + block.length > kept.length) {
      const larger = new Float32Array((count + block.length) * 2)
      larger.set(kept.subarray(0, count))
      kept = larger
    }
    kept.set(block, count)
    count += block.length
  }

  function make(total: number): Float32Array<ArrayBuffer> {
    const out = new Float32Array(Math.max(0, total - made))
    for (let i = 0; i < out.length; i += 1) {
      const place = (made + i) * down
      const row = rows[place % up]
      // The row begins `half - 1` samples before the place.
      const at = Math.floor(place / up) - (half - 1) - base
      let sum = 0
      if (row !== undefined) for (let j = 0; j < taps; j += 1) sum += (row[j] as number) * (kept[at + j] as number)
      out[i] = sum
    }
    made += out.length
    const done = Math.floor((made * down) / up) - (half - 1) - base
    if (done > 0) {
      kept.copyWithin(0, done, count)
      count -= done
      base += done
    }
    return out
  }

  return {
    push: (block) => {
      append(block)
      pushed += block.length
      // A sample can be made once `half` samples after its place are there.
      return make(Math.ceil(((pushed - half) * up) / down))
    },
    flush: () => {
      append(new Float32Array(half))
      return make(Math.ceil((pushed * up) / down))
    },
  }
}

/** Samples from -1 to 1 as 16 bit; what is louder is cut off. */
export function toPcm16(samples: Float32Array): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(samples.length)
  for (let i = 0; i < samples.length; i += 1) {
    pcm[i] = Math.max(-0x8000, Math.min(0x7fff, Math.round((samples[i] ?? 0) * 0x8000)))
  }
  return pcm
}

/** A row of weights for each of the `up` places that a new sample can have between two old ones. */
function buildKernel(up: number, down: number): { rows: Float32Array[]; half: number } {
  /** Where the edge lies, as a part of the old rate's half. */
  const cutoff = Math.min(1, up / down) * (1 - EDGE / 2)
  const half = Math.ceil(HALF_WIDTH / cutoff)
  const rows = Array.from({ length: up }, (_, phase) => {
    const row = Float64Array.from({ length: half * 2 }, (_, j) => {
      const distance = j - (half - 1) - phase / up
      return sinc(distance * cutoff) * kaiser(distance / half)
    })
    const sum = row.reduce((total, weight) => total + weight, 0)
    return Float32Array.from(row, (weight) => weight / sum)
  })
  return { rows, half }
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}

/** The Kaiser window over -1 to 1, not normalised. */
function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : besselI0(KAISER_BETA * Math.sqrt(1 - x * x))
}

/** Modified Bessel function of order 0, by its power series. */
function besselI0(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-12; k += 1) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}
