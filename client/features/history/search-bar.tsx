import { NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type RefObject, useEffect } from 'react'
import styles from './history-page.module.css'
import type { useSessions } from './use-sessions.ts'

interface SearchBarProps {
  view: ReturnType<typeof useSessions>
  ref: RefObject<HTMLInputElement | null>
}

/** Search in everything said, and the roles. `/` leads here. */
export function SearchBar({ view, ref }: SearchBarProps) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof Element && event.target.closest('input, textarea, select, [role=dialog]') !== null
      if (event.key !== '/' || isTyping) return
      event.preventDefault()
      ref.current?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [ref])

  return (
    <search className={styles.search}>
      <TextInput
        ref={ref}
        className={styles.searchField}
        size="md"
        type="search"
        aria-label="Search in sessions"
        placeholder="Search in questions and answers"
        leftSection={<IconSearch size={18} stroke={1.6} aria-hidden="true" />}
        value={view.search}
        maxLength={200}
        onChange={(event) => view.setSearch(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && view.search === '' && event.currentTarget.blur()}
      />
      {(view.roles.length > 1 || view.roleId !== '') && (
        <NativeSelect
          className={styles.roleField}
          size="md"
          aria-label="Role"
          value={view.roleId}
          onChange={(event) => view.setRoleId(event.currentTarget.value)}
          data={[
            { value: '', label: 'All roles' },
            ...view.roles.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
      )}
    </search>
  )
}
