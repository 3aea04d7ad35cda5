/** Makes speech faster or slower and keeps its pitch. */
export interface Stretcher {
  /** What can be played of the samples so far. */
  push(samples: Float32Array): Float32Array
  /** The rest. */
  flush(): Float32Array
}

const FRAME_MS = 30
/** How far a frame may be moved so that it goes on where the last one left off: more than one period of a deep voice. */
const SEARCH_MS = 8

/**
 * Waveform similarity overlap-add (Verhelst and Roelands 1993): frames that overlap by half are taken `rate` times as far apart as
 * they are put, each moved to where it resembles most what followed the last one.
 */
export function createStretcher(rate: number, sampleRate: number): Stretcher {
  if (rate === 1) return { push: (samples) => samples, flush: () => new Float32Array(0) }
  const hop = Math.round((sampleRate * FRAME_MS) / 2_000)
  const search = Math.round((sampleRate * SEARCH_MS) / 1_000)
  const fade = Float32Array.from({ length: hop }, (_, i) => (1 - Math.cos((Math.PI * (i + 0.5)) / hop)) / 2)
  let input = new Float32Array(0)
  /** Samples of the input that are forgotten. */
  let forgotten = 0
  let frames = 0
  /** Where in the input the last frame goes on. */
  let follows = 0

  const at = (position: number) => input.subarray(position - forgotten, position - forgotten + hop)

  /** The next half frame: the last one faded into the one that resembles it most near `ideal`. */
  const next = (ideal: number): Float32Array => {
    const tail = at(follows)
    const from = Math.max(forgotten, ideal - search)
    let best = ideal
    let bestScore = Number.NEGATIVE_INFINITY
    for (let place = from; place <= ideal + search; place += 1) {
      const score = likeness(tail, at(place))
      if (score > bestScore) {
        bestScore = score
        best = place
      }
    }
    const head = at(best)
    follows = best + hop
    return tail.map((sample, i) => sample + ((head[i] ?? 0) - sample) * (fade[i] ?? 0))
  }

  const run = (isEnd: boolean): Float32Array => {
    const out: Float32Array[] = []
    for (;;) {
      const ideal = Math.round(frames * hop * rate)
      const end = forgotten + input.length
      const needed = Math.max(ideal + search, follows) + 2 * hop
      if (needed > end) break
      out.push(next(ideal))
      frames += 1
      const keep = Math.min(follows, Math.round(frames * hop * rate) - search)
      if (keep > forgotten) {
        input = input.slice(keep - forgotten)
        forgotten = keep
      }
    }
    if (isEnd) out.push(input.slice(Math.min(input.length, follows - forgotten)))
    return joinSamples(out)
  }

  return {
    push: (samples) => {
      input = joinSamples([input, samples])
      return run(false)
    },
    flush: () => run(true),
  }
}

/** Cross-correlation over the loudness of the second one: loud is not alike. */
function likeness(a: Float32Array, b: Float32Array): number {
  let product = 0
  let power = 1e-9
  for (let i = 0; i < a.length; i += 2) {
    const y = b[i] ?? 0
    product += (a[i] ?? 0) * y
    power += y * y
  }
  return product / Math.sqrt(power)
}

/** One after the other. */
export function joinSamples(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
