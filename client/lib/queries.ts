import { queryOptions } from '@tanstack/react-query'
import { CalibrationResponseSchema } from '#contract/calibration.ts'
import { EnginesResponseSchema, ListSessionsResponseSchema, RolesResponseSchema } from '#contract/http.ts'
import { request } from './api.ts'

/** The roles that one can practise for. */
export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: ({ signal }) => request(RolesResponseSchema, '/api/roles', { signal }),
})

/** What speaks, what grades, and where it runs. */
export const enginesQuery = queryOptions({
  queryKey: ['engines'],
  queryFn: ({ signal }) => request(EnginesResponseSchema, '/api/engines', { signal }),
})

/** What was measured of the grades. */
export const calibrationQuery = queryOptions({
  queryKey: ['calibration'],
  queryFn: ({ signal }) => request(CalibrationResponseSchema, '/api/calibration', { signal }),
})

/** The newest sessions, to find one that is still open. */
export const recentSessionsQuery = queryOptions({
  queryKey: ['sessions', 'recent'],
  queryFn: ({ signal }) => request(ListSessionsResponseSchema, '/api/sessions?limit=20', { signal }),
})
