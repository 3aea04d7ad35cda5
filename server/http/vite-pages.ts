import { readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { type RequestHandler, Router } from 'express'
import { createServer } from 'vite'
import { servePage } from './pages.ts'

/** Vite as middleware of the same server: one origin, and a client that renews itself while it is written. */
export async function createVitePages(server: Server, clientDir: string): Promise<RequestHandler> {
  const vite = await createServer({
    configFile: join(clientDir, 'vite.config.ts'),
    server: { middlewareMode: true, hmr: { server } },
    appType: 'custom',
  })
  const router = Router()
  router.use(vite.middlewares)
  router.use(
    servePage(async (url) => vite.transformIndexHtml(url, await readFile(join(clientDir, 'index.html'), 'utf8'))),
  )
  return router
}
