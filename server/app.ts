import { createServer, type Server as HttpServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import express, { type RequestHandler } from 'express'
import { Server } from 'socket.io'
import { HealthResponseSchema } from '#contract/http.ts'
import { MAX_MESSAGE_BYTES, PROTOCOL_VERSION } from '#contract/socket.ts'
import { AppError } from './errors.ts'
import { createAudioRoutes } from './http/audio-routes.ts'
import { type CalibrationInfo, createCalibrationRoutes } from './http/calibration-routes.ts'
import { createEngineRoutes, type EngineInfo } from './http/engine-routes.ts'
import { createErrorHandler, send } from './http/reply.ts'
import { createRoleRoutes } from './http/role-routes.ts'
import { createRequestGuard, guardRequests, securityHeaders } from './http/security.ts'
import { createSessionRoutes } from './http/session-routes.ts'
import type { SessionRunner } from './interview/run-session.ts'
import { type LiveServer, registerLive } from './live/live.ts'
import type { AudioStore, Clock, QuestionBank, SessionStore, Voice } from './ports.ts'

export interface AppDeps {
  readonly bank: QuestionBank
  readonly store: SessionStore
  readonly audio: AudioStore
  /** Null where the browser speaks. */
  readonly voice: Voice | null
  readonly runner: SessionRunner
  readonly clock: Clock
  readonly engineInfo: EngineInfo
  readonly calibrationInfo: CalibrationInfo
  readonly listen: { readonly host: string; readonly allowedHosts: readonly string[] }
  readonly development: boolean
  /** Serves the client: built pages, or Vite in development. Gets the HTTP server for its own socket. */
  readonly createPages: (server: HttpServer) => RequestHandler | Promise<RequestHandler>
  /** Told of failures by where they were, never of what was said. */
  readonly onError: (what: string, error: unknown) => void
}

export interface App {
  readonly server: HttpServer
  readonly io: LiveServer
  /** Tells the tabs, ends the connections, and resolves when everything accepted is stored and the store is closed. */
  stop(): Promise<void>
}

/** Everything accepted is stored by then; what is still open after this is left to the end of the process. */
const CLOSE_MS = 1_000

/** Express and Socket.IO wired from what it is given: no state of its own, nothing read from the environment. */
export async function createApp(deps: AppDeps): Promise<App> {
  const app = express()
  const server = createServer(app)
  const isAllowed = createRequestGuard(deps.listen)
  const io: LiveServer = new Server(server, {
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    serveClient: false,
    // Vite's socket in development shares the server.
    destroyUpgrade: false,
    allowRequest: (request, callback) => callback(null, isAllowed(request)),
  })
  registerLive(io, deps.runner, deps.onError)

  app.disable('x-powered-by')
  app.use(securityHeaders({ development: deps.development }))
  app.use(guardRequests(isAllowed))
  app.use('/api', noStore)
  app.get('/api/health', (_request, response) => {
    send(response, HealthResponseSchema, { ok: true, protocol: PROTOCOL_VERSION })
  })
  app.use('/api', createRoleRoutes(deps.bank))
  app.use('/api', createSessionRoutes(deps))
  app.use('/api', createAudioRoutes(deps))
  app.use('/api', createEngineRoutes(deps.engineInfo))
  app.use('/api', createCalibrationRoutes(deps.calibrationInfo))
  app.use(await deps.createPages(server))
  app.use(() => {
    throw new AppError('not_found', 'There is nothing at this address.')
  })
  app.use(createErrorHandler(deps.onError))

  return {
    server,
    io,
    async stop() {
      io.emit('server:stopping')
      await deps.runner.stop()
      const closed = io.close()
      server.closeAllConnections()
      // A socket that is not ours (Vite's in development) would keep the server open for as long as its page is.
      await Promise.race([closed, wait(CLOSE_MS)])
      await deps.audio.close()
      await deps.store.close()
    },
  }
}

const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('cache-control', 'no-store')
  next()
}
