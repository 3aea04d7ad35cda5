import { createHash } from 'node:crypto'
import { isStopWord, splitWords } from '../text/words.ts'

const MAX_LENGTH = 76

/** The text as lower-case words joined by hyphens; empty where it has no Latin letter or digit. */
export function slugify(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
  const spelled = plain
    .replace(/\++/g, (signs) => '-plus'.repeat(signs.length))
    .replace(/#/g, '-sharp')
    .replace(/&/g, '-and-')
  return spelled
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, MAX_LENGTH)
    .replace(/-$/, '')
}

/** A role's id: its title, or something drawn from the title where that has no Latin letters. */
export function roleIdOf(title: string): string {
  return slugify(title) || `role-${createHash('sha256').update(title).digest('hex').slice(0, 8)}`
}

/** The first words of a text that carry its subject; empty where it has none that could stand in an id. */
export function slugifyStart(text: string, words: number): string {
  const content = splitWords(text).filter((word) => !isStopWord(word.lower))
  return slugify(
    content
      .slice(0, words)
      .map((word) => word.text)
      .join(' '),
  )
}

/** Hands out ids, each once: a number makes the difference. */
export function createIdGiver(): (wanted: string) => string {
  const given = new Set<string>()
  return (wanted) => {
    let id = wanted
    for (let n = 2; given.has(id); n++) id = `${wanted}-${n}`
    given.add(id)
    return id
  }
}
