import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MAX_MESSAGE_BYTES } from '../../server/contract/socket.ts'
import { ask, beginAs, eventsUntil, joinAs, leave, startTestApp, type TestSocket } from '../support/app.ts'

let app: Awaited<ReturnType<typeof startTestApp>>
let socket: TestSocket
let sessionId: string

beforeEach(async () => {
  app = await startTestApp()
  sessionId = await app.createSession()
  socket = await app.connect()
})
afterEach(() => app.stop())

const begin = () => beginAs(socket, sessionId)
const code = (result: { ok: boolean; error?: unknown }) =>
  result.ok ? 'ok' : (result as unknown as { error: { code: string } }).error.code

describe('joining', () => {
  it('[LV1] brings the log so far, the pen and the next number', async () => {
    expect(await joinAs(socket, sessionId)).toMatchObject({
      ok: true,
      pen: true,
      nextClientSeq: 1,
      events: [{ type: 'session_created' }, { type: 'event_withheld', of: 'questions_drawn' }],
    })
  })

  it('[LV2] after a seq brings what came after it', async () => {
    await begin()
    const joined = await joinAs(socket, sessionId, { afterSeq: 3 })
    expect(joined).toMatchObject({ ok: true, events: [{ seq: 4 }], nextClientSeq: 2 })
  })

  it('[LV3] an unknown session and another protocol are refused, and the socket stays usable', async () => {
    expect(code(await joinAs(socket, 'zzzzzzzzzzzzzzzzzzzz'))).toBe('not_found')
    expect(await joinAs(socket, sessionId, { protocol: 99 })).toMatchObject({
      error: { code: 'protocol_mismatch', retryable: false },
    })
    expect(code(await joinAs(socket, sessionId))).toBe('ok')
  })

  it('[LV4] the newest tab takes the pen, the older one is told and can take it back', async () => {
    await begin()
    const told = new Promise((resolve) => socket.once('pen:moved', resolve))
    const second = await app.connect()
    expect(await joinAs(second, sessionId, { clientId: 'client-two' })).toMatchObject({ pen: true })
    expect(await told).toEqual({ sessionId, pen: false, penHeld: true })
    expect(code(await ask(socket, 'session:pause', { clientSeq: 2 }))).toBe('pen_elsewhere')
    expect(await joinAs(socket, sessionId, { afterSeq: 4 })).toMatchObject({ pen: true, nextClientSeq: 2 })
    expect(code(await ask(socket, 'session:pause', { clientSeq: 2 }))).toBe('ok')
  })

  it('[LV5] a tab that only views takes no pen and sees everything live', async () => {
    await begin()
    const viewer = await app.connect()
    expect(await joinAs(viewer, sessionId, { clientId: 'client-two', wants: 'view' })).toMatchObject({ pen: false })
    const seen = eventsUntil(viewer, (type) => type === 'session_paused')
    await ask(socket, 'session:pause', { clientSeq: 2 })
    expect((await seen).map((e) => e.type)).toEqual(['session_paused'])
  })

  it('[LV19] when the tab with the pen goes the others are told at once that nobody writes, and when one writes again', async () => {
    const told = () => new Promise((resolve) => socket.once('pen:moved', resolve))
    const view = { clientId: 'client-one', wants: 'view' }
    const second = await app.connect()
    await joinAs(second, sessionId, { clientId: 'client-two' })
    expect(await joinAs(socket, sessionId, view)).toMatchObject({ pen: false, penHeld: true })
    const gone = told()
    await leave(second)
    expect(await gone).toEqual({ sessionId, pen: false, penHeld: false })
    expect(await joinAs(socket, sessionId, view)).toMatchObject({ pen: false, penHeld: false })
    const taken = told()
    await joinAs(await app.connect(), sessionId, { clientId: 'client-three' })
    expect(await taken).toEqual({ sessionId, pen: false, penHeld: true })
  })
})

describe('commands', () => {
  it('[LV6] without a join are refused', async () => {
    expect(code(await ask(socket, 'session:begin', { clientSeq: 1 }))).toBe('not_joined')
  })

  it('[LV7] the interviewer’s words come first as they are made, then as the stored event', async () => {
    const spoke = new Promise<{ delta: string }>((resolve) => socket.once('interviewer:spoke', resolve))
    await begin()
    const said = (await app.store.readEvents(sessionId, 3))[0]
    expect(said).toMatchObject({ type: 'question_asked' })
    expect((await spoke).delta).toContain(said?.type === 'question_asked' ? said.text : 'nothing')
  })

  it('[LV8] a repeat gets the stored result and does nothing twice', async () => {
    await begin()
    const splice = { clientSeq: 2, turnId: 't2', baseLength: 0, from: 0, removed: 0, inserted: 'Hello' }
    const first = await ask(socket, 'draft:splice', splice)
    expect(first).toEqual({ ok: true, seq: 5 })
    expect(await ask(socket, 'draft:splice', splice)).toEqual(first)
    expect(await app.store.readEvents(sessionId, 5)).toEqual([])
  })

  it('[LV9] a refusal of the session is kept too: its repeat is the same refusal', async () => {
    await begin()
    const late = { clientSeq: 2, turnId: 't9', text: 'late' }
    const first = await ask(socket, 'answer:submit', late)
    expect(code(first)).toBe('turn_closed')
    expect(await ask(socket, 'answer:submit', late)).toEqual(first)
    expect(code(await ask(socket, 'session:pause', { clientSeq: 3 }))).toBe('ok')
  })

  it('[LV10] a number that comes too early is refused with the one that is wanted', async () => {
    await begin()
    const early = await ask(socket, 'session:pause', { clientSeq: 7 })
    expect(early).toMatchObject({ error: { code: 'out_of_order', expectedClientSeq: 2, retryable: true } })
    expect((await app.store.readEvents(sessionId, 4)).length).toBe(0)
  })
})

describe('bad input', () => {
  const nonsense: [string, unknown][] = [
    ['session:begin', null],
    ['session:begin', 'begin'],
    ['session:begin', { clientSeq: 0 }],
    ['session:begin', { clientSeq: 1.5 }],
    ['session:begin', { clientSeq: 2, extra: true }],
    ['draft:splice', { clientSeq: 2, turnId: 't2', baseLength: -1, from: 0, removed: 0, inserted: '' }],
    ['draft:splice', { clientSeq: 2, turnId: 'turn', baseLength: 0, from: 0, removed: 0, inserted: '' }],
    ['draft:copy', { clientSeq: 2, turnId: 't2', text: 42 }],
    ['answer:submit', { clientSeq: 2, text: 'x' }],
    ['session:join', { sessionId: '../../etc/passwd' }],
  ]

  it('[LV11] every malformed payload gets a typed refusal, changes nothing, and leaves the socket usable', async () => {
    await begin()
    const before = (await app.store.readEvents(sessionId, 0)).length
    for (const [name, payload] of nonsense) expect(code(await ask(socket, name, payload)), name).toBe('bad_request')
    expect(await app.store.readEvents(sessionId, 0)).toHaveLength(before)
    expect(code(await ask(socket, 'session:pause', { clientSeq: 2 }))).toBe('ok')
  })

  it('[LV12] a 50,000-character answer is taken whole, one more character is refused with the limit', async () => {
    await begin()
    const submit = (text: string) => ask(socket, 'answer:submit', { clientSeq: 2, turnId: 't2', text })
    const tooLong = await submit('x'.repeat(50_001))
    expect(tooLong).toMatchObject({ error: { code: 'too_large', message: expect.stringContaining('50,000') } })
    expect(code(await submit('\n'.repeat(25_000) + 'é'.repeat(25_000)))).toBe('ok')
    const [turn] = await app.store.readEvents(sessionId, 4)
    expect(turn?.type === 'turn_committed' && turn.text.length).toBe(50_000)
  })

  it('[LV13] the longest answer of the most expensive characters fits into a message', () => {
    const worst = JSON.stringify(['answer:submit', { clientSeq: 1, turnId: 't9999', text: '\u0001'.repeat(50_000) }])
    expect(Buffer.byteLength(worst)).toBeLessThan(MAX_MESSAGE_BYTES)
  })

  it('[LV14] an empty answer is refused with a way on', async () => {
    await begin()
    expect(await ask(socket, 'answer:submit', { clientSeq: 2, turnId: 't2', text: ' ' })).toMatchObject({
      error: { code: 'empty_answer', message: expect.stringContaining('skip') },
    })
  })

  it('[LV15] another origin and an unknown host name cannot connect', async () => {
    await expect(app.connect({ origin: 'https://elsewhere.example' })).rejects.toThrow()
    await expect(app.connect({ host: 'elsewhere.example' })).rejects.toThrow()
  })
})

describe('while nobody is here', () => {
  it('[LV16] the clock of the question stands still after a minute', async () => {
    const clock = { at: 1_000_000, now: () => clock.at }
    const own = await startTestApp({ clock })
    const id = await own.createSession()
    const first = await own.connect()
    await beginAs(first, id)
    await leave(first)
    const second = await own.connect()
    clock.at += 3_600_000
    const joined = await joinAs(second, id, { clientId: 'client-two', afterSeq: 4 })
    expect(joined).toMatchObject({ events: [{ type: 'session_paused', by: 'away', since: 1_000_000 }] })
    await own.stop()
  })
})

describe('while somebody thinks', () => {
  it('[LV18] minutes without a key are no absence: a reload then finds the clock running', async () => {
    const clock = { at: 1_000_000, now: () => clock.at }
    const own = await startTestApp({ clock })
    const id = await own.createSession()
    const first = await own.connect()
    await beginAs(first, id)
    clock.at += 300_000
    await leave(first)
    const second = await own.connect()
    clock.at += 2_000
    expect(await joinAs(second, id, { clientId: 'client-two', afterSeq: 4 })).toMatchObject({ ok: true, events: [] })
    await own.stop()
  })
})

describe('the wire', () => {
  it('[LV17] of a whole session carries nothing that is withheld', async () => {
    const received: string[] = []
    socket.onAny((...args: unknown[]) => received.push(JSON.stringify(args)))
    await begin()
    received.push(JSON.stringify(await joinAs(socket, sessionId)))
    let clientSeq = 1
    for (let turn = 0; turn < 12; turn++) {
      const joined = await joinAs(socket, sessionId)
      const log = joined.ok ? (joined.events as { type: string; turnId?: string }[]) : []
      received.push(JSON.stringify(log))
      if (log.some((e) => e.type === 'session_ended')) break
      const asked = log.findLast((e) => e.type.endsWith('_asked'))
      const turnId = `t${Number(asked?.turnId?.slice(1)) + 1}`
      const next = eventsUntil(socket, (type) => type.endsWith('_asked') || type === 'session_ended')
      const text = 'Honestly bread comes out of ovens somehow, golden brown.'
      const isLastQuestion = log.filter((e) => e.type === 'question_opened').length === 3
      if (isLastQuestion) break
      await ask(socket, 'answer:submit', { clientSeq: ++clientSeq, turnId, text })
      await next
    }
    const log = JSON.stringify(await app.store.readEvents(sessionId, 0))
    const wire = received.join('\n')
    for (const secret of [
      'closed iron pot',
      'feed-starter',
      'keyPoint',
      '"because"',
      'answer_graded","index":0,"grade"',
    ]) {
      expect(log, secret).toContain(secret)
      expect(wire, secret).not.toContain(secret)
    }
    for (const path of ['report', 'events', 'export.json', 'export.md', 'feedback/0']) {
      const response = await fetch(`${app.url}/api/sessions/${sessionId}/${path}`)
      expect([response.status, path]).toEqual([409, path])
    }
    const open = await Promise.all(
      ['roles', 'sessions', `sessions/${sessionId}`].map((path) =>
        fetch(`${app.url}/api/${path}`).then((r) => r.text()),
      ),
    )
    expect(open.join()).not.toContain('closed iron pot')
  })
})
