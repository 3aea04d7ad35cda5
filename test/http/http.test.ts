import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { foldSession } from '../../server/contract/fold-session.ts'
import { createSqliteStore } from '../../server/store/sqlite-store.ts'
import { ask, beginAs, eventsUntil, finishSession, startTestApp } from '../support/app.ts'
import { buildSettings } from '../support/factories.ts'

let app: Awaited<ReturnType<typeof startTestApp>>
beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.stop())

async function call(method: string, path: string, body?: unknown) {
  const init = typeof body === 'string' ? { body } : body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(`${app.url}/api/${path}`, {
    method,
    ...init,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text.startsWith('{') ? JSON.parse(text) : null,
  }
}

const finish = () => finishSession(app, 'feed starter, slow rise, closed pot')

describe('what the log hears', () => {
  it('[HT30] of a fault is the route, never the path with what somebody searched for', async () => {
    await app.stop()
    const store = await createSqliteStore(':memory:')
    app = await startTestApp({ store })
    await store.close()
    const { status, text } = await call('GET', 'sessions?search=my+secret+employer')
    expect(status).toBe(500)
    expect(text).not.toContain('secret')
    expect(app.errors).toEqual(['GET /sessions'])
  })
})

describe('sessions over HTTP', () => {
  it('[HT1] a session is made for a role of the bank, clamped to what the bank has', async () => {
    const made = await call('POST', 'sessions', { roleId: 'baker', settings: buildSettings({ questionCount: 30 }) })
    expect(made.status).toBe(201)
    const { body } = await call('GET', `sessions/${made.body.sessionId}`)
    expect(body.session).toMatchObject({ roleTitle: 'Baker', questionCount: 6, status: 'open' })
  })

  it('[HT2] an unknown role, a stray field and a wrong type are refused with the field', async () => {
    const settings = buildSettings()
    expect((await call('POST', 'sessions', { roleId: 'pilot', settings })).body.error.code).toBe('not_found')
    const stray = await call('POST', 'sessions', { roleId: 'baker', settings: { ...settings, manner: 'rude' } })
    expect([stray.status, stray.body.error.field]).toEqual([400, 'settings.manner'])
    expect((await call('POST', 'sessions', '{"roleId":')).body.error.code).toBe('bad_request')
    expect((await app.store.listSessions({ limit: 5 })).sessions).toEqual([])
  })

  it('[HT3] the report of an ended session is there, of an open one refused', async () => {
    const open = await app.createSession()
    expect((await call('GET', `sessions/${open}/report`)).body.error.code).toBe('not_ended')
    const { status, body } = await call('GET', `sessions/${await finish()}/report`)
    expect(status).toBe(200)
    expect(body.questions).toMatchObject([{ index: 0, outcome: { status: 'graded' } }])
  })

  it('[HT4] an export taken in again is the same session under another id', async () => {
    const id = await finish()
    const exported = await call('GET', `sessions/${id}/export.json`)
    expect(exported.headers.get('content-disposition')).toContain(`greenroom-${id}.json`)
    const { body } = await call('POST', 'sessions/import', exported.text)
    const [before, after] = await Promise.all([id, body.sessionId].map((s) => app.store.readEvents(s, 0)))
    const { id: _one, ...first } = foldSession(before ?? [])
    const { id: _two, ...second } = foldSession(after ?? [])
    expect(second).toEqual(first)
    expect(after?.slice(1)).toEqual(before?.slice(1))
  })

  it('[HT5] a broken export names the field and saves nothing', async () => {
    const id = await finish()
    const { body: whole } = await call('GET', `sessions/${id}/export.json`)
    const before = (await app.store.listSessions({ limit: 50 })).sessions.length
    const breakIt = async (change: (copy: typeof whole) => void) => {
      const copy = structuredClone(whole)
      change(copy)
      const { status, body } = await call('POST', 'sessions/import', copy)
      return [status, body.error.code, body.error.field]
    }
    const at = whole.events.findIndex((e: { type: string }) => e.type === 'turn_committed')
    expect(await breakIt((c) => delete c.events[at].text)).toEqual([400, 'import_invalid', `events.${at}.text`])
    expect(await breakIt((c) => c.events.splice(3, 1))).toEqual([400, 'import_invalid', 'events'])
    expect(await breakIt((c) => c.events.splice(1, 1))).toEqual([400, 'import_invalid', 'events'])
    expect(await breakIt((c) => (c.format = 'other'))).toEqual([400, 'import_invalid', 'format'])
    expect((await call('POST', 'sessions/import', '[1,2')).body.error.code).toBe('bad_request')
    expect((await app.store.listSessions({ limit: 50 })).sessions.length).toBe(before)
  })

  it('[HT6] a quote that is not in the answer does not come in with an import', async () => {
    const id = await finish()
    const { body: whole } = await call('GET', `sessions/${id}/export.json`)
    const graded = {
      v: 1,
      seq: whole.events.length + 1,
      at: whole.events.at(-1).at,
      type: 'answer_graded',
      index: 0,
      grade: {
        status: 'graded',
        judge: { kind: 'model', model: 'any' },
        rubricVersion: 'approach@1',
        promptVersion: null,
        coverage: 1,
        keyPoints: [
          {
            keyPointId: 'feed-starter',
            verdict: 'covered',
            evidence: [{ turnId: 't2', from: 0, to: 9, text: 'I am a genius' }],
            reason: '',
          },
        ],
        criteria: [],
        observations: { words: 1, numbersGiven: 0, ownActions: 0 },
        flags: [],
        worked: null,
        nextStep: { keyPointId: null, text: 'x' },
        samples: 1,
        spread: 0,
        lowConfidence: false,
      },
    }
    const { status, body } = await call('POST', 'sessions/import', { ...whole, events: [...whole.events, graded] })
    expect([status, body.error?.code]).toEqual([400, 'import_invalid'])
  })

  it('[HT7] a deleted session is gone everywhere', async () => {
    const id = await finish()
    expect((await call('DELETE', `sessions/${id}`)).status).toBe(204)
    for (const path of ['', '/report', '/events', '/export.json']) {
      expect((await call('GET', `sessions/${id}${path}`)).status).toBe(404)
    }
    expect((await call('DELETE', `sessions/${id}`)).status).toBe(404)
  })

  it('[HT8] the list finds words of an answer', async () => {
    const id = await finish()
    await app.createSession()
    const found = await call('GET', 'sessions?search=closed%20POT')
    expect(found.body.sessions.map((s: { id: string }) => s.id)).toEqual([id])
    expect((await call('GET', 'sessions?limit=0')).status).toBe(400)
  })

  it('[HT9] feedback on a closed question comes at once where it was chosen, without the reasons of follow-ups', async () => {
    const id = await app.createSession({ questionCount: 2, feedback: 'each' })
    const socket = await app.connect()
    await beginAs(socket, id)
    expect((await call('GET', `sessions/${id}/feedback/0`)).body.error.code).toBe('not_closed')
    const followed = eventsUntil(socket, (type) => type === 'follow_up_asked')
    await ask(socket, 'answer:submit', {
      clientSeq: 2,
      turnId: 't2',
      text: 'Honestly bread comes out of ovens somehow.',
    })
    await followed
    const closed = eventsUntil(socket, (type) => type === 'event_withheld')
    await ask(socket, 'answer:unknown', { clientSeq: 3, turnId: 't4', text: '' })
    await closed
    const feedback = await call('GET', `sessions/${id}/feedback/0`)
    expect(feedback.body.sampleAnswer).toContain('closed iron pot')
    expect(feedback.body.turns.map((t: { followUp: unknown }) => t.followUp)).toEqual([null, null, null, null])
    expect((await call('GET', `sessions/${id}/feedback/1`)).status).toBe(409)
  })

  it('[HT10] grading again is for an answered question', async () => {
    const id = await finish()
    expect((await call('POST', `sessions/${id}/grades/0`)).status).toBe(202)
    expect((await call('POST', `sessions/${id}/grades/1`)).body.error.code).toBe('not_closed')
    expect((await call('POST', `sessions/${id}/grades/x`)).status).toBe(400)
  })
})

describe('what every answer carries', () => {
  it('[HT11] a policy without inline scripts, no sniffing, no framing, and nothing is cached', async () => {
    const { headers } = await call('GET', 'roles')
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-[^']+'/)
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('content-security-policy')).not.toMatch(/'unsafe-/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-powered-by')).toBeNull()
  })

  it('[HT12] another site cannot write here, nor read through a name of its own', async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${app.url}/api/sessions`, { method: 'POST', headers, body: '{}' }).then((r) => r.json())
    expect((await post({ origin: 'https://elsewhere.example' })).error.message).toContain('another site')
    expect((await post({ origin: app.url })).error.message).not.toContain('another site')
  })

  it('[HT13] an unknown address is a typed refusal; a body over its limit too', async () => {
    expect((await call('GET', 'nothing')).body.error.code).toBe('not_found')
    const huge = await call('POST', 'sessions', { roleId: 'x'.repeat(20_000) })
    expect([huge.status, huge.body.error.code]).toEqual([413, 'too_large'])
    expect(app.errors).toEqual([])
  })
})
