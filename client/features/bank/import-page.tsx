import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { ImportRoleResponseSchema, MAX_IMPORT_LENGTH } from '#contract/http.ts'
import { formatCount } from '../../components/format.ts'
import { Page } from '../../components/page.tsx'
import { request } from '../../lib/api.ts'
import { rolesQuery } from '../../lib/queries.ts'
import { FormatExample } from './format-example.tsx'
import styles from './import-page.module.css'
import { ImportProblem } from './import-problem.tsx'
import { PageField } from './page-field.tsx'

/** Brings a page of questions in as a role of one's own. What is pasted stays in the field whatever happens. */
export function ImportPage() {
  const [text, setText] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const importing = useMutation({
    mutationFn: (page: string) =>
      request(ImportRoleResponseSchema, '/api/roles/import', { method: 'POST', json: { page } }),
    onSuccess: async ({ role }) => {
      await queries.invalidateQueries({ queryKey: rolesQuery.queryKey })
      navigate(`/roles/${role.id}`)
    },
  })

  const change = (next: string) => {
    setText(next)
    if (importing.isError) importing.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '' || text.length > MAX_IMPORT_LENGTH || importing.isPending) return
    importing.mutate(text)
  }

  return (
    <Page
      title="Bring your own questions"
      intro="A page of questions with sample answers becomes a role. Your text is kept word for word, and the key points are taken from the sample answers."
    >
      <div className={styles.layout}>
        <form className={styles.form} onSubmit={submit}>
          <PageField ref={field} value={text} onChange={change} invalid={importing.isError} />
          {importing.isError && <ImportProblem error={importing.error} text={text} field={field} />}
          {text.length > MAX_IMPORT_LENGTH && (
            <p className={styles.over} role="alert">
              This is {formatCount(text.length, 'character')} long; a page may have{' '}
              {formatCount(MAX_IMPORT_LENGTH, 'character')}. Split it into two roles.
            </p>
          )}
          <div className={styles.actions}>
            <Button
              type="submit"
              size="md"
              loading={importing.isPending}
              disabled={text.trim() === '' || text.length > MAX_IMPORT_LENGTH}
            >
              Import
            </Button>
            <Button component={Link} href="/" variant="subtle" color="gray" size="md" className={styles.cancel}>
              Cancel
            </Button>
          </div>
        </form>
        <FormatExample onUse={text === '' ? change : undefined} />
      </div>
    </Page>
  )
}
