import { stepUpload } from '../../../../client/lib/audio/upload.ts'
import {
  buildUploadState,
  endOf,
  type TrackLeft,
  type UploadInput,
  type UploadNews,
  type UploadOutput,
  type UploadState,
} from '../../../../client/lib/audio/upload-state.ts'
import type { ErrorCode, Result } from '../../../../server/contract/error.ts'
import type { AudioChunk, ChunkStored } from '../../../../server/contract/socket.ts'
import { refuse } from '../fake-room.ts'

type Command =
  | { type: 'open'; trackId: string }
  | { type: 'close'; trackId: string; samples: number }
  | { type: 'lost'; trackId: string; span: { fromSample: number; toSample: number } }

/** The server's side: each track is an exact prefix on disk. */
export class FakeDisk {
  readonly tracks = new Map<string, { samples: number[]; closedWith: number[] }>()
  readonly lost: { trackId: string; from: number; to: number }[] = []
  /** The refusals that the next chunks meet. */
  faults: ErrorCode[] = []

  write({ trackId, firstSample, pcm }: AudioChunk): Result<ChunkStored> {
    const fault = this.faults.shift()
    if (fault !== undefined) return refuse(fault)
    const track = this.tracks.get(trackId)
    if (track === undefined) return refuse('not_found')
    const ints = new Int16Array(pcm.slice().buffer)
    if (firstSample <= track.samples.length) {
      ints.forEach((value, i) => {
        track.samples[firstSample + i] = value
      })
    }
    return { ok: true, nextSample: track.samples.length }
  }

  run(command: Command): void {
    const track = this.tracks.get(command.trackId)
    if (command.type === 'open') {
      this.tracks.set(command.trackId, track ?? { samples: [], closedWith: [] })
    } else if (command.type === 'close') track?.closedWith.push(command.samples)
    else if (track !== undefined) {
      const { fromSample, toSample } = command.span
      this.lost.push({ trackId: command.trackId, from: fromSample, to: toSample })
      while (track.samples.length < toSample) track.samples.push(0)
    }
  }

  get positions() {
    return [...this.tracks]
      .filter(([, { closedWith }]) => closedWith.length === 0)
      .map(([trackId, { samples }]) => ({ trackId, nextSample: samples.length }))
  }
}

/** A page with a microphone on a connection whose every message waits for its delivery, and what of it outlives a reload. */
export class FakeDevice {
  state: UploadState = buildUploadState()
  /** What the microphone gave, by track; no sample is 0. */
  readonly captured = new Map<string, number[]>()
  readonly stored = new Map<string, Map<number, AudioChunk>>()
  /** What could not be stored, and lasts as long as the page. */
  private held = new Map<string, Map<number, AudioChunk>>()
  /** Commands reach the server in order, exactly once and across reloads: that is another's work. */
  readonly outbox: Command[] = []
  readonly up: { connection: number; chunk: AudioChunk }[] = []
  readonly answers: UploadInput[] = []
  readonly loads: Extract<UploadOutput, { type: 'load' }>[] = []
  readonly waits = new Map<string, number>()
  readonly news: UploadNews[] = []
  readonly sent: AudioChunk[] = []
  /** The next writes to the store fail. */
  failingWrites = 0
  private readonly disk: FakeDisk
  private recording: string | null = null

  constructor(disk: FakeDisk) {
    this.disk = disk
  }

  feed(input: UploadInput): void {
    const { state, outputs } = stepUpload(this.state, input)
    this.state = state
    for (const output of outputs) this.act(output)
  }

  private act(output: UploadOutput): void {
    switch (output.type) {
      case 'store':
        this.store(output.chunk)
        return
      case 'load':
        this.loads.push(output)
        return
      case 'forget':
        for (const place of [this.stored, this.held]) {
          const chunks = place.get(output.trackId)
          for (const first of [...(chunks?.keys() ?? [])]) if (first < output.beforeSample) chunks?.delete(first)
          if (chunks?.size === 0) place.delete(output.trackId)
        }
        return
      case 'drop':
        this.stored.delete(output.trackId)
        this.held.delete(output.trackId)
        return
      case 'send':
        this.sent.push(output.chunk)
        this.up.push({ connection: output.connection, chunk: output.chunk })
        return
      case 'wait':
        this.waits.set(output.trackId, output.ms)
        return
      case 'close_track':
        this.outbox.push({ type: 'close', trackId: output.trackId, samples: output.samples })
        return
      case 'lost':
        this.outbox.push({ type: 'lost', trackId: output.trackId, span: output.span })
        return
      default:
        this.news.push(output)
    }
  }

  private store(chunk: AudioChunk): void {
    const fails = this.failingWrites > 0
    if (fails) this.failingWrites -= 1
    const place = fails ? this.held : this.stored
    const chunks = place.get(chunk.trackId) ?? new Map<number, AudioChunk>()
    chunks.set(chunk.firstSample, chunk)
    place.set(chunk.trackId, chunks)
  }

  /** Records into the track that is open, or a new one. */
  capture(samples: number): string {
    if (this.recording === null) {
      this.recording = `track${String(this.captured.size).padStart(7, '0')}`
      this.captured.set(this.recording, [])
      this.outbox.push({ type: 'open', trackId: this.recording })
    }
    const trackId = this.recording
    const all = this.captured.get(trackId) ?? []
    const ints = Int16Array.from(
      { length: samples },
      (_, i) => ((this.captured.size * 7_919 + all.length + i) % 32_000) + 1,
    )
    const firstSample = all.length
    for (const value of ints) all.push(value)
    this.feed({ type: 'captured', trackId, firstSample, pcm: new Uint8Array(ints.buffer) })
    return trackId
  }

  finish(): void {
    const trackId = this.recording
    this.recording = null
    if (trackId !== null) {
      this.feed({ type: 'finished', trackId, samples: this.captured.get(trackId)?.length ?? 0 })
    }
  }

  connect(): void {
    if (!this.state.isUp) this.feed({ type: 'opened', tracks: this.disk.positions })
  }

  /** Joins again on the same connection; the answer says how it is now and comes whenever it comes. */
  rejoin(): void {
    if (this.state.isUp) this.answers.push({ type: 'opened', tracks: this.disk.positions })
  }

  /** What was under way is lost; `arriving` messages of it still reach the server first. */
  cut(arriving = 0): void {
    for (const { chunk } of this.up.splice(0, arriving)) this.disk.write(chunk)
    this.up.length = 0
    this.answers.length = 0
    if (this.state.isUp) this.feed({ type: 'closed' })
  }

  /** The page is loaded anew: the microphone stops, what is in the browser's storage stays. */
  reload(): void {
    this.cut()
    this.recording = null
    this.held = new Map()
    this.loads.length = 0
    this.waits.clear()
    this.state = buildUploadState(this.left())
  }

  private left(): TrackLeft[] {
    return [...this.stored].flatMap(([trackId, chunks]) => {
      const last = chunks.get(Math.max(...chunks.keys()))
      return last === undefined ? [] : [{ trackId, lastChunkAt: last.firstSample, samples: endOf(last) }]
    })
  }

  deliverUp(): void {
    const message = this.up.shift()
    if (message === undefined) return
    const { connection, chunk } = message
    const { trackId, firstSample } = chunk
    this.answers.push({ type: 'answered', connection, trackId, firstSample, result: this.disk.write(chunk) })
  }

  deliverAnswer(at = 0): void {
    const [input] = this.answers.splice(at % Math.max(1, this.answers.length), 1)
    if (input !== undefined) this.feed(input)
  }

  /** An answer that never comes, and is not waited for any more. */
  loseAnswer(): void {
    const input = this.answers.shift()
    if (input?.type === 'answered') this.feed({ ...input, result: null })
  }

  deliverCommand(): void {
    const command = this.state.isUp ? this.outbox.shift() : undefined
    if (command !== undefined) this.disk.run(command)
  }

  deliverLoad(): void {
    const load = this.loads.shift()
    if (load === undefined) return
    const { trackId, fromSample, count } = load
    const all = [...(this.stored.get(trackId)?.values() ?? []), ...(this.held.get(trackId)?.values() ?? [])]
    const chunks = all.filter((chunk) => endOf(chunk) > fromSample).sort((a, b) => a.firstSample - b.firstSample)
    this.feed({ type: 'loaded', trackId, fromSample, chunks: chunks.slice(0, count) })
  }

  due(): void {
    const [trackId] = this.waits.keys()
    if (trackId === undefined) return
    this.waits.delete(trackId)
    this.feed({ type: 'due', trackId })
  }

  /** Delivers everything and lets every wait run out, until nothing more happens. */
  settle(): void {
    this.connect()
    for (let i = 0; i < 20_000; i += 1) {
      const open = this.up.length + this.answers.length + this.loads.length + this.waits.size + this.outbox.length
      if (open === 0) return
      this.deliverCommand()
      this.deliverUp()
      this.deliverAnswer()
      this.deliverLoad()
      this.due()
    }
    throw new Error('the device never comes to rest')
  }
}
