import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { type CreateSessionRequest, CreateSessionResponseSchema } from '#contract/http.ts'
import type { SessionSettings } from '#contract/settings.ts'
import { hostOfWords } from '../../components/engine-words.ts'
import { request } from '../../lib/api.ts'
import { enginesQuery } from '../../lib/queries.ts'
import { rememberSettings, rememberTold } from './remembered.ts'

/** Creates the session and goes to it; remembers the settings for next time. */
export function useStart(roleId: string) {
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const engines = useQuery(enginesQuery)
  const create = useMutation({
    mutationFn: (json: CreateSessionRequest) =>
      request(CreateSessionResponseSchema, '/api/sessions', { method: 'POST', json }),
    onSuccess: ({ sessionId }) => {
      void queries.invalidateQueries({ queryKey: ['sessions'] })
      navigate(`/sessions/${sessionId}`)
    },
  })

  return {
    busy: create.isPending || create.isSuccess,
    error: create.error,
    start(settings: SessionSettings) {
      if (create.isPending || create.isSuccess) return
      const host = engines.data === undefined ? null : hostOfWords(engines.data)
      if (host !== null) rememberTold(host)
      rememberSettings(settings)
      create.mutate({ roleId, settings })
    },
  }
}
