import { Router } from 'express'
import { z } from 'zod'
import {
  ChooseGradeRequestSchema,
  CreateSessionRequestSchema,
  CreateSessionResponseSchema,
  DisputeRequestSchema,
  EventsResponseSchema,
  GradeAgainRequestSchema,
  GradeAgainResponseSchema,
  ImportSessionResponseSchema,
  ListSessionsQuerySchema,
  ListSessionsResponseSchema,
  SessionExportSchema,
  SessionResponseSchema,
} from '#contract/http.ts'
import { SessionIdSchema } from '#contract/ids.ts'
import { QuestionReportSchema, ReportSchema } from '#contract/report.ts'
import type { Session } from '#contract/session.ts'
import { AppError } from '../errors.ts'
import { isFeedbackOpen } from '../interview/appeal.ts'
import { buildSessionExport } from '../interview/import-session.ts'
import type { SessionRunner } from '../interview/run-session.ts'
import type { Clock, SessionStore } from '../ports.ts'
import { buildMarkdown } from '../report/build-markdown.ts'
import { buildQuestionReport } from '../report/build-question-report.ts'
import { buildReport } from '../report/build-report.ts'
import { json } from './json-body.ts'
import { parseRequest, send } from './reply.ts'

const SMALL_BODY_BYTES = 16_000
/** A long session with a thousand drafts a question stays well below. */
const IMPORT_BODY_BYTES = 32_000_000

const IdParams = z.object({ id: SessionIdSchema })
const IndexParams = IdParams.extend({ index: z.coerce.number().int().nonnegative() })

interface SessionRouteDeps {
  readonly runner: SessionRunner
  readonly store: SessionStore
  readonly clock: Clock
}

export function createSessionRoutes({ runner, store, clock }: SessionRouteDeps): Router {
  const router = Router()

  router.post('/sessions', json(SMALL_BODY_BYTES), async (request, response) => {
    const wish = parseRequest(CreateSessionRequestSchema, request.body)
    send(response, CreateSessionResponseSchema, { sessionId: await runner.createSession(wish) }, 201)
  })

  router.get('/sessions', async (request, response) => {
    const query = parseRequest(ListSessionsQuerySchema, request.query)
    send(response, ListSessionsResponseSchema, await store.listSessions(query))
  })

  router.post('/sessions/import', json(IMPORT_BODY_BYTES), async (request, response) => {
    send(response, ImportSessionResponseSchema, { sessionId: await runner.importSession(request.body) }, 201)
  })

  router.get('/sessions/:id', async (request, response) => {
    const { id } = parseRequest(IdParams, request.params)
    const session = await store.findSummary(id)
    if (session === undefined) throw notFound()
    send(response, SessionResponseSchema, { session })
  })

  router.delete('/sessions/:id', async (request, response) => {
    const { id } = parseRequest(IdParams, request.params)
    if (!(await runner.deleteSession(id))) throw notFound()
    response.status(204).end()
  })

  router.get('/sessions/:id/events', async (request, response) => {
    const { id } = parseRequest(IdParams, request.params)
    send(response, EventsResponseSchema, { events: await runner.getEndedEvents(id) })
  })

  router.get('/sessions/:id/report', async (request, response) => {
    const { id } = parseRequest(IdParams, request.params)
    send(response, ReportSchema, buildReport(await getEnded(runner, id)))
  })

  router.get('/sessions/:id/feedback/:index', async (request, response) => {
    const { id, index } = parseRequest(IndexParams, request.params)
    const session = await runner.getSession(id)
    const ended = session.phase.name === 'ended'
    // Feedback at the end means the end: nothing is shown before, whoever asks.
    if (!isFeedbackOpen(session, index)) {
      throw new AppError('not_closed', 'There is no feedback on this question yet.')
    }
    send(response, QuestionReportSchema, buildQuestionReport(session, index, { ended }))
  })

  router.post('/sessions/:id/grades/:index', json(SMALL_BODY_BYTES), async (request, response) => {
    const { id, index } = parseRequest(IndexParams, request.params)
    const { judge } = parseRequest(GradeAgainRequestSchema, request.body ?? {})
    await runner.gradeAgain(id, index, judge)
    send(response, GradeAgainResponseSchema, { grading: true }, 202)
  })

  router.put('/sessions/:id/grades/:index/shown', json(SMALL_BODY_BYTES), async (request, response) => {
    const { id, index } = parseRequest(IndexParams, request.params)
    const { grade } = parseRequest(ChooseGradeRequestSchema, request.body)
    await runner.chooseGrade(id, index, grade)
    response.status(204).end()
  })

  router.post('/sessions/:id/disputes/:index', json(SMALL_BODY_BYTES), async (request, response) => {
    const { id, index } = parseRequest(IndexParams, request.params)
    await runner.dispute(id, index, parseRequest(DisputeRequestSchema, request.body))
    response.status(204).end()
  })

  router.get('/sessions/:id/export.json', async (request, response) => {
    const { id } = parseRequest(IdParams, request.params)
    const value = buildSessionExport(await runner.getEndedEvents(id), clock.now())
    response.attachment(`greenroom-${id}.json`)
    send(response, SessionExportSchema, value)
  })

  router.get('/sessions/:id/export.md', async (request, response) => {
    const { id } = parseRequest(IdParams, request.params)
    const text = buildMarkdown(buildReport(await getEnded(runner, id)))
    response.attachment(`greenroom-${id}.md`).type('text/markdown; charset=utf-8').send(text)
  })

  return router
}

async function getEnded(runner: SessionRunner, id: string): Promise<Session> {
  const session = await runner.getSession(id)
  if (session.phase.name === 'ended') return session
  throw new AppError('not_ended', 'The interview is still open. Its report is here once it has ended.')
}

function notFound(): AppError {
  return new AppError('not_found', 'There is no such session here. It may have been deleted.')
}
