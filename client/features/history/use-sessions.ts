import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type ListSessionsResponse, ListSessionsResponseSchema } from '#contract/http.ts'
import { request } from '../../lib/api.ts'

const SETTLE_MS = 250
const PAGE_SIZE = 20

/** The list of sessions as it is searched and filtered, page by page. */
export function useSessions() {
  const [search, setSearch] = useState('')
  const [roleId, setRoleId] = useState('')
  const [settled] = useDebouncedValue(search.trim(), SETTLE_MS)

  const list = useInfiniteQuery({
    queryKey: ['sessions', 'list', settled, roleId],
    queryFn: ({ pageParam, signal }) =>
      request(ListSessionsResponseSchema, `/api/sessions?${buildQuery(settled, roleId, pageParam)}`, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (last: ListSessionsResponse) => last.nextBefore,
    placeholderData: keepPreviousData,
  })
  return {
    list,
    sessions: list.data?.pages.flatMap((page) => page.sessions) ?? [],
    roles: list.data?.pages[0]?.roles ?? [],
    search,
    setSearch,
    roleId,
    setRoleId,
    /** What the list shown was asked for. */
    isNarrowed: settled !== '' || roleId !== '',
    clear() {
      setSearch('')
      setRoleId('')
    },
  }
}

/** The query string of one page. `before` is the instant of the last session seen; null for the first page. */
export function buildQuery(search: string, roleId: string, before: number | null): string {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) })
  if (search !== '') query.set('search', search.slice(0, 200))
  if (roleId !== '') query.set('roleId', roleId)
  if (before !== null) query.set('before', String(before))
  return query.toString()
}
