import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import { AppError } from '../errors.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])

/** Whether a host name or address means this machine alone. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host.toLowerCase()) || host.endsWith('.localhost') || /^127\./.test(host)
}

/**
 * Whether a request may be served: its `Host` must be a name of ours where the server listens on this machine alone (a page
 * elsewhere could otherwise point its own name here), and its `Origin`, if it has one, must be the same host.
 */
export function createRequestGuard(config: { host: string; allowedHosts: readonly string[] }) {
  const isOpen = !isLoopback(config.host)
  return (request: IncomingMessage): boolean => {
    const host = request.headers.host ?? ''
    const name = host.replace(/:\d+$/, '').toLowerCase()
    if (!isOpen && !isLoopback(name) && !config.allowedHosts.includes(name)) return false
    const { origin } = request.headers
    return origin === undefined || hostOf(origin) === host
  }
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}

export function guardRequests(isAllowed: (request: IncomingMessage) => boolean): RequestHandler {
  return (request, _response, next) => {
    if (isAllowed(request)) return next()
    throw new AppError(
      'bad_request',
      'This request comes from another site or by an unknown host name (see ALLOWED_HOSTS).',
    )
  }
}

/** A nonce a page; what the page may load is this server's own, and nothing may frame it. */
export function securityHeaders(options: { development: boolean }): RequestHandler {
  return (_request, response, next) => {
    const nonce = randomBytes(16).toString('base64')
    response.locals.nonce = nonce
    const dev = options.development
    response.setHeader(
      'content-security-policy',
      [
        "default-src 'self'",
        // The voice activity detector is WebAssembly.
        `script-src 'self' 'nonce-${nonce}' 'wasm-unsafe-eval'`,
        // Vite's development client inserts style elements without a nonce.
        dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
        "img-src 'self' data:",
        // The microphone check plays back what it recorded.
        "media-src 'self' blob:",
        "font-src 'self' data:",
        `connect-src 'self'${dev ? ' ws:' : ''}`,
        // Vite waits for a restarted server in a worker.
        ...(dev ? ["worker-src 'self' blob:"] : []),
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ].join('; '),
    )
    response.setHeader('x-content-type-options', 'nosniff')
    response.setHeader('referrer-policy', 'no-referrer')
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.setHeader('cross-origin-resource-policy', 'same-origin')
    response.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=(self)')
    next()
  }
}
