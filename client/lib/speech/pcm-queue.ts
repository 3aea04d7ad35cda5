/** No more sound than this is fetched ahead of what was played. */
export const MAX_AHEAD_S = 3
/** Between handing a piece to the loudspeaker and its first sound; also after the network was too slow. */
const LEAD_S = 0.1

/** When the pieces of one stream of sound are played, by the clock of the loudspeaker. Pure; all times in seconds of that clock. */
export interface PcmQueue {
  readonly sampleRate: number
  /** First half of a sample whose second half has not come. */
  readonly half: number | null
  /** When the first piece sounds; null before. */
  readonly startsAt: number | null
  /** When the last piece so far ends. */
  readonly endsAt: number
  /** Silence between pieces that came too late. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
}

export function buildPcmQueue(sampleRate: number): PcmQueue {
  return { sampleRate, half: null, startsAt: null, endsAt: 0, gaps: [] }
}

/** Bytes as they came from the network, 16 bit little-endian, as samples from -1 to 1. An odd byte waits for its other half. */
export function takeSamples(queue: PcmQueue, bytes: Uint8Array): { queue: PcmQueue; samples: Float32Array } {
  const lead = queue.half === null ? 0 : 1
  const count = (bytes.length + lead) >> 1
  const samples = new Float32Array(count)
  const byteAt = (i: number) => (i < lead ? queue.half : bytes[i - lead]) ?? 0
  for (let i = 0; i < count; i += 1) {
    const unsigned = byteAt(2 * i) | (byteAt(2 * i + 1) << 8)
    samples[i] = (unsigned > 0x7fff ? unsigned - 0x1_0000 : unsigned) / 0x8000
  }
  const isOdd = (bytes.length + lead) % 2 === 1
  return { queue: { ...queue, half: isOdd ? byteAt(bytes.length + lead - 1) : null }, samples }
}

/** Puts `count` samples after what is there; `startAt` is when they are to be played. */
export function placePiece(queue: PcmQueue, count: number, now: number): { queue: PcmQueue; startAt: number } {
  const isLate = queue.startsAt === null || now > queue.endsAt
  const startAt = isLate ? now + LEAD_S : queue.endsAt
  const gaps = isLate && queue.startsAt !== null ? [...queue.gaps, { from: queue.endsAt, to: startAt }] : queue.gaps
  return {
    queue: { ...queue, startsAt: queue.startsAt ?? startAt, endsAt: startAt + count / queue.sampleRate, gaps },
    startAt,
  }
}

/** How much lies ahead of what is being played, in seconds. */
export function aheadOf(queue: PcmQueue, now: number): number {
  return queue.startsAt === null ? 0 : Math.max(0, queue.endsAt - now)
}

/** How much sound was heard, in ms, silence between late pieces not counted. */
export function heardMs(queue: PcmQueue, now: number): number {
  return lengthMs(queue, Math.min(now, queue.endsAt))
}

/** How much sound there is so far, in ms. */
export function queuedMs(queue: PcmQueue): number {
  return lengthMs(queue, queue.endsAt)
}

function lengthMs({ startsAt, gaps }: PcmQueue, until: number): number {
  if (startsAt === null || until <= startsAt) return 0
  const silent = gaps.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, until) - from), 0)
  return (until - startsAt - silent) * 1_000
}
