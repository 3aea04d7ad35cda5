import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ApiError, request } from '../../../client/lib/api.ts'
import type { WireError } from '../../../server/contract/error.ts'

const CONFLICT: WireError = { code: 'conflict', message: 'Another grade is shown by now.', retryable: false }
/** What is answered at each path: a status, and a body as it stands. */
const ANSWERS: Record<string, readonly [number, string]> = {
  '/good': [200, '{"ok":true}'],
  '/refused': [409, JSON.stringify({ error: CONFLICT })],
  '/bare': [409, JSON.stringify(CONFLICT)],
  '/unknown': [409, JSON.stringify({ error: { ...CONFLICT, code: 'of_another_version' } })],
  '/page': [502, '<h1>Bad gateway</h1>'],
}
const server = createServer(({ url = '' }, response) => {
  const [status, body] = ANSWERS[url] ?? [404, '']
  response.writeHead(status).end(body)
})
let origin = ''
const Ok = z.object({ ok: z.literal(true) })
const refusalAt = (path: string) => request(Ok, `${origin}${path}`).catch((error: unknown) => error)

describe('a request', () => {
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (typeof address === 'object' && address !== null) origin = `http://127.0.0.1:${address.port}`
  })
  afterAll(() => {
    server.close()
  })

  it('[RQ1] gives what was answered, parsed, or the refusal with the words of the server', async () => {
    expect(await request(Ok, `${origin}/good`)).toEqual({ ok: true })
    const refusal = await refusalAt('/refused')
    expect(refusal).toBeInstanceOf(ApiError)
    expect(refusal).toMatchObject({ wire: CONFLICT })
  })

  it.each(['/bare', '/unknown', '/page'])(
    '[RQ2] a refusal that is none of ours, as at %s, may be tried again',
    async (path) => {
      expect(await refusalAt(path)).toMatchObject({ wire: { code: 'internal', retryable: true } })
    },
  )
})
