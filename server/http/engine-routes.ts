import { Router } from 'express'
import {
  type ConnectionTest,
  ConnectionTestSchema,
  type EnginesResponse,
  EnginesResponseSchema,
} from '#contract/http.ts'
import { send } from './reply.ts'

export interface EngineInfo {
  readonly engines: EnginesResponse
  /** One small request to each model in use; no results where there is none. */
  testConnection(): Promise<ConnectionTest>
}

export function createEngineRoutes(info: EngineInfo): Router {
  const router = Router()
  router.get('/engines', (_request, response) => send(response, EnginesResponseSchema, info.engines))
  router.post('/engines/test', async (_request, response) => {
    send(response, ConnectionTestSchema, await info.testConnection())
  })
  return router
}
