import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import express, { type RequestHandler, Router } from 'express'

const NONCE = /__NONCE__/g
const A_YEAR_MS = 31_536_000_000

/** Serves the built client: hashed files for a year, the page itself fresh and with its nonce for every address of the app. */
export function createPages(clientDir: string): Router {
  const page = readFileSync(join(clientDir, 'index.html'), 'utf8')
  const router = Router()
  router.use('/assets', express.static(join(clientDir, 'assets'), { immutable: true, maxAge: A_YEAR_MS, index: false }))
  router.use(express.static(clientDir, { index: false, maxAge: 0 }))
  router.use(servePage(async () => page))
  return router
}

/** The page for any address that a person may open, with the nonce of this answer. */
export function servePage(getPage: (url: string) => Promise<string>): RequestHandler {
  return async (request, response, next) => {
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') && !/^\/(api|assets|socket\.io)(\/|$)/.test(request.path)
    if (!isPage) return next()
    const html = (await getPage(request.originalUrl)).replace(NONCE, String(response.locals.nonce))
    response.status(200).type('html').setHeader('cache-control', 'no-store').send(html)
  }
}
