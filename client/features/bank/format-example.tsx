import { Button } from '@mantine/core'
import styles from './import-page.module.css'

const EXAMPLE = `Back to all roles

Site Reliability Engineer

Questions about running services that people depend on.

2 questions

Question 1

Difficulty: easy

What makes an alert worth waking somebody up for?

Sample answer

It points at something that people notice, it needs a person now, and that person can do something about it. Everything else can wait for the morning.

Question 2

Difficulty: medium

Tell me about an incident that changed how you work.

Sample answer

A certificate ran out on a Sunday because its reminder went to someone who had left. I moved every expiry date into the monitoring and gave each an owner. Since then none has run out.
`

const RULES = [
  'The title, a summary, then how many questions follow.',
  'Each block starts with “Question” and its number.',
  'Difficulty is easy, medium or hard.',
  'The sample answer is what answers are compared with. The fuller it is, the better.',
]

/** What a page has to look like, with one to start from. */
export function FormatExample({ onUse }: { onUse: ((text: string) => void) | undefined }) {
  return (
    <aside className={styles.example} aria-labelledby="format">
      <h2 id="format" className={styles.exampleTitle}>
        What it looks like
      </h2>
      <ul className={styles.rules}>
        {RULES.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section className={styles.pre} tabIndex={0} aria-label="Example of a page">
        <pre>{EXAMPLE}</pre>
      </section>
      {onUse !== undefined && (
        <Button variant="default" size="sm" onClick={() => onUse(EXAMPLE)}>
          Start from this example
        </Button>
      )}
    </aside>
  )
}
