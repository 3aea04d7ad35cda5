/** What the SDK's retries and error texts get wrong about look-alikes, mended before it sees the response. */
export function wrapFetch(inner: typeof fetch, longestWaitMs: number): typeof fetch {
  return async (input, init) => {
    const response = await inner(input, init)
    if (response.ok) return response
    const headers = new Headers(response.headers)
    // The SDK would wait as long as it is told, with a person waiting too.
    if (findRetryAfterMs(headers) > longestWaitMs) headers.set('x-should-retry', 'false')
    const { status, statusText } = response
    return new Response(asErrorBody(await response.text()), { status, statusText, headers })
  }
}

function findRetryAfterMs(headers: Headers): number {
  const value = headers.get('retry-after')
  if (value === null) return 0
  const seconds = Number.parseFloat(value)
  if (!Number.isNaN(seconds)) return seconds * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? 0 : at - Date.now()
}

/** The SDK reads `{ error: { … } }` only, and forgets what other shapes say. */
function asErrorBody(text: string): string {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body !== 'object' || body === null) return text
    if ('error' in body && typeof body.error === 'object') return text
    return JSON.stringify({ error: { message: text } })
  } catch {
    return text
  }
}
