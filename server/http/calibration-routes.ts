import { Router } from 'express'
import { type CalibrationResponse, CalibrationResponseSchema } from '#contract/calibration.ts'
import { send } from './reply.ts'

export interface CalibrationInfo {
  /** What the judge in use has scored, if it was measured, and what the built-in one has. */
  read(): Promise<CalibrationResponse>
}

export function createCalibrationRoutes(info: CalibrationInfo): Router {
  const router = Router()
  router.get('/calibration', async (_request, response) => {
    send(response, CalibrationResponseSchema, await info.read())
  })
  return router
}
