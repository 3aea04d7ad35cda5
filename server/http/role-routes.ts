import { Router } from 'express'
import {
  ImportRoleRequestSchema,
  ImportRoleResponseSchema,
  MAX_IMPORT_LENGTH,
  type RoleSummary,
  RolesResponseSchema,
} from '#contract/http.ts'
import { SlugSchema } from '#contract/ids.ts'
import type { Difficulty, Role } from '#contract/question.ts'
import type { QuestionBank } from '../ports.ts'
import { json } from './json-body.ts'
import { parseRequest, send } from './reply.ts'

export function createRoleRoutes(bank: QuestionBank): Router {
  const router = Router()

  router.get('/roles', (_request, response) => {
    const roles = bank.listRoles().map(({ role, imported }) => buildSummary(role, imported))
    send(response, RolesResponseSchema, { roles })
  })

  router.post('/roles/import', json(4 * MAX_IMPORT_LENGTH), async (request, response) => {
    const { page } = parseRequest(ImportRoleRequestSchema, request.body)
    const role = await bank.importPage(page)
    send(response, ImportRoleResponseSchema, { role: buildSummary(role, true) }, 201)
  })

  router.delete('/roles/:id', async (request, response) => {
    await bank.deleteRole(parseRequest(SlugSchema, request.params.id))
    response.status(204).end()
  })

  return router
}

function buildSummary(role: Role, imported: boolean): RoleSummary {
  const count = (difficulty: Difficulty) => role.questions.filter((q) => q.difficulty === difficulty).length
  return {
    id: role.id,
    title: role.title,
    summary: role.summary,
    questionCount: role.questions.length,
    byDifficulty: { easy: count('easy'), medium: count('medium'), hard: count('hard') },
    competencies: [...new Set(role.questions.map((q) => q.competency))],
    imported,
  }
}
